/** Reads what rules know of the arms off a trial's data. */
import type { Response } from "../../comparative/response.js";
import type { TrialData } from "../../trial-data.js";
import type { ArmState } from "./adaptive-rule.js";

/** Reused from patient to patient; what it reads depends on the data alone. */
export class ArmStateReader<Observed, Tally> implements ArmState {
  readonly enrolled: Float64Array;
  readonly known: Float64Array;
  readonly successes: Float64Array;
  readonly failures: Float64Array;
  readonly estimates: ArmState["estimates"];
  estimated = false;
  private readonly response: Response<never, Observed, Tally>;

  constructor(response: Response<never, Observed, Tally>, arms: number, control: number) {
    this.response = response;
    this.enrolled = new Float64Array(arms);
    this.known = new Float64Array(arms);
    this.successes = new Float64Array(arms);
    this.failures = new Float64Array(arms);
    const { scale, direction } = response;
    this.estimates = { scale, direction, control, mean: new Float64Array(arms), deviation: new Float64Array(arms) };
  }

  /** Known outcomes only: the tallies of patients whose follow-up has ended. */
  read(data: TrialData<Observed, Tally>): this {
    this.estimated = true;
    for (let arm = 0; arm < this.enrolled.length; arm++) {
      this.enrolled[arm] = data.enrolledOn(arm);
      this.known[arm] = this.response.patients(data.tally(arm));
      if (this.estimates.scale === "proportion") this.readProportion(arm, data.tally(arm));
      else this.readMoments(arm, data.tally(arm));
    }
    return this;
  }

  /** Proportions are shrunk: one success and one failure are added, so that no variance is 0. */
  private readProportion(arm: number, tally: Tally): void {
    const { response, estimates } = this;
    const patients = response.patients(tally);
    const events = patients === 0 ? 0 : Math.round(response.estimate(tally) * patients);
    setProportion(this, arm, events, patients);
    this.successes[arm] = estimates.direction === 1 ? events : patients - events;
    this.failures[arm] = patients - this.successes[arm];
  }

  private readMoments(arm: number, tally: Tally): void {
    const { response, estimates } = this;
    const mean = response.estimate(tally);
    const deviation = Math.sqrt(response.variance(tally));
    estimates.mean[arm] = mean;
    estimates.deviation[arm] = deviation;
    if (!(deviation > 0 && Number.isFinite(deviation) && Number.isFinite(mean))) this.estimated = false;
  }
}

/** Sets an arm's estimate p = (events + 1) / (patients + 2), and √(p (1 − p)). */
export function setProportion({ estimates }: Pick<ArmState, "estimates">, arm: number, events: number, patients: number): void {
  const p = (events + 1) / (patients + 2);
  estimates.mean[arm] = p;
  estimates.deviation[arm] = Math.sqrt(p * (1 - p));
}
