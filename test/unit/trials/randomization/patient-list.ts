import type { AllocationHistory, AllocationRule } from "../../../../src/trials/randomization/allocation-rule.js";
import type { Covariates } from "../../../../src/trials/trial-data.js";

/** A history that is written by hand: pairs of arm and covariates. */
export class PatientList implements AllocationHistory {
  readonly arms: number[] = [];
  readonly covariates: Covariates[] = [];

  static of(arms: readonly number[]): PatientList {
    const list = new PatientList();
    for (const arm of arms) list.add(arm);
    return list;
  }

  add(arm: number, covariates: Covariates = {}): this {
    this.arms.push(arm);
    this.covariates.push(covariates);
    return this;
  }

  removeLast(): void {
    this.arms.pop();
    this.covariates.pop();
  }

  get enrolled(): number {
    return this.arms.length;
  }

  enrolledOn(arm: number): number {
    return this.arms.filter((own) => own === arm).length;
  }

  armOf(index: number): number {
    return this.arms[index];
  }

  covariatesOf(index: number): Covariates {
    return this.covariates[index];
  }
}

/** Calls `visit` with the probability of every possible sequence of allocations of so many patients, and the patients as a history. */
export function eachSequence(
  rule: AllocationRule,
  covariates: readonly Covariates[],
  visit: (probability: number, history: PatientList) => void,
  key = 7,
): void {
  const history = new PatientList();
  const go = (probability: number): void => {
    if (history.enrolled === covariates.length) {
      visit(probability, history);
      return;
    }
    const patient = covariates[history.enrolled];
    Array.from(rule.weights(patient, history, key)).forEach((weight, arm) => {
      if (weight === 0) return;
      history.add(arm, patient);
      go(probability * weight);
      history.removeLast();
    });
  };
  go(1);
}
