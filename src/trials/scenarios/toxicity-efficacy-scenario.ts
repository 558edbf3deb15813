/** Scenarios of dose finding with responses: the true toxicity and response probability of each dose. */

import type { ToxicityEfficacyOutcome, ToxicityEfficacyTally } from "../../endpoints/toxicity-efficacy.js";
import { InvalidArgument } from "../../errors.js";
import type { DoseRecommendation } from "../dose-finding/dose-finding-design.js";
import { doseFindingMetrics } from "../metrics/dose-finding-metrics.js";
import type { Metrics, TrialResult } from "../operating-characteristics.js";
import type { Recipe } from "../recipe.js";
import { checkBetween, checkKnown, checkPositive } from "../requirements.js";
import type { Scenario } from "../scenario.js";
import { type Accrual, immediateAccrual } from "./accrual.js";
import { type Onset, onsetAtWindowEnd } from "./onset.js";

/** The options of a scenario of toxicity and response. */
export interface ToxicityEfficacyScenarioOptions {
  /** The true probability of toxicity within its window, by dose; each in (0, 1). */
  readonly toxicity: readonly number[];
  /** The true probability of a response within its window, by dose; each in (0, 1). Responses are independent of toxicities. */
  readonly response: readonly number[];
  /** The toxicity probability aimed at; when not given, the one that the designs of the study share. */
  readonly target?: number;
  /** Lengths of the windows; 1, and the toxicity window, when not given. Give designs the same. */
  readonly window?: number;
  readonly responseWindow?: number;
  /** How patients arrive; when not given, one is there whenever the trial wants one. */
  readonly accrual?: Accrual;
  /** What becomes of those who arrive while enrollment is closed; "lost" when not given. */
  readonly whileClosed?: "wait" | "lost";
  /** When toxicities and responses happen; at the window's end when not given. */
  readonly onset?: Onset;
  readonly responseOnset?: Onset;
}

const OPTIONS: readonly (keyof ToxicityEfficacyScenarioOptions)[] = [
  "toxicity",
  "response",
  "target",
  "window",
  "responseWindow",
  "accrual",
  "whileClosed",
  "onset",
  "responseOnset",
];

/**
 * Returns a scenario for designs that look at toxicities and responses. A patient has a toxicity (a response) at a dose when their own first (second)
 * uniform number is below the dose's probability.
 *
 * @throws InvalidArgument for probabilities outside (0, 1), lists of different lengths, and numbers out of range.
 */
export function toxicityEfficacyScenario(options: ToxicityEfficacyScenarioOptions): Scenario<ToxicityEfficacyOutcome> {
  check(options);
  const { target, window = 1, responseWindow = window, whileClosed = "lost" } = options;
  const { accrual = immediateAccrual(), onset = onsetAtWindowEnd(), responseOnset = onsetAtWindowEnd() } = options;
  const toxicity = Object.freeze([...options.toxicity]);
  const response = Object.freeze([...options.response]);
  const recipe = recipeOf(options);
  return {
    armCount: toxicity.length,
    outcomes: "times to toxicity and response",
    whileClosed,
    nextArrival: (previous, rng) => accrual.next(previous, rng),
    outcome(arm, _covariates, patient) {
      const u = patient.uniform();
      const v = patient.uniform();
      return {
        toxicity: u < toxicity[arm] ? onset.time(u, toxicity[arm], window) : Infinity,
        efficacy: v < response[arm] ? responseOnset.time(v, response[arm], responseWindow) : Infinity,
      };
    },
    metrics: ({ arms, target: shared }) => withResponses(doseFindingMetrics({ arms, toxicity, target: target ?? shared }), arms),
    ...(recipe === undefined ? {} : { recipe }),
  };
}

type Result = TrialResult<ToxicityEfficacyTally, DoseRecommendation>;

/** The metrics of dose finding, and the responses at each dose. */
function withResponses(
  metrics: Metrics<TrialResult<{ evaluated: number; toxicities: number }, DoseRecommendation>>,
  arms: readonly string[],
): Metrics<Result> {
  const offset = metrics.descriptions.length;
  return {
    descriptions: [
      ...metrics.descriptions,
      ...arms.map((dose, arm) => ({
        name: `responses[${arm + 1}]`,
        label: `responses at ${dose}`,
        unit: "events" as const,
        arm,
      })),
    ],
    measureInto(out, at, result) {
      metrics.measureInto(out, at, result);
      for (let arm = 0; arm < arms.length; arm++) out[at + offset + arm] = result.tally(arm).responses;
    },
  };
}

/** Absent when a part of it is the user's own and has no recipe. */
function recipeOf(options: ToxicityEfficacyScenarioOptions): Recipe | undefined {
  const { accrual, onset, responseOnset, ...plain } = options;
  const parts: Record<string, Recipe> = {};
  for (const [name, part] of Object.entries({ accrual, onset, responseOnset })) {
    if (part === undefined) continue;
    if (part.recipe === undefined) return undefined;
    parts[name] = { ...part.recipe };
  }
  return { make: "toxicityEfficacyScenario", options: { ...plain, ...parts } };
}

function check(options: ToxicityEfficacyScenarioOptions): void {
  const caller = "toxicityEfficacyScenario";
  checkKnown(caller, options, OPTIONS);
  const { toxicity, response, target, window = 1, responseWindow = window, whileClosed = "lost" } = options;
  for (const [name, list] of Object.entries({ toxicity, response })) {
    if (!Array.isArray(list) || list.length === 0)
      throw new InvalidArgument(caller, name, "give a probability for at least one dose", list);
    for (let i = 0; i < list.length; i++) checkBetween(caller, `${name}[${i}]`, list[i], 0, 1);
  }
  if (response.length !== toxicity.length)
    throw new InvalidArgument(caller, "response", `give ${toxicity.length} probabilities, as toxicity does`, response);
  if (target !== undefined) checkBetween(caller, "target", target, 0, 1);
  checkPositive(caller, "window", window, "time");
  checkPositive(caller, "responseWindow", responseWindow, "time");
  if (whileClosed !== "wait" && whileClosed !== "lost")
    throw new InvalidArgument(caller, "whileClosed", 'be "wait" or "lost"', whileClosed);
  if (options.accrual !== undefined && typeof options.accrual?.next !== "function")
    throw new InvalidArgument(caller, "accrual", "be an arrival process, such as poissonAccrual({ rate: 2 })", options.accrual);
  for (const name of ["onset", "responseOnset"] as const) {
    if (options[name] !== undefined && typeof options[name]?.time !== "function")
      throw new InvalidArgument(caller, name, "be an onset, such as uniformOnset()", options[name]);
  }
}
