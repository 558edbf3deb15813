/** The numeric side of truncated distributions. */
import { exp, expm1 } from "../numeric/elementary/exponential.js";
import { log, log1p } from "../numeric/elementary/logarithm.js";
import { integrate } from "../numeric/quadrature/integrate.js";
import { bisectRoot } from "../numeric/roots/bisect-root.js";
import type { NumericFamily, Values } from "./numeric-family.js";
import type { Part } from "./parts.js";
import { logProbabilityBetween } from "./probability-between.js";

/** Below this logarithm a probability is no longer a normal double. */
const LEAST_LOG = -700;

/** What a call needs: the whole distribution's values and the interval (above, upTo]. */
interface Region {
  readonly values: Values;
  readonly above: number;
  readonly upTo: number;
}

/** Of `part`, for the values `lower` and `upper` (either may be absent). Source: johnson1994 (13.10.1). */
export function truncatedNumeric(part: Part): NumericFamily {
  const { numeric, support } = part.distribution;
  const isCount = support.kind === "integer";
  const regionOf = (given: Values): Region => {
    const lower = (given.lower as number | undefined) ?? Number.NEGATIVE_INFINITY;
    const upTo = (given.upper as number | undefined) ?? Number.POSITIVE_INFINITY;
    return { values: part.valuesIn(given), above: isCount ? lower - 1 : lower, upTo };
  };
  const logCdf = (x: number, region: Region) => logShare(numeric, region, x, true);
  const logSurvival = (x: number, region: Region) => logShare(numeric, region, x, false);
  const quantile = (p: number, region: Region) => quantileWithin(numeric, region, p, isCount);
  return {
    cdf: (x, given) => exp(logCdf(x, regionOf(given))),
    logCdf: (x, given) => logCdf(x, regionOf(given)),
    logSurvival: (x, given) => logSurvival(x, regionOf(given)),
    quantile: (p, given) => quantile(p, regionOf(given)),
    upperQuantile: (p, given) => upperQuantileWithin(numeric, regionOf(given), p, isCount),
    draw: (rng, given) => quantile(rng.uniform(), regionOf(given)),
    mean: (given) => momentsOf(numeric, regionOf(given), isCount, logSurvival).mean,
    variance: (given) => momentsOf(numeric, regionOf(given), isCount, logSurvival).variance,
  };
}

/** The logarithm of the region's share below or above x: from the other one where that is smaller. */
function logShare(numeric: NumericFamily, { values, above, upTo }: Region, x: number, isBelow: boolean): number {
  const middle = Math.min(Math.max(x, above), upTo);
  const below = logProbabilityBetween(numeric, values, above, middle);
  const beyond = logProbabilityBetween(numeric, values, middle, upTo);
  const total = logProbabilityBetween(numeric, values, above, upTo);
  const [part, rest] = isBelow ? [below, beyond] : [beyond, below];
  return part < rest ? part - total : log1p(-exp(rest - total));
}

/** ln(share e^first + rest e^second) for first ≥ second and share + rest = 1, either of which may be tiny. */
function logBlend(first: number, second: number, share: number, rest: number): number {
  return rest < 0.5 ? first + log1p(rest * expm1(second - first)) : first + log(share + rest * exp(second - first));
}

/** The x below which lies p of the region: by the tail that is smaller there. */
function quantileWithin(numeric: NumericFamily, region: Region, p: number, isCount: boolean): number {
  const { values, above, upTo } = region;
  const [atAbove, atUpTo] = [numeric.logCdf(above, values), numeric.logCdf(upTo, values)];
  const logTarget = logBlend(atUpTo, atAbove, p, 1 - p);
  if (logTarget < -Math.LN2) return within(region, byCdf(numeric, region, logTarget, isCount), isCount);
  const logBeyond = logBlend(numeric.logSurvival(above, values), numeric.logSurvival(upTo, values), 1 - p, p);
  return within(region, bySurvival(numeric, region, logBeyond, isCount), isCount);
}

function upperQuantileWithin(numeric: NumericFamily, region: Region, p: number, isCount: boolean): number {
  const { values, above, upTo } = region;
  const logBeyond = logBlend(numeric.logSurvival(above, values), numeric.logSurvival(upTo, values), p, 1 - p);
  if (logBeyond < -Math.LN2) return within(region, bySurvival(numeric, region, logBeyond, isCount), isCount);
  const logTarget = logBlend(numeric.logCdf(upTo, values), numeric.logCdf(above, values), 1 - p, p);
  return within(region, byCdf(numeric, region, logTarget, isCount), isCount);
}

function within({ above, upTo }: Region, x: number, isCount: boolean): number {
  return Math.min(Math.max(x, isCount ? above + 1 : above), upTo);
}

function byCdf(numeric: NumericFamily, region: Region, logTarget: number, isCount: boolean): number {
  if (logTarget > LEAST_LOG || isCount) return numeric.quantile(exp(logTarget), region.values);
  return searchFrom(region.upTo, -1, numeric.quantile(0.5, region.values), (x) => numeric.logCdf(x, region.values) - logTarget);
}

function bySurvival(numeric: NumericFamily, region: Region, logTarget: number, isCount: boolean): number {
  if (logTarget > LEAST_LOG || isCount) return numeric.upperQuantile(exp(logTarget), region.values);
  return searchFrom(
    region.above,
    1,
    numeric.quantile(0.5, region.values),
    (x) => numeric.logSurvival(x, region.values) - logTarget,
  );
}

/** Where a tail that has no probability as a double falls to the target: from the bound (or the median) outwards. */
function searchFrom(bound: number, direction: 1 | -1, median: number, excess: (x: number) => number): number {
  const start = Number.isFinite(bound) ? bound : median;
  if (!(excess(start) > 0)) return start;
  let step = 1e-6 * (Math.abs(start - median) || 1);
  while (excess(start + direction * step) > 0) {
    step *= 2;
    if (step === Number.POSITIVE_INFINITY) return direction * step;
  }
  const [lower, upper] = direction === 1 ? [start, start + step] : [start - step, start];
  return bisectRoot(excess, lower, upper, { tolerance: 0 }).root;
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

function momentsOf(
  numeric: NumericFamily,
  region: Region,
  isCount: boolean,
  logSurvival: (x: number, region: Region) => number,
): Moments {
  if (isCount) return countMoments(quantileWithin(numeric, region, 0, true), (x) => exp(logSurvival(x, region)));
  const quantile = (p: number) => quantileWithin(numeric, region, p, false);
  const upper = (p: number) => upperQuantileWithin(numeric, region, p, false);
  // Both halves by their own tail, so that its end is seen sharply.
  const expectation = (f: (x: number) => number): number => {
    const parts = [integrate((p) => f(quantile(p)), 0, 0.5), integrate((p) => f(upper(p)), 0, 0.5)];
    return parts.every(({ converged }) => converged) ? parts[0].value + parts[1].value : Number.NaN;
  };
  const mean = expectation((x) => x);
  return { mean, variance: expectation((x) => (x - mean) * (x - mean)) };
}

/** E X = least + Σ P(X > x), E (X − least)² = Σ (2 (x − least) + 1) P(X > x). */
function countMoments(least: number, survival: (x: number) => number): Moments {
  let first = 0;
  let second = 0;
  for (let k = 0; k < 1e7; k++) {
    const tail = survival(least + k);
    first += tail;
    second += (2 * k + 1) * tail;
    if (tail * (2 * k + 1) <= 1e-18 * second) break;
  }
  return { mean: least + first, variance: second - first * first };
}
