/** Makes the design that follows a set of cohort rules. */
import { binaryToxicity } from "../../endpoints/binary-toxicity.js";
import type { Endpoint } from "../../endpoints/endpoint.js";
import type { ToxicityObserved, ToxicityTally } from "../../endpoints/toxicity.js";
import type { Step, Weights } from "../design.js";
import { allOf, enrolled, followedUp } from "../milestones.js";
import type { Recipe } from "../recipe.js";
import { type CohortProtocol, cohortProtocol } from "./cohort-protocol.js";
import { BLOCKED, type CohortRules, ENOUGH, FULL, lowestClosed, nextDose, RULE, TOO_TOXIC } from "./cohort-rules.js";
import type { DoseFindingDecision, DoseFindingDesign, DoseRecommendation, ToxicityData } from "./dose-finding-design.js";

/** What a cohort design remembers: whether it still treats single patients, and whether a cohort waits to be filled up. */
export interface CohortMemory {
  readonly titrating: boolean;
}

type CohortStep = Step<CohortMemory, ToxicityObserved, ToxicityTally, DoseRecommendation>;

const TITRATING: CohortMemory = Object.freeze({ titrating: true });
const COHORTS: CohortMemory = Object.freeze({ titrating: false });

export interface CohortDesignSettings {
  readonly name: string;
  readonly arms: readonly string[];
  readonly target?: number;
  readonly rules: CohortRules;
  /** The rules with another upper limit of enrollment. */
  readonly rulesFor?: (patients: number) => CohortRules;
  readonly endpoint?: Endpoint<number, ToxicityObserved, ToxicityTally>;
  readonly recipe: Recipe;
  /** Says in words why the dose with so many patients and toxicities was left or kept. */
  readonly explain: (patients: number, toxicities: number) => string;
  /** What a protocol says of the rule and of the recommendation. */
  readonly protocol?: CohortProtocol;
}

