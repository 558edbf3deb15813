/** Log tails as expressions of unknowns, of every distribution of the catalogue: what truncation and censoring are made of. */
import { describe, expect, it } from "vitest";
import { evaluateNumber } from "../../../src/density/evaluate.js";
import { column, constant, type Expression, positionArray } from "../../../src/density/index.js";
import {
  censored,
  type Distribution,
  logCdf,
  logDensityAt,
  logSurvival,
  quantile,
  truncated,
  upperQuantile,
} from "../../../src/distributions/index.js";
import { exp, expm1, integrate, log } from "../../../src/numeric/index.js";
import { compiled, difference, fromCatalogue, names } from "./unknowns.js";

type Tail = (distribution: Distribution, x: Expression) => Expression;

const tails: Readonly<Record<string, Tail>> = {
  "log cdf": (distribution, x) => distribution.logCdf?.(x) as Expression,
  "log survival": (distribution, x) => distribution.logSurvival?.(x) as Expression,
};

/** Far out on both sides, and between. */
const pointsOf = (distribution: Distribution): number[] => [
  ...new Set([
    ...[1e-40, 1e-9, 0.03, 0.4, 0.6, 0.8].map((p) => quantile(distribution, p)),
    ...[0.06, 1e-9, 1e-40].map((p) => upperQuantile(distribution, p)),
  ]),
];

const endOf = (bound: unknown, sign: number): number => (typeof bound === "number" ? bound : sign * Number.POSITIVE_INFINITY);

/** Below half an ulp of a sum of the size of the other tail nothing is left to see. */
const isSeen = (value: number): boolean => value < -1e-12 && Number.isFinite(value);

const withUnknowns = fromCatalogue.filter(({ values }) => values.length > 0);

