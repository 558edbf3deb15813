/** The fast path of cohort designs: the general loop's trial, bit for bit, as a loop over the rules' tables. */

import type { ToxicityTally } from "../../endpoints/toxicity.js";
import { CHILD_WORDS_CAPACITY, childKeyInto, childWords, streamKey } from "../../random/index.js";
import type { Rng } from "../../random/rng.js";
import type { TrialResult, TrialRunner } from "../operating-characteristics.js";
import { PATIENTS } from "../streams.js";
import { type CohortRules, nextDose, TOO_TOXIC } from "./cohort-rules.js";
import type { DoseFindingDesign, DoseRecommendation } from "./dose-finding-design.js";
import { assessesInStep, type ImmediateToxicity, ToxicityThresholds } from "./immediate-toxicity.js";

/** The fast runner of a design that is tables and assesses patients just when the outcomes are known; undefined for others. */
export function cohortRunner(design: Partial<DoseFindingDesign>, outcomes: ImmediateToxicity): CohortRunner | undefined {
  const { rules } = design;
  if (rules === undefined || !assessesInStep(design, outcomes.window)) return undefined;
  return rules.maximumPatients <= CHILD_WORDS_CAPACITY ? new CohortRunner(rules, outcomes) : undefined;
}

/** A tally that is written to. */
interface Counts {
  evaluated: number;
  toxicities: number;
}

/** Runs cohort rules on immediate outcomes; itself the result of the last trial. */
class CohortRunner implements TrialRunner<ToxicityTally, DoseRecommendation>, TrialResult<ToxicityTally, DoseRecommendation> {
  conclusion: DoseRecommendation;
  enrolled = 0;
  duration = 0;
  reviews = 0;
  private readonly rules: CohortRules;
  private readonly window: number;
  private readonly thresholds: ToxicityThresholds;
  private readonly patients: Int32Array;
  private readonly toxicities: Int32Array;
  private readonly tallies: readonly Counts[];
  private readonly recommendations: readonly DoseRecommendation[];
  private readonly key = new Int32Array(2);
  private readonly words = childWords();
  /** Patients whose words have been made. */
  private prepared = 0;

  constructor(rules: CohortRules, { probabilities, window }: ImmediateToxicity) {
    this.rules = rules;
    this.window = window;
    this.thresholds = new ToxicityThresholds(probabilities);
    this.patients = new Int32Array(rules.doses);
    this.toxicities = new Int32Array(rules.doses);
    this.tallies = Array.from({ length: rules.doses }, () => ({ evaluated: 0, toxicities: 0 }));
    this.recommendations = Array.from({ length: rules.doses + 1 }, (_, i) => Object.freeze({ dose: i === 0 ? null : i - 1 }));
    this.conclusion = this.recommendations[0];
  }

  enrolledOn(arm: number): number {
    return this.patients[arm];
  }

  tally(arm: number): ToxicityTally {
    const counts = this.tallies[arm];
    counts.evaluated = this.patients[arm];
    counts.toxicities = this.toxicities[arm];
    return counts;
  }

  run(replicate: Rng): TrialResult<ToxicityTally, DoseRecommendation> {
    const { rules, patients, toxicities } = this;
    const [k0, k1] = streamKey(replicate);
    childKeyInto(this.key, k0, k1, PATIENTS);
    this.prepared = 0;
    for (let dose = 0; dose < rules.doses; dose++) {
      patients[dose] = 0;
      toxicities[dose] = 0;
    }
    this.enrolled = 0;
    this.duration = 0;
    this.reviews = 1;
    let closed = rules.doses;
    let dose = rules.titration ? this.titrate() : rules.startDose;
    let size = rules.titration ? rules.cohortSize - patients[dose] : rules.cohortSize;
    for (;;) {
      this.treat(dose, size);
      if (this.enrolled === rules.maximumPatients) break;
      // Only this dose has changed since the lowest closed dose was found.
      if (dose < closed && toxicities[dose] >= rules.eliminate[patients[dose]]) closed = dose;
      const next = nextDose(rules, dose, patients, toxicities, closed);
      if (next === TOO_TOXIC) {
        this.conclusion = this.recommendations[0];
        return this;
      }
      if (next < 0) break;
      dose = next;
      size = rules.cohortSize;
    }
    this.conclusion = this.recommendations[rules.select(patients, toxicities) + 1];
    return this;
  }

  /** Single patients, one dose up after each, until a toxicity, the highest dose or the end of enrollment. Returns the dose reached. */
  private titrate(): number {
    const { rules } = this;
    let dose = rules.startDose;
    for (;;) {
      this.treat(dose, 1);
      if (this.toxicities[dose] > 0 || dose + 1 === rules.doses || this.enrolled === rules.maximumPatients) return dose;
      dose++;
    }
  }

  private treat(dose: number, size: number): void {
    const places = this.rules.maximumPatients - this.enrolled;
    const end = this.enrolled + (size < places ? size : places);
    if (end === this.enrolled) return;
    if (end > this.prepared) this.prepare(end);
    this.toxicities[dose] += this.thresholds.count(dose, this.words, this.enrolled, end);
    this.patients[dose] += end - this.enrolled;
    this.enrolled = end;
    this.duration += this.window;
    this.reviews++;
  }

  /** Makes the words of the trial's patients up to `end`, and of some more. */
  private prepare(end: number): void {
    const most = this.rules.maximumPatients;
    this.prepared = end + 32 < most ? end + 32 : most;
    this.words.fill(this.key[0], this.key[1], 0, this.prepared);
  }
}
