/**
 * Moment matching against R's `loo` 2.10.1 (moment-matching.R), within 1e-10: linear regressions with one observation far out, 1,000 draws.
 * Where scales or covariances were matched, `loo` inverts its map only approximately; the density is then compared with that of the exact inverse.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { drawsFromArrays, loo, momentMatchedLoo } from "../../../src/draws/index.js";

interface Case {
  readonly x: number[];
  readonly y: number[];
  /** Intercept, slope, log sd: 1,000 draws each. */
  readonly positions: number[][];
  readonly khatBefore: number[];
  readonly khat: number[];
  readonly elpd: number[];
  readonly effectiveParameters: number[];
  readonly matched: number[];
  readonly onlyMeans: number[];
  readonly exactInverse: number[];
}

const { loo: _version, ...cases } = JSON.parse(
  readFileSync(new URL("data/moment-matching.json", import.meta.url), "utf8"),
) as Record<string, Case>;

const TOLERANCE = 1e-10;

/** y ~ normal(a + b x, exp(s)), s ~ normal(0, 1). */
function estimatesOf({ x, y, positions }: Case) {
  const logNormal = (value: number, mean: number, logSd: number) =>
    -0.5 * ((value - mean) / Math.exp(logSd)) ** 2 - logSd - 0.5 * Math.log(2 * Math.PI);
  const logLikelihood = (i: number, [a, b, s]: ArrayLike<number> & Iterable<number>) => logNormal(y[i], a + b * x[i], s);
  const chains = Array.from({ length: 4 }, (_, c) =>
    Float64Array.from({ length: 750 }, (_, at) => positions[Math.floor(at / 250)][250 * c + (at % 250)]),
  );
  const draws = drawsFromArrays(["a", "b", "s"], chains);
  const observations = {
    observationCount: y.length,
    of: (i: number) =>
      chains.map((chain) =>
        Float64Array.from({ length: 250 }, (_, t) => logLikelihood(i, [chain[t], chain[250 + t], chain[500 + t]])),
      ),
  };
  const plain = loo(observations);
  const posterior = {
    positions: draws,
    logDensity: (position: Float64Array) =>
      y.reduce((sum, _, i) => sum + logLikelihood(i, position), logNormal(position[2], 0, 0)),
    logLikelihood,
  };
  // As far as `loo` goes: our own default goes on.
  const matched = momentMatchedLoo(plain, observations, posterior, { khatTarget: plain.khatThreshold });
  return { plain, matched };
}

function expectClose(received: readonly number[], expected: readonly number[]): void {
  expect(received.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(received[i] - value) / Math.max(1, Math.abs(value)), `${i}: ${received[i]} for ${value}`).toBeLessThan(
      TOLERANCE,
    );
  });
}

describe("moment matching", () => {
  it.each(Object.entries(cases))("has the k-hats and densities of loo: %s", (_, expected) => {
    const { plain, matched } = estimatesOf(expected);
    expectClose(plain.pointwise.khat, expected.khatBefore);
    expectClose(matched.pointwise.khat, expected.khat);
    expect(matched.matched.map(({ observation }) => observation)).toEqual(expected.matched);
    expect(matched.matched.map(({ before }) => before)).toEqual(expected.matched.map((i) => plain.pointwise.khat[i]));
    const elpd = [...expected.elpd];
    const parameters = [...expected.effectiveParameters];
    expected.matched.forEach((i, at) => {
      if (expected.onlyMeans[at] === 1) return;
      parameters[i] += elpd[i] - expected.exactInverse[at];
      elpd[i] = expected.exactInverse[at];
    });
    expectClose(matched.pointwise.elpd, elpd);
    expectClose(matched.pointwise.effectiveParameters, parameters);
    expect(matched.highKhat).toEqual([]);
    expect(matched.monteCarloError).toBeGreaterThan(0);
  });

  it("is tried on maps of means alone and on others", () => {
    const kinds = Object.values(cases).flatMap(({ onlyMeans }) => onlyMeans);
    expect(new Set(kinds)).toEqual(new Set([0, 1]));
  });
});
