/** The fast path of cohort designs: the general loop's trial, bit for bit, as a loop over the rules' tables. */

import type { ToxicityTally } from "../../endpoints/toxicity.js";
import { childKeyInto, firstUniformOfChild, streamKey } from "../../random/index.js";
import type { Rng } from "../../random/rng.js";
import type { TrialResult, TrialRunner } from "../operating-characteristics.js";
import { PATIENTS } from "../streams.js";
import { type CohortRules, nextDose } from "./cohort-rules.js";
import type { DoseFindingDesign, DoseRecommendation } from "./dose-finding-design.js";

/** Outcomes of the plainest scenario: patients are there when wanted, and toxicity is known at the window's end. */
export interface ImmediateToxicity {
  readonly probabilities: Float64Array;
  readonly window: number;
}

/** The fast runner of a design that is tables and assesses patients just when the outcomes are known; undefined for others. */
export function cohortRunner(design: Partial<DoseFindingDesign>, outcomes: ImmediateToxicity): CohortRunner | undefined {
  const { rules, endpoint } = design;
  const { window } = outcomes;
  if (rules === undefined || endpoint === undefined) return undefined;
  const inStep = endpoint.completeAfter(window) === window && endpoint.completeAfter(Infinity) === window;
  return inStep ? new CohortRunner(rules, outcomes) : undefined;
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
  private readonly probabilities: Float64Array;
  private readonly window: number;
  private readonly patients: Int32Array;
  private readonly toxicities: Int32Array;
  private readonly tallies: readonly Counts[];
  private readonly recommendations: readonly DoseRecommendation[];
  private readonly key = new Int32Array(2);

  constructor(rules: CohortRules, outcomes: ImmediateToxicity) {
    this.rules = rules;
    this.probabilities = outcomes.probabilities;
    this.window = outcomes.window;
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
    const { rules, patients, toxicities, key } = this;
    const [k0, k1] = streamKey(replicate);
    childKeyInto(key, k0, k1, PATIENTS);
    patients.fill(0);
    toxicities.fill(0);
    this.enrolled = 0;
    this.duration = 0;
    this.reviews = 1;
    let dose = rules.titration ? this.titrate() : rules.startDose;
    let size = rules.titration ? rules.cohortSize - patients[dose] : rules.cohortSize;
    for (;;) {
      this.treat(dose, size);
      if (this.enrolled === rules.maximumPatients) break;
      const next = nextDose(rules, dose, patients, toxicities);
      if (next < 0) {
        if (next === -1) {
          this.conclusion = this.recommendations[0];
          return this;
        }
        break;
      }
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
    const count = size < places ? size : places;
    if (count <= 0) return;
    const probability = this.probabilities[dose];
    const k0 = this.key[0];
    const k1 = this.key[1];
    let toxic = 0;
    const end = this.enrolled + count;
    for (let patient = this.enrolled; patient < end; patient++) if (firstUniformOfChild(k0, k1, patient) < probability) toxic++;
    this.toxicities[dose] += toxic;
    this.patients[dose] += count;
    this.enrolled = end;
    this.duration += this.window;
    this.reviews++;
  }
}
