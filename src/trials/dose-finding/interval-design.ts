/** What designs share that compare the toxicity of the current dose with an interval around the target: mTPI, mTPI-2, Keyboard, i3+3. */
import { binaryToxicity } from "../../endpoints/binary-toxicity.js";
import { InvalidArgument } from "../../errors.js";
import { betaUpperTailInteger } from "../../numeric/probability/beta-cdf-integer.js";
import { checkBetween, checkInteger, checkKnown, checkPositive } from "../requirements.js";
import { type CohortMemory, cohortDesign } from "./cohort-design.js";
import { closing, isotonicRecommendation, printed } from "./cohort-protocol.js";
import { type CohortRules, DE_ESCALATE, ESCALATE, NEVER, STAY } from "./cohort-rules.js";
import { type DoseFindingDesign, type Doses, doseLabels } from "./dose-finding-design.js";
import { eliminationBoundary } from "./elimination-boundary.js";
import { isotonicSelection } from "./isotonic-selection.js";

/** Options that interval designs share. */
export interface IntervalDesignOptions {
  /** The toxicity probability aimed at, φ. */
  readonly target: number;
  /** How many doses, or their amounts or labels in increasing order. */
  readonly doses: Doses;
  /** The upper limit of enrollment; the last cohort is cut to it. */
  readonly maximumPatients: number;
  /** Toxicity probabilities that are as good as the target, from the lowest to the highest; φ − 0.05 to φ + 0.05 when not given. */
  readonly interval?: readonly [lower: number, upper: number];
  /** Patients treated between decisions; 3 when not given. */
  readonly cohortSize?: number;
  /** Dose level of the first cohort, counted from 1. */
  readonly startLevel?: number;
  /** A dose with Pr(p > φ | data) above this is unacceptable: de-escalate, and close it with all doses above; 0.95 when not given, 1 for never. */
  readonly eliminationCutoff?: number;
  /** With fewer evaluated patients an unacceptable dose is left but not closed. */
  readonly eliminateFrom?: number;
  /** Stops the trial when it would stay at a dose that has so many patients; never when not given. */
  readonly enoughAtDose?: number;
  /** Length of the toxicity assessment window, in the scenario's time unit; 1 when not given. */
  readonly window?: number;
}

const OPTIONS: readonly (keyof IntervalDesignOptions)[] = [
  "target",
  "doses",
  "maximumPatients",
  "interval",
  "cohortSize",
  "startLevel",
  "eliminationCutoff",
  "eliminateFrom",
  "enoughAtDose",
  "window",
];

/** ESCALATE, STAY or DE_ESCALATE with so many patients and toxicities at the dose. */
export type IntervalRule = (patients: number, toxicities: number) => 1 | 0 | -1;

/** What a design adds to the options. */
export interface IntervalDesignSettings {
  /** The design's maker, as in its recipe and its messages. */
  readonly make: string;
  readonly name: string;
  readonly ruleFor: (lower: number, upper: number) => IntervalRule;
  /** The rule in a sentence, given the interval in words. */
  readonly sentence: (interval: string) => string;
  /** `eliminateFrom` when not given, and with how many patients the lowest dose then stops the trial. */
  readonly eliminateFrom: number;
  readonly stopFrom?: number;
  /** Closes also where the probability is the cutoff. */
  readonly atCutoff?: boolean;
  /** Both parameters of the Beta prior of the final estimates. */
  readonly prior: number;
  /** The lowest dose stops the trial above this in place of `eliminationCutoff`. */
  readonly lowestCutoff?: number;
  /** Options that only this design knows. */
  readonly own?: readonly string[];
}

/** Returns the design. @throws InvalidArgument for a target outside its interval, and numbers out of range. */
export function intervalDesign(
  options: IntervalDesignOptions,
  settings: IntervalDesignSettings,
): DoseFindingDesign<CohortMemory> {
  const { make, name, prior } = settings;
  checkKnown(make, options, [...OPTIONS, ...(settings.own ?? [])]);
  const { target, doses, maximumPatients, window = 1 } = options;
  const { eliminationCutoff: cutoff = 0.95, eliminateFrom: from = settings.eliminateFrom } = options;
  const arms = doseLabels(make, doses);
  checkRanges(make, options, arms.length);
  const [lower, upper] = checkInterval(make, options);
  const rule = settings.ruleFor(lower, upper);
  const rulesFor = (patients: number) => makeRules(options, settings, rule, arms.length, patients);
  const isUnacceptable = (n: number, y: number): boolean => {
    const probability = betaUpperTailInteger(target, y + 1, n - y + 1);
    return probability > cutoff || (settings.atCutoff === true && probability === cutoff);
  };
  const within = `[${printed(lower)}, ${printed(upper)}]`;
  return cohortDesign({
    name,
    arms,
    target,
    endpoint: binaryToxicity({ window }),
    recipe: { make, options: { ...options } },
    rules: rulesFor(maximumPatients),
    rulesFor,
    explain: (n, y) => {
      const seen = `with ${y} DLTs in ${n} patients`;
      if (isUnacceptable(n, y)) return `${name} takes the dose as unacceptable ${seen}`;
      const verdict = rule(n, y);
      return `${name} ${verdict === ESCALATE ? "escalates" : verdict === STAY ? "stays" : "de-escalates"} ${seen}`;
    },
    protocol: {
      rule: [
        settings.sentence(within),
        ...(cutoff < 1 && from > 1
          ? [`A dose with a posterior probability above ${cutoff} of exceeding ${target} is always left for the dose below.`]
          : []),
        closing(target, cutoff, from),
        ...(settings.lowestCutoff === undefined
          ? []
          : [`At the lowest dose a probability above ${printed(settings.lowestCutoff)} already stops the trial.`]),
      ],
      recommendation: [isotonicRecommendation(target, prior)],
    },
  });
}

