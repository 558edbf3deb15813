/** The contract of results: one trial, a measure of it, and its distribution over replicates. */
import type { Rng } from "../random/rng.js";

/** How one trial ended. A live view: read it before the next trial is run. */
export interface TrialResult<Tally = unknown, Conclusion = unknown> {
  readonly conclusion: Conclusion;
  readonly enrolled: number;
  /** Time from opening to the last decision. */
  readonly duration: number;
  /** Decisions taken, the first and the last among them. */
  readonly reviews: number;
  enrolledOn(arm: number): number;
  tally(arm: number): Tally;
}

/** Runs trials of one design under one scenario; its buffers are reused, so a result is valid until the next run. */
export interface TrialRunner<Tally = unknown, Conclusion = unknown> {
  /** Runs the trial of one replicate: all its randomness comes from `replicate`. */
  run(replicate: Rng): TrialResult<Tally, Conclusion>;
}

/** What a metric is: plain data. */
export interface MetricDescription {
  readonly name: string;
  readonly label: string;
  /** A proportion is shown in percent, with a Wilson interval. */
  readonly unit: "proportion" | "patients" | "events" | "time" | "number";
  /** Position of the arm it is about; absent when it is about the whole trial. */
  readonly arm?: number;
}

/** A number read off a trial; NaN when it does not apply to that trial (it is then left out of the mean). */
export interface Metric<Result = TrialResult<never, never>> extends MetricDescription {
  measure(result: Result): number;
}

/** Metrics that are measured together: `measureInto` writes one number for each description, from position `at` on. */
export interface Metrics<Result = TrialResult<never, never>> {
  readonly descriptions: readonly MetricDescription[];
  measureInto(out: Float64Array, at: number, result: Result): void;
}

/** A metric's mean over replicates, never without its Monte Carlo standard error. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
  readonly standardDeviation: number;
  /** Replicates that the metric applied to. */
  readonly count: number;
}
