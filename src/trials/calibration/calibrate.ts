/** Calibration: the value of one option of a design that gives a metric a wanted value, such as the type I error. */
import { InvalidArgument } from "../../errors.js";
import type { Executor } from "../../execution/index.js";
import type { AnyDesign } from "../block.js";
import { wilsonInterval } from "../estimate.js";
import type { Estimate, MetricDescription } from "../operating-characteristics.js";
import { checkInteger, checkKnown, checkPositive } from "../requirements.js";
import type { Scenario } from "../scenario.js";
import { simulate } from "../simulate.js";
import { type Point, RootSearch } from "./root-search.js";

/** What is calibrated, to what, and with how many trials. */
export interface CalibrateOptions<Outcome> {
  /** The design with this value of the option. */
  readonly design: (value: number) => AnyDesign<Outcome>;
  /** The assumed truth, such as no difference between arms; or that truth with this value. */
  readonly scenario: Scenario<Outcome> | ((value: number) => Scenario<Outcome>);
  /** Name of the metric, such as "ended[superiority]". */
  readonly metric: string;
  /** Its wanted value. */
  readonly target: number;
  /** Values of the option between which the metric passes the target. */
  readonly range: readonly [low: number, high: number];
  /** Trials of each of the last evaluations and of the confirmation; 10,000 when not given. */
  readonly replicates?: number;
  readonly seed: number | string;
  /** The search ends when the metric is so near to its target; half a standard error when not given. */
  readonly tolerance?: number;
  /** Which side of the target the search ends on; "either" when not given. */
  readonly side?: "either" | "at most" | "at least";
  /** Most evaluations of the search; 30 when not given. */
  readonly maximumEvaluations?: number;
  readonly executor?: Executor;
  /** Told of each evaluation. */
  readonly onProgress?: (progress: { readonly completed: number; readonly evaluation: Evaluation }) => void;
  /** Stops the work: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The metric at a value of the option. */
export interface Evaluation {
  readonly value: number;
  readonly estimate: Estimate;
}

/** What a calibration found, with its Monte Carlo error. */
export interface Calibration {
  /** Whether a value was found; if not, `finding` says why, and the value is the one that came nearest. */
  readonly found: boolean;
  readonly value: number;
  /** Standard error of the value from the finite number of trials: that of the metric over its slope; NaN where the slope is not known. */
  readonly valueStandardError: number;
  /** The metric at the value, from trials that the search has not seen. */
  readonly estimate: Estimate;
  /** 95 % interval of the metric: Wilson's for a proportion, else the estimate ± 1.96 standard errors. */
  readonly interval: readonly [lower: number, upper: number];
  readonly metric: MetricDescription;
  readonly evaluations: readonly Evaluation[];
  /** In words. */
  readonly finding: string;
}

const OPTIONS: readonly (keyof CalibrateOptions<never>)[] = [
  "design",
  "scenario",
  "metric",
  "target",
  "range",
  "replicates",
  "seed",
  "tolerance",
  "side",
  "maximumEvaluations",
  "executor",
  "onProgress",
  "signal",
];

/**
 * Finds the value of an option at which a metric has its target: a bracketing search (regula falsi, Illinois variant), first with a tenth of the trials over the whole range, then with all of
 * them about the value found. Every evaluation sees the same patients, so that differences between values are seen far more sharply than the metric itself; the
 * metric at the end is estimated from other patients. Deterministic by seed, for any executor.
 *
 * @throws InvalidArgument for options that are not as described, and a metric that the study does not have.
 * Source: dowell1971modified, glasserman1992some.
 */
export async function calibrate<Outcome>(options: CalibrateOptions<Outcome>): Promise<Calibration> {
  checkOptions(options);
  const { target, range, replicates = 10_000, seed, side = "either", maximumEvaluations = 30, onProgress } = options;
  const evaluations: Evaluation[] = [];
  let metric: MetricDescription | undefined;
  const evaluate = async (value: number, trials: number, of: number | string): Promise<Estimate> => {
    const measured = await measure(options, value, trials, of);
    metric = measured.metric;
    return measured.estimate;
  };
  const at =
    (trials: number) =>
    async (value: number): Promise<Point> => {
      const estimate = await evaluate(value, trials, seed);
      evaluations.push({ value, estimate });
      onProgress?.({ completed: evaluations.length, evaluation: { value, estimate } });
      const spread = estimate.standardError > 0 ? estimate.standardError : Math.sqrt(Math.abs(target * (1 - target)) / trials);
      return { value, height: estimate.mean - target, error: spread };
    };
  const search = new RootSearch({ range, tolerance: options.tolerance, side, most: maximumEvaluations });
  const root = await search.find(at(Math.max(100, Math.ceil(replicates / 10))), at(replicates));
  const estimate = await evaluate(root.value, replicates, `${seed}: confirmation`);
  const found = root.problem === undefined;
  const interval =
    metric?.unit === "proportion"
      ? wilsonInterval(estimate)
      : ([estimate.mean - 1.96 * estimate.standardError, estimate.mean + 1.96 * estimate.standardError] as const);
  return {
    found,
    value: root.value,
    valueStandardError: estimate.standardError / Math.abs(root.slope),
    estimate,
    interval,
    metric: metric as MetricDescription,
    evaluations,
    finding: inWords(options, root, estimate, interval),
  };
}

async function measure<Outcome>(options: CalibrateOptions<Outcome>, value: number, replicates: number, seed: number | string) {
  const { design, scenario, metric, executor, signal } = options;
  const study = await simulate({
    designs: { design: design(value) },
    scenarios: { scenario: typeof scenario === "function" ? scenario(value) : scenario },
    replicates,
    seed,
    ...(executor && { executor }),
    ...(signal && { signal }),
  });
  const [cell] = study.cells;
  const position = cell.metrics.findIndex(({ name }) => name === metric);
  if (position < 0) {
    const names = cell.metrics.map(({ name }) => name).join(", ");
    throw new InvalidArgument("calibrate", "metric", `be one of the study's metrics (${names})`, metric);
  }
  return { metric: cell.metrics[position], estimate: cell.estimates[position] };
}

function inWords(
  { metric, target }: { readonly metric: string; readonly target: number },
  { value, slope, problem }: { readonly value: number; readonly slope: number; readonly problem?: string },
  { mean, standardError, count }: Estimate,
  [lower, upper]: readonly [number, number],
): string {
  const digits = (x: number) => Number(x.toPrecision(4));
  const at = `At ${Number(value.toPrecision(6))}, ${metric} is ${digits(mean)} (standard error ${digits(standardError)}, 95 % interval ${digits(lower)} to ${digits(upper)}, ${count} new trials)`;
  if (problem !== undefined) return `${problem} ${at}.`;
  const error = standardError / Math.abs(slope);
  const known = Number.isFinite(error) ? ` The value itself has a Monte Carlo standard error of ${digits(error)}.` : "";
  return `${at}; wanted was ${target}.${known}`;
}

function checkOptions<Outcome>(options: CalibrateOptions<Outcome>): void {
  const caller = "calibrate";
  checkKnown(caller, options, OPTIONS);
  const { design, scenario, metric, target, range, replicates = 10_000, tolerance, side = "either" } = options;
  if (typeof design !== "function") throw new InvalidArgument(caller, "design", "be a function of the value", design);
  if (typeof scenario !== "function" && (typeof scenario !== "object" || scenario === null))
    throw new InvalidArgument(caller, "scenario", "be a scenario, or a function of the value", scenario);
  if (typeof metric !== "string") throw new InvalidArgument(caller, "metric", "be the name of a metric", metric);
  if (typeof target !== "number" || !Number.isFinite(target))
    throw new InvalidArgument(caller, "target", "be a finite number", target);
  if (!Array.isArray(range) || range.length !== 2 || !range.every(Number.isFinite) || !(range[0] < range[1]))
    throw new InvalidArgument(caller, "range", "be two increasing, finite numbers", range);
  checkInteger(caller, "replicates", replicates, 100, 1_000_000_000);
  checkInteger(caller, "maximumEvaluations", options.maximumEvaluations ?? 30, 4, 1000);
  if (tolerance !== undefined) checkPositive(caller, "tolerance", tolerance, "number");
  if (side !== "either" && side !== "at most" && side !== "at least")
    throw new InvalidArgument(caller, "side", 'be "either", "at most" or "at least"', side);
}
