/** The average hazard ratio of a trial with piecewise hazards, and the information of its log-rank test. */
import { InvalidArgument } from "../errors.js";
import { exp } from "../numeric/elementary/exponential.js";
import { log } from "../numeric/elementary/logarithm.js";
import { checkedEnrollment, type Enrollment, enrolledBy } from "./enrollment.js";
import { curtailedCurve, eventCurve } from "./event-curve.js";
import { eventsBy } from "./expected-events.js";
import {
  checkedHazard,
  checkedPieces,
  type HazardRatio,
  hazardAt,
  hazardOf,
  type PiecewiseHazard,
  type PiecewiseRate,
  pieceAt,
} from "./hazard.js";

/** A two-arm trial under piecewise hazards. */
export interface TwoArmSurvivalOptions {
  /** Patients per time unit on both arms together: a number, or pieces `{ from, rate }`. */
  readonly accrual: PiecewiseRate;
  readonly accrualDuration: number;
  /** Hazard of control since entry: a number, or pieces. */
  readonly controlHazard: PiecewiseRate;
  /** Hazard ratio, treatment to control, since entry: a number, or pieces `{ from, ratio }`. */
  readonly hazardRatio: HazardRatio;
  /** Hazard of dropping out on either arm: a number, or pieces; 0 when not given. */
  readonly dropout?: PiecewiseRate;
  /** Hazard of dropping out on treatment, where it is another. */
  readonly treatmentDropout?: PiecewiseRate;
  /** Patients on treatment for each one on control; 1 when not given. */
  readonly ratio?: number;
}

/** What a two-arm trial expects to know at a time. */
export interface AverageHazardRatio {
  readonly time: number;
  readonly patients: number;
  /** Events expected: in all, on control, on treatment. */
  readonly events: number;
  readonly controlEvents: number;
  readonly treatmentEvents: number;
  /** exp(Σ D_m log HR_m / Σ D_m), over the pieces m of follow-up with D_m events on both arms. */
  readonly averageHazardRatio: number;
  /** Information on the log hazard ratio: Σ 1/(1/D_0m + 1/D_1m); and under equal hazards q (1 − q) Σ D_m, q the part on treatment. */
  readonly information: number;
  readonly nullInformation: number;
}

/**
 * The average hazard ratio and information expected at `time`.
 *
 * @throws InvalidArgument for bad rates, durations, ratios and times.
 * Source: mukhopadhyay2022log.
 */
export function averageHazardRatio(time: number, options: TwoArmSurvivalOptions): AverageHazardRatio {
  const caller = "averageHazardRatio";
  if (typeof time !== "number" || !(time > 0 && time < Infinity)) {
    throw new InvalidArgument(caller, "time", "be a positive, finite time", time);
  }
  const { ratio = 1 } = options;
  if (typeof ratio !== "number" || !(ratio > 0 && ratio < Infinity)) {
    throw new InvalidArgument(caller, "ratio", "be positive and finite", ratio);
  }
  const plan = checkedEnrollment(caller, options.accrual, options.accrualDuration);
  const part = ratio / (1 + ratio);
  const { starts, control, treatment, ratios } = armHazards(caller, options);
  const dropout = options.dropout ?? 0;
  const controlEvents = eventsByPiece(starts, control, checkedHazard(caller, "dropout", dropout), plan, time, 1 - part);
  const treatmentDropout = checkedHazard(caller, "treatmentDropout", options.treatmentDropout ?? dropout);
  const treatmentEvents = eventsByPiece(starts, treatment, treatmentDropout, plan, time, part);
  let events = 0;
  let logs = 0;
  let information = 0;
  for (let i = 0; i < starts.length; i++) {
    const both = controlEvents[i] + treatmentEvents[i];
    if (!(both > 0)) continue;
    events += both;
    logs += both * log(ratios[i]);
    information += (controlEvents[i] * treatmentEvents[i]) / both;
  }
  const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
  return {
    time,
    patients: enrolledBy(plan, time),
    events,
    controlEvents: sum(controlEvents),
    treatmentEvents: sum(treatmentEvents),
    averageHazardRatio: events > 0 ? exp(logs / events) : Number.NaN,
    information,
    nullInformation: part * (1 - part) * events,
  };
}

/** The hazards of both arms on the pieces that either changes at. */
export function armHazards(caller: string, options: Pick<TwoArmSurvivalOptions, "controlHazard" | "hazardRatio">) {
  const control = checkedHazard(caller, "controlHazard", options.controlHazard);
  const ratio = checkedPieces(caller, "hazardRatio", options.hazardRatio, "ratio");
  const starts = Float64Array.from(new Set([...control.starts, ...ratio.starts])).sort();
  const ratios = starts.map((start) => ratio.values[pieceAt(ratio.starts, start)]);
  const rates = starts.map((start, i) => hazardAt(control, start) * ratios[i]);
  return { starts, ratios, control, treatment: hazardOf(starts, rates) };
}

/** Expected events of an arm by piece of follow-up. */
function eventsByPiece(
  starts: Float64Array,
  hazard: PiecewiseHazard,
  dropout: PiecewiseHazard,
  plan: Enrollment,
  time: number,
  part: number,
): number[] {
  const curve = eventCurve(hazard, dropout);
  let before = 0;
  return Array.from(starts, (_, i) => {
    const upTo = part * eventsBy(time, plan, curtailedCurve(curve, i + 1 < starts.length ? starts[i + 1] : Infinity));
    const within = upTo - before;
    before = upTo;
    return within;
  });
}
