/** Whether the mean of draws exists, and how fast its estimate converges. */
import { log } from "../../numeric/elementary/logarithm.js";
import { log10 } from "../../numeric/elementary/logarithms-to-base.js";
import { pow } from "../../numeric/elementary/power.js";
import { VariableDraws } from "../chains/variable-draws.js";
import { requireChains, requireInteger, requireThat } from "../requirements.js";
import { smoothTail } from "./smooth-tail.js";

/** Which tail, and how much of it. */
export interface ParetoOptions {
  /** Both tails when not given; the k-hat reported is the larger. */
  readonly tail?: "both" | "left" | "right";
  /** Effective sample size of the tail divided by the number of draws; that of the draws when not given. */
  readonly relativeEfficiency?: number;
  /** Draws taken as a tail; from the number of draws and the efficiency when not given. */
  readonly tailLength?: number;
}

/** The Pareto diagnostics of one variable; all NaN where no tail can be fitted. */
export interface ParetoDiagnostics {
  /** Shape of the tail: moments above 1/k-hat do not exist. At 1 and above there is no mean. */
  readonly khat: number;
  /** Draws at which this k-hat is reliable: 10^(1/(1 − max(0, k))). */
  readonly minimumSampleSize: number;
  /** The largest reliable k-hat at this number of draws S: 1 − 1/log10 S. */
  readonly khatThreshold: number;
  /** How fast the error shrinks relative to 1/√S of a mean with finite variance: 1 as fast, 0 not at all. */
  readonly convergenceRate: number;
}

/** Draws with smoothed tails, and their diagnostics. */
export interface ParetoSmoothed extends ParetoDiagnostics {
  readonly chains: readonly Float64Array[];
}

/**
 * Fits a generalized Pareto distribution to the tails of the draws of one variable.
 *
 * @throws InvalidArgument for chains that are empty or differ in length, and for bad options.
 * Source: vehtari2024pareto, zhang2009generalized.
 */
export function paretoDiagnostics(chains: readonly Float64Array[], options: ParetoOptions = {}): ParetoDiagnostics {
  const { khat, minimumSampleSize, khatThreshold, convergenceRate } = smoothed("paretoDiagnostics", chains, options);
  return { khat, minimumSampleSize, khatThreshold, convergenceRate };
}

/**
 * The draws with their tails replaced by quantiles of the fitted generalized Pareto distributions: their mean has less variance.
 *
 * @throws InvalidArgument as `paretoDiagnostics`.
 * Source: vehtari2024pareto.
 */
export function paretoSmoothed(chains: readonly Float64Array[], options: ParetoOptions = {}): ParetoSmoothed {
  return smoothed("paretoSmoothed", chains, options);
}

function smoothed(caller: string, chains: readonly Float64Array[], options: ParetoOptions): ParetoSmoothed {
  requireChains(caller, "chains", chains);
  const { tail = "both" } = options;
  requireThat(tail === "both" || tail === "left" || tail === "right", caller, "tail", 'be "both", "left" or "right"', tail);
  const draws = new VariableDraws(chains);
  const pool = draws.pool.slice();
  const length = draws.isInformative ? tailLengthOf(caller, draws, options) : Number.NaN;
  let khat = Number.NaN;
  // As posterior does, the right tail is fitted after the left one is smoothed; the larger of what could be fitted counts.
  if (tail !== "right") khat = larger(khat, smoothLeftTail(pool, length));
  if (tail !== "left") khat = larger(khat, smoothTail(pool, length, "natural"));
  const iterations = chains[0].length;
  return {
    chains: chains.map((_, m) => pool.slice(m * iterations, (m + 1) * iterations)),
    ...diagnosticsOf(khat, pool.length),
  };
}

function larger(a: number, b: number): number {
  return Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b);
}

function smoothLeftTail(pool: Float64Array, length: number): number {
  const negate = () => {
    for (let i = 0; i < pool.length; i++) pool[i] = -pool[i];
  };
  negate();
  const khat = smoothTail(pool, length, "natural");
  negate();
  return khat;
}

function tailLengthOf(caller: string, draws: VariableDraws, options: ParetoOptions): number {
  const count = draws.pool.length;
  if (options.tailLength !== undefined) requireInteger(caller, "tailLength", options.tailLength, 1);
  const efficiency =
    options.relativeEfficiency ?? Math.min(draws.effectiveSampleSizeAt(0.05), draws.effectiveSampleSizeAt(0.95)) / count;
  if (options.relativeEfficiency !== undefined) {
    requireThat(efficiency > 0 && efficiency < Number.POSITIVE_INFINITY, caller, "relativeEfficiency", "be positive", efficiency);
  }
  const automatic = Math.floor(count * efficiency > 225 ? 3 * Math.sqrt(count / efficiency) : count / 5);
  const length = Math.max(options.tailLength ?? (Number.isNaN(efficiency) ? Number.NaN : automatic), 5);
  return (options.tail ?? "both") === "both" && length < count ? Math.min(length, Math.floor(count / 2)) : length;
}

function diagnosticsOf(khat: number, draws: number): ParetoDiagnostics {
  if (Number.isNaN(khat)) {
    return { khat, minimumSampleSize: Number.NaN, khatThreshold: Number.NaN, convergenceRate: Number.NaN };
  }
  return {
    khat,
    minimumSampleSize: khat < 1 ? pow(10, 1 / (1 - Math.max(0, khat))) : Number.POSITIVE_INFINITY,
    khatThreshold: 1 - 1 / log10(draws),
    convergenceRate: convergenceRate(khat, draws),
  };
}

/** The rate for draws S and shape k; between k = 0 and 1 max(0, [2(k−1)S^(2k+1) + (1−2k)S^(2k) + S²] / [(S−1)(S − S^(2k))]). Source: vehtari2024pareto. */
function convergenceRate(khat: number, draws: number): number {
  if (khat <= 0) return 1;
  if (khat >= 1) return 0;
  if (khat === 0.5) return 1 - 1 / log(draws);
  const power = pow(draws, 2 * khat);
  const top = 2 * (khat - 1) * power * draws + (1 - 2 * khat) * power + draws * draws;
  return Math.max(0, top / ((draws - 1) * (draws - power)));
}
