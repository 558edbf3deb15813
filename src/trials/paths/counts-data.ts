/** A trial known by its counts: what a design sees when paths are enumerated or a decision table is made. */
import type { ToxicityObserved, ToxicityTally } from "../../endpoints/toxicity.js";
import { InvalidArgument } from "../../errors.js";
import type { Rng } from "../../random/rng.js";
import type { Progress } from "../milestones.js";
import type { Covariates, Patient, TrialData } from "../trial-data.js";

/** Counts by dose, all patients fully assessed. */
export interface Counts {
  readonly patients: Int32Array;
  readonly toxicities: Int32Array;
  /** Dose of the last cohort; −1 before the first. */
  readonly lastArm: number;
}

/** Shows counts to a design. Reused: `show` puts other counts into it. */
export class CountsData implements TrialData<ToxicityObserved, ToxicityTally>, Progress {
  readonly time = 0;
  readonly exhausted = false;
  readonly pending = 0;
  readonly latestPendingEntry = Number.NEGATIVE_INFINITY;
  enrolled = 0;
  private counts!: Counts;
  private readonly caller: string;

  constructor(caller: string) {
    this.caller = caller;
  }

  show(counts: Counts): this {
    this.counts = counts;
    this.enrolled = 0;
    for (const n of counts.patients) this.enrolled += n;
    return this;
  }

  get evaluated(): number {
    return this.enrolled;
  }

  get information(): number {
    return this.enrolled;
  }

  get lastArm(): number {
    return this.counts.lastArm;
  }

  enrolledOn(arm: number): number {
    return this.counts.patients[arm];
  }

  tally(arm: number): ToxicityTally {
    return { evaluated: this.counts.patients[arm], toxicities: this.counts.toxicities[arm] };
  }

  get firstPending(): number {
    return Number.POSITIVE_INFINITY;
  }

  armOf(): number {
    return this.refuse();
  }

  covariatesOf(): Covariates {
    return this.refuse();
  }

  observedOf(): ToxicityObserved {
    return this.refuse();
  }

  hasEnded(): boolean {
    return true;
  }

  patient(): Patient<ToxicityObserved> {
    return this.refuse();
  }

  patients(): readonly Patient<ToxicityObserved>[] {
    return this.refuse();
  }

  private refuse(): never {
    throw new InvalidArgument(
      this.caller,
      "design",
      "decide by counts at each dose (paths with the same counts are one)",
      "a design that looks at single patients",
    );
  }

  pendingPatients(): readonly Patient<ToxicityObserved>[] {
    return [];
  }
}

/** A stream that refuses: what depends on chance cannot be enumerated. */
export function noRandomness(caller: string): Rng {
  const refuse = (): never => {
    throw new InvalidArgument(caller, "design", "decide without random numbers", "a design that draws some");
  };
  const rng: Rng = { uniform: refuse, fillUniform: refuse, child: () => rng };
  return rng;
}