describe.each(withUnknowns)("$label", ({ values, make }) => {
  const unknown = names(values).map((name) => positionArray(name, null));
  const known = make(values);
  const isCount = known.support.kind === "integer";
  const points = pointsOf(known);

  it.each(Object.entries(tails))("has a compiled %s with the gradient of its differences, also far out", (_, tail) => {
    for (const x of points) {
      // Differences in bounds must not pass x.
      if (known.name === "uniform" && !(x > -2.9 && x < 1.9)) continue;
      const given = (at: readonly number[]) => Object.fromEntries(at.map((value, k) => [`p${k}`, value]));
      const evaluated = (at: readonly number[]) => evaluateNumber(tail(make(unknown), constant(x)), given(at));
      if (!isSeen(evaluated(values))) continue;
      const { value, gradient } = compiled(tail(make(unknown), column("x", null)), unknown, values, { x: Float64Array.of(x) });
      expect(Math.abs(value - evaluated(values))).toBeLessThanOrEqual(1e-13 * Math.abs(value));
      for (const [k, slope] of gradient.entries()) {
        const wanted = difference(evaluated, values, k);
        // Differences of rounded values: an ulp of the value over the width.
        const noise = (20 * Number.EPSILON * Math.abs(value)) / (1e-3 * Math.max(0.1, Math.abs(values[k] as number)));
        expect(Math.abs(slope - wanted), `${x}: ${slope}, by differences ${wanted}`).toBeLessThan(
          1e-6 * Math.abs(wanted) + noise,
        );
      }
    }
  });

  it("has log tails whose probabilities add up to 1", () => {
    for (const x of points) {
      const [below, above] = Object.values(tails).map((tail) => evaluateNumber(tail(known, constant(x)))) as [number, number];
      expect(Math.abs(exp(below) + exp(above) - 1)).toBeLessThan(1e-13);
      if (below < above && below > -600) expect(Math.abs(above - log(-expm1(below)))).toBeLessThan(1e-13);
    }
  });

  it("has a density that is what its cdf grows by", () => {
    for (const x of points) {
      const density = logDensityAt(known, x);
      if (isCount) {
        // P(X = x) = P(X ≤ x) − P(X ≤ x − 1), from the tail on whose side x lies.
        const [below, above] = [logCdf(known, x), logSurvival(known, x - 1)];
        const grown = below < above ? exp(below) - exp(logCdf(known, x - 1)) : exp(above) - exp(logSurvival(known, x));
        expect(Math.abs(grown - exp(density))).toBeLessThan(1e-12 * exp(Math.min(below, above)));
        continue;
      }
      const position = positionArray("x", null);
      for (const [name, tail] of Object.entries(tails)) {
        const { value, gradient } = compiled(tail(known, position), [position], [x], {});
        if (!isSeen(value)) continue;
        const slope = (name === "log cdf" ? 1 : -1) * exp(density - value);
        expect(Math.abs((gradient[0] as number) - slope), `${name} at ${x}`).toBeLessThan(1e-11 * Math.abs(slope));
      }
    }
  });

  /** From the 30% quantile to the 90% quantile, and far out where nearly nothing is left. */
  const intervals = [
    { lower: quantile(known, 0.3), upper: quantile(known, 0.9) },
    { lower: upperQuantile(known, 1e-7), upper: upperQuantile(known, 1e-12) },
    { lower: upperQuantile(known, 0.2) },
    { upper: quantile(known, 0.1) },
  ].filter(({ lower, upper }) => lower === undefined || upper === undefined || lower < upper);

  it("can be truncated with unknown parameters and bounds: the same as with known ones", () => {
    for (const interval of intervals) {
      const whole = truncated(known, interval);
      if (whole.support.lower === known.support.lower && whole.support.upper === known.support.upper) continue;
      const ends = Object.keys(interval) as (keyof typeof interval)[];
      const all = [...values, ...ends.map((end) => interval[end] as number)];
      const positions = names(all).map((name) => positionArray(name, null));
      const bounds = Object.fromEntries(ends.map((end, k) => [end, positions[values.length + k]]));
      const parts = truncated(make(positions.slice(0, values.length)), bounds);
      for (const p of [0.02, 0.5, 0.97]) {
        const x = quantile(whole, p);
        const { value, gradient } = compiled(parts.logDensity(column("x", null)), positions, all, { x: Float64Array.of(x) });
        expect(Math.abs(value - logDensityAt(whole, x))).toBeLessThan(1e-10 * Math.max(1, Math.abs(value)));
        expect([...gradient].every(Number.isFinite)).toBe(true);
        for (const tail of Object.values(tails)) {
          const wanted = (tail === tails["log cdf"] ? logCdf : logSurvival)(whole, x);
          const got = evaluateNumber(tail(parts, constant(x)), Object.fromEntries(all.map((value, k) => [`p${k}`, value])));
          if (Number.isFinite(wanted)) expect(Math.abs(got - wanted)).toBeLessThan(1e-9 * Math.max(1, Math.abs(wanted)));
        }
      }
    }
  });

  it("has truncated forms whose densities add up to 1", () => {
    for (const interval of intervals) {
      const { lower = endOf(known.support.lower, -1), upper = endOf(known.support.upper, 1) } = interval;
      const within = truncated(make(unknown), interval);
      const given = Object.fromEntries(values.map((value, k) => [`p${k}`, value]));
      const density = (x: number) => exp(evaluateNumber(within.logDensity(constant(x)), given));
      let total = 0;
      if (isCount) for (let x = lower; x <= Math.min(upper, lower + 400); x++) total += density(x);
      else {
        const at = truncated(known, interval);
        const cuts = [1e-9, 1e-3, 0.1, 0.5, 0.9, 1 - 1e-3].map((p) => quantile(at, p));
        const ends = [lower, ...cuts, upperQuantile(at, 1e-9), upper].filter(
          (cut, k, all) => k === 0 || cut > (all[k - 1] as number),
        );
        for (const [k, end] of ends.slice(1).entries())
          total += integrate(density, ends[k] as number, end, { relativeTolerance: 1e-11 }).value;
      }
      expect(Math.abs(total - 1), JSON.stringify(interval)).toBeLessThan(1e-8);
    }
  });

  it("can be censored: rows that are not give their density, whatever their censored values would be", () => {
    const rows = { name: "rows" };
    const [x, right, left, interval, upTo] = ["x", "right", "left", "interval", "upTo"].map((name) => column(name, rows));
    const xs = [0.2, 0.35, 0.55, 0.65].map((p) => quantile(known, p));
    const end = quantile(known, 0.95) + 1;
    const expression = censored(make(unknown), { right, left, interval, upTo } as never).logDensity(x as Expression);
    const columns = { x: xs, right: [0, 1, 0, 0], left: [0, 0, 1, 0], interval: [0, 0, 0, 1], upTo: [0, 0, 0, end] };
    const arrays = Object.fromEntries(Object.entries(columns).map(([name, numbers]) => [name, Float64Array.from(numbers)]));
    const totalAt = (at: readonly number[]) => {
      const distribution = make(at);
      const beyond = logSurvival(distribution, xs[3] as number);
      const between = beyond > Number.NEGATIVE_INFINITY ? beyond + log(-expm1(logSurvival(distribution, end) - beyond)) : beyond;
      return (
        logDensityAt(distribution, xs[0] as number) +
        logSurvival(distribution, xs[1] as number) +
        logCdf(distribution, xs[2] as number) +
        between
      );
    };
    const { value, gradient } = compiled(expression, unknown, values, arrays);
    // Nothing lies beyond the last category.
    if (totalAt(values) === Number.NEGATIVE_INFINITY) return expect(value).toBe(Number.NEGATIVE_INFINITY);
    expect(Math.abs(value - totalAt(values))).toBeLessThan(1e-11 * Math.max(1, Math.abs(value)));
    expect([...gradient].every(Number.isFinite)).toBe(true);
    if (!isCount)
      for (const [k, slope] of gradient.entries())
        expect(Math.abs(slope - difference(totalAt, values, k))).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
  });
});
