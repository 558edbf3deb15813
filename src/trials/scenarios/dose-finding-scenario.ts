/** Scenarios of dose finding: the true toxicity of each dose, how patients arrive and when toxicities happen. */
import { InvalidArgument } from "../../errors.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { cohortRunner } from "../dose-finding/simulate-cohorts.js";
import { decisionGraphRunner } from "../dose-finding/simulate-decision-graph.js";
import { doseFindingMetrics } from "../metrics/dose-finding-metrics.js";
import type { Recipe } from "../recipe.js";
import { checkBetween, checkKnown, checkPositive } from "../requirements.js";
import type { Scenario } from "../scenario.js";
import { type Accrual, immediateAccrual } from "./accrual.js";
import { type Onset, onsetAtWindowEnd } from "./onset.js";

export interface DoseFindingScenarioOptions {
  /** The true probability of toxicity within the window, by dose; each in (0, 1). */
  readonly toxicity: readonly number[];
  /** The toxicity probability aimed at; when not given, the one that the designs of the study share. */
  readonly target?: number;
  /** Level of the true maximum tolerated dose, counted from 1, or null for none; when not given, the one with toxicity nearest to the target. */
  readonly trueLevel?: number | null;
  /** Length of the assessment window; 1 when not given. Give designs the same. */
  readonly window?: number;
  /** How patients arrive; when not given, one is there whenever the trial wants one. */
  readonly accrual?: Accrual;
  /** What becomes of those who arrive while enrollment is closed; "lost" when not given. */
  readonly whileClosed?: "wait" | "lost";
  /** When toxicities happen; at the window's end when not given. */
  readonly onset?: Onset;
  /** Patients leave the trial at this constant rate per time unit; 0 when not given. */
  readonly dropoutRate?: number;
}

/** A scenario whose outcomes are times to toxicity. */
export interface DoseFindingScenario extends Scenario<number> {
  readonly toxicity: readonly number[];
  readonly target?: number;
}

const OPTIONS: readonly (keyof DoseFindingScenarioOptions)[] = [
  "toxicity",
  "target",
  "trueLevel",
  "window",
  "accrual",
  "whileClosed",
  "onset",
  "dropoutRate",
];

/**
 * Returns a scenario for dose-finding designs. A patient has a toxicity at a dose when their own uniform number is below the dose's
 * probability: one who tolerates a dose tolerates every less toxic one, under every design.
 *
 * @throws InvalidArgument for probabilities outside (0, 1), none at all, and numbers out of range.
 */
export function doseFindingScenario(options: DoseFindingScenarioOptions): DoseFindingScenario {
  checkOptions(options);
  const { target, trueLevel, window = 1, whileClosed = "lost", dropoutRate = 0 } = options;
  const { accrual = immediateAccrual(), onset = onsetAtWindowEnd() } = options;
  const toxicity = Object.freeze([...options.toxicity]);
  const plain = options.accrual === undefined && options.onset === undefined && dropoutRate === 0;
  const recipe = recipeOf(options);
  const scenario: DoseFindingScenario = {
    toxicity,
    armCount: toxicity.length,
    outcomes: "time to toxicity",
    whileClosed,
    nextArrival: (previous, rng) => accrual.next(previous, rng),
    outcome(arm, _covariates, patient) {
      const u = patient.uniform();
      const probability = toxicity[arm];
      return u < probability ? onset.time(u, probability, window) : Infinity;
    },
    metrics: ({ arms, target: shared }) => doseFindingMetrics({ arms, toxicity, target: target ?? shared, trueLevel }),
    ...(dropoutRate > 0 ? { dropout: (_arm, _covariates, patient) => -log(patient.uniform()) / dropoutRate } : {}),
    ...(target === undefined ? {} : { target }),
    ...(plain ? { shortcut: (design) => shortcut(design, scenario, window) } : {}),
    ...(recipe === undefined ? {} : { recipe }),
  };
  return scenario;
}

/** The fast runners of designs that are tables, and of those that decide by counts. */
function shortcut(design: object, scenario: DoseFindingScenario, window: number) {
  const outcomes = { probabilities: Float64Array.from(scenario.toxicity), window };
  return cohortRunner(design, outcomes) ?? decisionGraphRunner(design, scenario, outcomes);
}

/** Absent when a part of it is the user's own and has no recipe. */
function recipeOf(options: DoseFindingScenarioOptions): Recipe | undefined {
  const { accrual, onset, ...plain } = options;
  if ((accrual && !accrual.recipe) || (onset && !onset.recipe)) return undefined;
  const parts = {
    ...(accrual?.recipe && { accrual: { ...accrual.recipe } }),
    ...(onset?.recipe && { onset: { ...onset.recipe } }),
  };
  return { make: "doseFindingScenario", options: { ...plain, ...parts } };
}

function checkOptions(options: DoseFindingScenarioOptions): void {
  const caller = "doseFindingScenario";
  checkKnown(caller, options, OPTIONS);
  const { toxicity, target, trueLevel, window = 1, whileClosed = "lost", dropoutRate = 0, accrual, onset } = options;
  if (!Array.isArray(toxicity) || toxicity.length === 0)
    throw new InvalidArgument(caller, "toxicity", "give a probability for at least one dose", toxicity);
  for (let i = 0; i < toxicity.length; i++) checkBetween(caller, `toxicity[${i}]`, toxicity[i], 0, 1);
  if (target !== undefined) checkBetween(caller, "target", target, 0, 1);
  if (
    trueLevel !== undefined &&
    trueLevel !== null &&
    !(Number.isInteger(trueLevel) && trueLevel >= 1 && trueLevel <= toxicity.length)
  ) {
    throw new InvalidArgument(caller, "trueLevel", `be a dose level from 1 to ${toxicity.length}, or null`, trueLevel);
  }
  checkPositive(caller, "window", window, "time");
  if (whileClosed !== "wait" && whileClosed !== "lost")
    throw new InvalidArgument(caller, "whileClosed", 'be "wait" or "lost"', whileClosed);
  if (typeof dropoutRate !== "number" || !(dropoutRate >= 0 && dropoutRate < Number.POSITIVE_INFINITY))
    throw new InvalidArgument(caller, "dropoutRate", "be a finite rate, 0 or more", dropoutRate);
  if (accrual !== undefined && typeof accrual?.next !== "function")
    throw new InvalidArgument(caller, "accrual", "be an arrival process, such as poissonAccrual({ rate: 2 })", accrual);
  if (onset !== undefined && typeof onset?.time !== "function")
    throw new InvalidArgument(caller, "onset", "be the onset of toxicities, such as uniformOnset()", onset);
}
