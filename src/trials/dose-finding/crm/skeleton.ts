/** Skeletons: the prior guesses of each dose's toxicity, spaced by how well doses can be told apart. */
import { InvalidArgument } from "../../../errors.js";
import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { expit, logit } from "../../../numeric/special/logit.js";
import { checkBetween, checkInteger, checkKnown } from "../../requirements.js";

/** power: p = s^exp(β). logistic: logit p = intercept + exp(β) x with x = logit(s) − intercept. */
export type CrmModelName = "power" | "logistic";

/** What a skeleton is made from. */
export interface SkeletonOptions {
  readonly target: number;
  /** Half the width of the indifference interval: the design settles at a dose with toxicity between target − halfwidth and target + halfwidth. */
  readonly halfwidth: number;
  /** The dose level, counted from 1, that is thought to be the maximum tolerated dose: its prior guess is the target. */
  readonly priorLevel: number;
  /** Number of doses. */
  readonly doses: number;
  /** The model that the skeleton is for; "power" when not given. */
  readonly model?: CrmModelName;
  /** Intercept of the logistic model; 3 when not given. */
  readonly intercept?: number;
}

const OPTIONS: readonly (keyof SkeletonOptions)[] = ["target", "halfwidth", "priorLevel", "doses", "model", "intercept"];

/**
 * Returns the skeleton whose indifference intervals all have the same half-width δ around the target φ.
 *
 * With g(p) = log(−log p) for the power model, or log(intercept − logit p) for the logistic one, neighbors are apart by
 * g(s_k) − g(s_{k+1}) = g(φ − δ) − g(φ + δ), and s = φ at the prior level.
 *
 * @throws InvalidArgument unless 0 < target − halfwidth and target + halfwidth < 1 (for the logistic model, < expit(intercept)).
 * Source: lee2009model, cheung2011dose.
 */
export function indifferenceSkeleton(options: SkeletonOptions): readonly number[] {
  checkKnown("indifferenceSkeleton", options, OPTIONS);
  return skeletonOf("indifferenceSkeleton", options);
}

/** The same for designs, which are the callers named in complaints. */
export function skeletonOf(caller: string, options: SkeletonOptions): readonly number[] {
  const { target, halfwidth, priorLevel, doses, model = "power", intercept = 3 } = options;
  checkModel(caller, model, intercept);
  checkBetween(caller, "target", target, 0, 1);
  checkInteger(caller, "doses", doses, 1, 100);
  checkInteger(caller, "priorLevel", priorLevel, 1, doses);
  const highest = model === "power" ? 1 : expit(intercept);
  if (!(target < highest)) throw new InvalidArgument(caller, "target", `be below ${highest}, which the intercept allows`, target);
  checkBetween(caller, "halfwidth", halfwidth, 0, Math.min(target, highest - target));
  const g = (p: number) => log(model === "power" ? -log(p) : intercept - logit(p));
  const inverse = (y: number) => (model === "power" ? exp(-exp(y)) : expit(intercept - exp(y)));
  const gap = g(target - halfwidth) - g(target + halfwidth);
  const center = g(target);
  const skeleton = Array.from({ length: doses }, (_, dose) =>
    dose + 1 === priorLevel ? target : inverse(center - (dose + 1 - priorLevel) * gap),
  );
  const bad = skeleton.findIndex((p, dose) => !(p > 0 && p < 1 && (dose === 0 || p > skeleton[dose - 1])));
  if (bad >= 0)
    throw new InvalidArgument(caller, "halfwidth", "be so small that all doses have guesses that differ from 0 and 1", halfwidth);
  return skeleton;
}

/** @throws InvalidArgument unless the model is known, and the intercept a finite number. */
export function checkModel(caller: string, model: unknown, intercept: unknown): void {
  if (model !== "power" && model !== "logistic") throw new InvalidArgument(caller, "model", 'be "power" or "logistic"', model);
  if (typeof intercept !== "number" || !Number.isFinite(intercept))
    throw new InvalidArgument(caller, "intercept", "be a finite number", intercept);
}

/** @throws InvalidArgument unless the skeleton increases within (0, 1), and below expit(intercept) for the logistic model. */
export function checkSkeleton(
  caller: string,
  skeleton: unknown,
  model: CrmModelName,
  intercept: number,
): asserts skeleton is readonly number[] {
  if (!Array.isArray(skeleton) || skeleton.length === 0 || skeleton.length > 100)
    throw new InvalidArgument(caller, "skeleton", "give a prior guess of toxicity for each of 1 to 100 doses", skeleton);
  for (let i = 0; i < skeleton.length; i++) {
    checkBetween(caller, `skeleton[${i}]`, skeleton[i], 0, 1);
    if (i > 0 && !(skeleton[i] > skeleton[i - 1])) {
      throw new InvalidArgument(caller, `skeleton[${i}]`, `be larger than the guess before it (${skeleton[i - 1]})`, skeleton[i]);
    }
    if (model === "logistic" && !(logit(skeleton[i]) < intercept)) {
      throw new InvalidArgument(caller, `skeleton[${i}]`, `have a logit below the intercept ${intercept}`, skeleton[i]);
    }
  }
}