/** Returns the design that follows the rules: cohort by cohort, each followed up before the next. */
export function cohortDesign(settings: CohortDesignSettings): DoseFindingDesign<CohortMemory> {
  const { name, arms, target, rules, rulesFor, explain, recipe, protocol, endpoint = binaryToxicity() } = settings;
  const weights: readonly Weights[] = arms.map((_, dose) => Float64Array.from(arms, (_, arm) => (arm === dose ? 1 : 0)));
  const allocations = weights.map((w) => () => w);
  const window = endpoint.completeAfter(Number.POSITIVE_INFINITY);
  const patients = new Int32Array(rules.doses);
  const toxicities = new Int32Array(rules.doses);

  const read = (data: ToxicityData): void => {
    for (let dose = 0; dose < rules.doses; dose++) {
      const tally = data.tally(dose);
      patients[dose] = tally.evaluated;
      toxicities[dose] = tally.toxicities;
    }
  };
  const recommend = (): DoseRecommendation => {
    const dose = rules.select(patients, toxicities);
    return { dose: dose < 0 ? null : dose };
  };
  const treat = (
    dose: number,
    size: number,
    data: ToxicityData,
    memory: CohortMemory,
    reasons: () => readonly string[],
  ): CohortStep => {
    const enroll = Math.min(size, rules.maximumPatients - data.enrolled);
    const review = allOf(enrolled(data.enrolled + enroll), followedUp);
    const decision: DoseFindingDecision = {
      kind: "continue",
      allocate: allocations[dose],
      weights: weights[dose],
      enroll,
      review,
      reasons,
    };
    return { decision, memory };
  };
  const stop = (memory: CohortMemory, conclusion: DoseRecommendation, reasons: () => readonly string[]): CohortStep => ({
    decision: { kind: "stop", conclusion, reasons },
    memory,
  });

  return {
    name,
    arms,
    endpoint,
    start: rules.titration ? TITRATING : COHORTS,
    maximumPatients: rules.maximumPatients,
    ...(target === undefined ? {} : { target }),
    rules,
    decidesByCounts: true,
    ...(rulesFor === undefined
      ? {}
      : { limitedTo: (patients: number) => cohortDesign({ ...settings, rules: rulesFor(patients) }) }),
    ...(protocol === undefined ? {} : { protocol: () => cohortProtocol({ name, arms, target, rules, window }, protocol) }),
    recipe,
    conclude(_memory, data) {
      read(data);
      return recommend();
    },
    decide(memory, data): CohortStep {
      if (data.enrolled === 0) {
        const size = memory.titrating ? 1 : rules.cohortSize;
        return treat(rules.startDose, size, data, memory, () => [`The trial starts at ${arms[rules.startDose]}.`]);
      }
      read(data);
      const dose = data.lastArm;
      const n = patients[dose];
      const y = toxicities[dose];
      if (data.enrolled >= rules.maximumPatients) {
        return stop(COHORTS, recommend(), () => [`All ${rules.maximumPatients} patients have been enrolled.`]);
      }
      if (memory.titrating) {
        if (y === 0 && n > 0 && dose + 1 < rules.doses) {
          return treat(dose + 1, 1, data, TITRATING, () => [
            `No DLT in the patient at ${arms[dose]}: one patient at the next dose.`,
          ]);
        }
        if (n === 0)
          return treat(dose, 1, data, TITRATING, () => [`The patient at ${arms[dose]} could not be evaluated: another one.`]);
        if (n < rules.cohortSize) {
          const why = y > 0 ? `The first DLT was seen at ${arms[dose]}` : `The highest dose, ${arms[dose]}, was reached`;
          return treat(dose, rules.cohortSize - n, data, COHORTS, () => [
            `${why}: its cohort is filled up to ${rules.cohortSize}.`,
          ]);
        }
      }
      if (n === 0)
        return treat(dose, rules.cohortSize, data, COHORTS, () => [
          `No patient at ${arms[dose]} could be evaluated: another cohort.`,
        ]);
      // Only where patients were lost: a live trial may have treated another number on purpose.
      const missing = rules.replaceLost && data.enrolledOn(dose) > n ? -n % rules.cohortSize : 0;
      if (missing !== 0 && y < rules.eliminate[n]) {
        return treat(dose, rules.cohortSize + missing, data, COHORTS, () => [
          `${n} patient${n === 1 ? " was" : "s were"} evaluated at ${arms[dose]}, and the rule decides on whole cohorts of ${rules.cohortSize}: it is filled up first.`,
        ]);
      }
      const closed = lowestClosed(rules, patients, toxicities);
      const next = nextDose(rules, dose, patients, toxicities, closed);
      const because = () => reasonsOf(arms, dose, n, y, next, closed, explain);
      if (next === TOO_TOXIC) return stop(COHORTS, { dose: null }, because);
      if (next < 0) return stop(COHORTS, recommend(), because);
      return treat(next, rules.cohortSize, data, COHORTS, because);
    },
  };
}

/** The reasons in words; the numbers are arguments, since they are asked for after the data have moved on. */
function reasonsOf(
  arms: readonly string[],
  dose: number,
  n: number,
  y: number,
  next: number,
  closed: number,
  explain: (patients: number, toxicities: number) => string,
): readonly string[] {
  const seen = `${y} of ${n} patients at ${arms[dose]} had a DLT`;
  const reasons = [`${seen}: ${explain(n, y)}.`];
  if (closed < arms.length)
    reasons.push(`${arms[closed]}${closed + 1 < arms.length ? " and all doses above it are" : " is"} closed as too toxic.`);
  if (next === TOO_TOXIC) reasons.push("No dose is acceptable: the trial stops without a recommendation.");
  else if (next === FULL) reasons.push("The dose that would come next already has all its patients: the trial stops.");
  else if (next === ENOUGH) reasons.push(`The trial would stay at ${arms[dose]}, which has enough patients: it stops.`);
  else if (next === BLOCKED) reasons.push("There is no higher open dose to escalate to: the trial stops.");
  else if (next === RULE) reasons.push("The rule stops the trial here.");
  else if (next === dose) reasons.push(`The next cohort is treated at the same dose, ${arms[next]}.`);
  else reasons.push(`The next cohort is treated one dose ${next > dose ? "higher" : "lower"}, at ${arms[next]}.`);
  return reasons;
}