/** The rules with an upper limit of `patients`. */
function makeRules(
  options: IntervalDesignOptions,
  settings: IntervalDesignSettings,
  rule: IntervalRule,
  doses: number,
  patients: number,
): CohortRules {
  const { target, cohortSize = 3, startLevel = 1, enoughAtDose = NEVER } = options;
  const { eliminationCutoff: cutoff = 0.95, eliminateFrom: from = settings.eliminateFrom } = options;
  const { atCutoff = false, prior, lowestCutoff } = settings;
  const boundary = (above: number, least: number) => eliminationBoundary(target, patients, above, { from: least, atCutoff });
  const unacceptable = boundary(cutoff, 1);
  const eliminate = boundary(cutoff, from);
  const stopLowest = boundary(lowestCutoff ?? cutoff, options.eliminateFrom ?? settings.stopFrom ?? from);
  return {
    doses,
    startDose: startLevel - 1,
    cohortSize,
    maximumPatients: patients,
    action: tabulate(rule, unacceptable, patients),
    eliminate,
    unacceptable,
    stopLowest,
    enough: enoughAtDose,
    full: NEVER,
    stopWhenBlocked: false,
    titration: false,
    select: isotonicSelection({ target, doses, eliminate, eliminateLowest: stopLowest, limit: Infinity, prior }),
  };
}

/** The rule's actions; it is asked at the boundaries only, which move little from row to row and part escalation, staying and de-escalation. */
function tabulate(rule: IntervalRule, unacceptable: Int32Array, patients: number): Int8Array {
  const stride = patients + 1;
  const action = new Int8Array(stride * stride);
  let stay = 0;
  let leave = 0;
  for (let n = 1; n <= patients; n++) {
    while (stay <= n && rule(n, stay) === ESCALATE) stay++;
    while (stay > 0 && rule(n, stay - 1) !== ESCALATE) stay--;
    while (leave <= n && rule(n, leave) !== DE_ESCALATE) leave++;
    while (leave > 0 && rule(n, leave - 1) === DE_ESCALATE) leave--;
    for (let y = 0; y <= n; y++) {
      action[n * stride + y] = y >= leave || y >= unacceptable[n] ? DE_ESCALATE : y < stay ? ESCALATE : STAY;
    }
  }
  return action;
}

function checkRanges(make: string, options: IntervalDesignOptions, doses: number): void {
  const { target, maximumPatients, cohortSize = 3, startLevel = 1, eliminationCutoff = 0.95, eliminateFrom = 1 } = options;
  const { enoughAtDose = NEVER, window = 1 } = options;
  checkBetween(make, "target", target, 0, 1);
  checkInteger(make, "maximumPatients", maximumPatients, 1, 500);
  checkInteger(make, "cohortSize", cohortSize, 1, maximumPatients);
  checkInteger(make, "startLevel", startLevel, 1, doses);
  if (typeof eliminationCutoff !== "number" || !(eliminationCutoff > 0 && eliminationCutoff <= 1)) {
    throw new InvalidArgument(make, "eliminationCutoff", "be in (0, 1]", eliminationCutoff);
  }
  checkInteger(make, "eliminateFrom", eliminateFrom, 1, 500);
  if (enoughAtDose !== NEVER) checkInteger(make, "enoughAtDose", enoughAtDose, 1, NEVER);
  checkPositive(make, "window", window, "time");
}

/** The interval, free of the rounding of φ ± 0.05. */
function checkInterval(make: string, { target, interval }: IntervalDesignOptions): readonly [number, number] {
  if (interval === undefined) {
    const [lower, upper] = [target - 0.05, target + 0.05];
    if (lower > 0 && upper < 1) return [tidy(lower), tidy(upper)];
    throw new InvalidArgument(make, "interval", "be given for a target within 0.05 of 0 or 1", interval);
  }
  if (!Array.isArray(interval) || interval.length !== 2) {
    throw new InvalidArgument(make, "interval", "be a pair of probabilities, [lower, upper]", interval);
  }
  const [lower, upper] = interval as readonly [unknown, unknown];
  if (typeof lower !== "number" || typeof upper !== "number" || !(lower > 0 && lower <= target && target <= upper && upper < 1)) {
    throw new InvalidArgument(make, "interval", `be within (0, 1) and hold the target, ${target}`, interval);
  }
  if (upper - lower < 0.001) throw new InvalidArgument(make, "interval", "be at least 0.001 wide", interval);
  return [tidy(lower), tidy(upper)];
}

/** A probability that was computed as 0.15000000000000002 is meant to be 0.15. */
function tidy(probability: number): number {
  return Math.round(probability * 1e12) / 1e12;
}
