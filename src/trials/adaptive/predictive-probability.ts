/** Predictive probability of success: what the final analysis will find, given what is known now. */
import { InvalidArgument } from "../../errors.js";
import { betaUpperTail } from "../../numeric/probability/beta.js";
import { betaBinomialMass } from "../../numeric/probability/beta-binomial.js";
import { checkBetween, checkInteger, checkKnown } from "../requirements.js";
import { comparePosteriors } from "./compare-posteriors.js";

/** Events among so many evaluated patients. */
export interface EventCount {
  readonly events: number;
  readonly patients: number;
}

/** A single-arm trial in progress, and what success at its end means. */
export interface SingleArmPredictiveOptions {
  /** What is known now. */
  readonly now: EventCount;
  /** Patients at the end. */
  readonly maximumPatients: number;
  /** Success at the end: P(p > reference | all data) > threshold. */
  readonly reference: number;
  readonly threshold: number;
  /** Beta(alpha, beta) prior; uniform when not given. */
  readonly prior?: { readonly alpha: number; readonly beta: number };
}

/**
 * Returns the predictive probability that a single-arm trial succeeds: Σ_y P(y of the future patients have the event | data) · 1{P(p > reference | data, y) > threshold}, y
 * being beta-binomial.
 *
 * @throws InvalidArgument for counts that are not possible and probabilities outside (0, 1).
 * Source: lee2008predictive.
 */
export function predictiveProbability(options: SingleArmPredictiveOptions): number {
  const caller = "predictiveProbability";
  checkKnown(caller, options, ["now", "maximumPatients", "reference", "threshold", "prior"]);
  const { now, maximumPatients, reference, threshold, prior = { alpha: 1, beta: 1 } } = options;
  checkCount(caller, "now", now);
  checkInteger(caller, "maximumPatients", maximumPatients, now.patients, 100_000);
  checkBetween(caller, "reference", reference, 0, 1);
  checkBetween(caller, "threshold", threshold, 0, 1);
  checkPrior(caller, "prior", prior);
  const alpha = prior.alpha + now.events;
  const beta = prior.beta + now.patients - now.events;
  const left = maximumPatients - now.patients;
  let sum = 0;
  for (let y = left; y >= 0; y--) {
    // More events succeed where fewer do: the sum ends at the first failure.
    if (!(betaUpperTail(reference, alpha + y, beta + left - y) > threshold)) break;
    sum += betaBinomialMass(y, left, alpha, beta);
  }
  return Math.min(1, sum);
}

/** A trial of two arms in progress, and what success at its end means. */
export interface TwoArmPredictiveOptions {
  /** What is known now of the treatment and of control. */
  readonly treatment: EventCount;
  readonly control: EventCount;
  /** Patients of each arm at the end. */
  readonly maximumPatients: { readonly treatment: number; readonly control: number };
  /** Success at the end: P(treatment better than control by more than `margin` | all data) > threshold. */
  readonly threshold: number;
  /** 0 or more; 0 when not given. */
  readonly margin?: number;
  /** Whether the event is good; "better" when not given. */
  readonly larger?: "better" | "worse";
  /** Beta(alpha, beta) prior of both arms; uniform when not given. */
  readonly prior?: { readonly alpha: number; readonly beta: number };
}

/**
 * Returns the predictive probability that a trial of two arms succeeds: the double sum over the future events of both arms, each beta-binomial, of
 * 1{P(treatment better | all data) > threshold}. Comparisons are exact.
 *
 * @throws InvalidArgument for counts that are not possible and probabilities outside (0, 1).
 * Source: lee2008predictive, berry2010bayesian.
 */
export function predictiveProbabilityTwoArm(options: TwoArmPredictiveOptions): number {
  const caller = "predictiveProbabilityTwoArm";
  checkKnown(caller, options, ["treatment", "control", "maximumPatients", "threshold", "margin", "larger", "prior"]);
  const {
    treatment,
    control,
    maximumPatients,
    threshold,
    margin = 0,
    larger = "better",
    prior = { alpha: 1, beta: 1 },
  } = options;
  checkCount(caller, "treatment", treatment);
  checkCount(caller, "control", control);
  if (typeof maximumPatients !== "object" || maximumPatients === null)
    throw new InvalidArgument(caller, "maximumPatients", "be { treatment, control }", maximumPatients);
  checkInteger(caller, "maximumPatients.treatment", maximumPatients.treatment, treatment.patients, 10_000);
  checkInteger(caller, "maximumPatients.control", maximumPatients.control, control.patients, 10_000);
  checkBetween(caller, "threshold", threshold, 0, 1);
  if (typeof margin !== "number" || !(margin >= 0 && margin < 1))
    throw new InvalidArgument(caller, "margin", "be in [0, 1)", margin);
  if (larger !== "better" && larger !== "worse") throw new InvalidArgument(caller, "larger", 'be "better" or "worse"', larger);
  checkPrior(caller, "prior", prior);
  const first = future(prior, treatment, maximumPatients.treatment);
  const second = future(prior, control, maximumPatients.control);
  const isSuccess = (y: number, z: number) =>
    comparePosteriors([first.posterior(y), second.posterior(z)], { larger }).better(0, 1, margin) > threshold;
  // P(better) is monotone in both counts: for each z, successes are all y beyond a bound, which moves one way with z.
  const isUp = larger === "better";
  let sum = 0;
  let bound = isUp ? 0 : first.left;
  for (let i = 0; i <= second.left; i++) {
    const z = isUp ? i : second.left - i;
    while (isUp ? bound <= first.left && !isSuccess(bound, z) : bound >= 0 && !isSuccess(bound, z)) bound += isUp ? 1 : -1;
    let beyond = 0;
    for (let y = bound; isUp ? y <= first.left : y >= 0; y += isUp ? 1 : -1) beyond += first.probability(y);
    sum += second.probability(z) * beyond;
  }
  return Math.min(1, sum);
}

function future(prior: { readonly alpha: number; readonly beta: number }, { events, patients }: EventCount, maximum: number) {
  const left = maximum - patients;
  const alpha = prior.alpha + events;
  const beta = prior.beta + patients - events;
  return {
    left,
    probability: (y: number) => betaBinomialMass(y, left, alpha, beta),
    posterior: (y: number) => ({ family: "beta" as const, alpha: alpha + y, beta: beta + left - y }),
  };
}

function checkCount(caller: string, argument: string, count: EventCount): void {
  if (typeof count !== "object" || count === null) throw new InvalidArgument(caller, argument, "be { events, patients }", count);
  checkInteger(caller, `${argument}.patients`, count.patients, 0, 100_000);
  checkInteger(caller, `${argument}.events`, count.events, 0, count.patients);
}

function checkPrior(caller: string, argument: string, prior: { readonly alpha: number; readonly beta: number }): void {
  for (const [name, value] of Object.entries({ alpha: prior?.alpha, beta: prior?.beta })) {
    if (typeof value !== "number" || !(value > 0 && value < Infinity))
      throw new InvalidArgument(caller, `${argument}.${name}`, "be positive", value);
  }
}
