// What must hold for any draws.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  cmdStanCsv,
  drawsFromColumns,
  essBulk,
  essMean,
  essTail,
  mad,
  mcseMean,
  mean,
  median,
  parseCmdStanCsv,
  psis,
  quantile,
  rhat,
  type SamplerTrace,
  sd,
} from "../../../src/draws/index.js";
import { rngFromSeed, standardNormal } from "../../../src/random/index.js";

interface Shape {
  readonly seed: number;
  readonly chains: number;
  readonly iterations: number;
  readonly correlation: number;
  readonly ties: boolean;
}
const shape: fc.Arbitrary<Shape> = fc.record({
  seed: fc.nat(),
  chains: fc.integer({ min: 1, max: 5 }),
  iterations: fc.integer({ min: 6, max: 160 }),
  correlation: fc.double({ min: -0.9, max: 0.95, noNaN: true }),
  ties: fc.boolean(),
});

function chainsOf({ seed, chains, iterations, correlation, ties }: Shape): Float64Array[] {
  return Array.from({ length: chains }, (_, m) => {
    const rng = rngFromSeed(seed).child(m);
    let state = 0;
    return Float64Array.from({ length: iterations }, () => {
      state = correlation * state + standardNormal(rng);
      return ties ? Math.round(2 * state) / 2 : state;
    });
  });
}

/** Equal to 1e-9 relative, or both not available. */
function expectClose(found: number, expected: number): void {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else if (found !== expected) expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}

describe("statistics of draws", () => {
  test.prop([shape])("by ranks do not change under an increasing transformation", (given) => {
    const chains = chainsOf(given);
    const transformed = chains.map((chain) => chain.map((x) => x * x * x + 3 * x));
    expectClose(essBulk.compute(transformed), essBulk.compute(chains));
  });

  test.prop([shape])("do not depend on the order of chains", (given) => {
    const chains = chainsOf(given);
    const turned = [...chains.slice(1), chains[0]];
    for (const statistic of [mean, sd, median, mad, rhat, essBulk, essTail, essMean, mcseMean, quantile(0.3)]) {
      expectClose(statistic.compute(turned), statistic.compute(chains));
    }
  });

  test.prop([shape])("move and scale with the draws", (given) => {
    const chains = chainsOf(given);
    const moved = chains.map((chain) => chain.map((x) => 4 * x + 16));
    for (const statistic of [mean, median, quantile(0.9)])
      expectClose(statistic.compute(moved), 4 * statistic.compute(chains) + 16);
    for (const statistic of [sd, mad, mcseMean]) expectClose(statistic.compute(moved), 4 * statistic.compute(chains));
    for (const statistic of [essBulk, essTail, essMean]) expectClose(statistic.compute(moved), statistic.compute(chains));
  });

  test.prop([shape])("keep R-hat when they are scaled, or mirrored", (given) => {
    // Not when they are moved: rounding decides whether the two draws beside the median are equally far from it.
    const chains = chainsOf(given);
    for (const factor of [8, -0.5])
      expectClose(rhat.compute(chains.map((chain) => chain.map((x) => factor * x))), rhat.compute(chains));
  });

  test.prop([shape])("have effective sample sizes above 0 and at most S log10 S", (given) => {
    const chains = chainsOf(given);
    const halves = 2 * chains.length * Math.floor(given.iterations / 2);
    for (const statistic of [essBulk, essTail, essMean]) {
      const size = statistic.compute(chains);
      if (Number.isNaN(size)) continue;
      expect(size).toBeGreaterThan(0);
      expect(size).toBeLessThanOrEqual(halves * Math.log10(halves) * (1 + 1e-12));
    }
  });

  test.prop([shape, fc.double({ min: 0, max: 1, noNaN: true })])(
    "have quantiles between the least and the largest draw",
    (given, p) => {
      const chains = chainsOf(given);
      const all = chains.flatMap((chain) => [...chain]);
      const found = quantile(p).compute(chains);
      expect(found).toBeGreaterThanOrEqual(Math.min(...all));
      expect(found).toBeLessThanOrEqual(Math.max(...all));
    },
  );
});

describe("psis", () => {
  test.prop([fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 300 })])(
    "gives weights that add up to 1, keeps their order, and makes none larger than the raw largest was to the others",
    (ratios) => {
      const { logWeights, effectiveSampleSize } = psis(ratios);
      let total = 0;
      for (const weight of logWeights) total += Math.exp(weight);
      expect(Math.abs(total - 1)).toBeLessThan(1e-12);
      expect(effectiveSampleSize).toBeGreaterThan(1 - 1e-12);
      expect(effectiveSampleSize).toBeLessThan(ratios.length * (1 + 1e-12));
      const order = ratios.map((_, i) => i).sort((a, b) => ratios[a] - ratios[b] || a - b);
      for (let i = 1; i < order.length; i++) {
        expect(logWeights[order[i]]).toBeGreaterThanOrEqual(logWeights[order[i - 1]] - 1e-9);
      }
    },
  );
});

describe("CmdStan CSV", () => {
  test.prop([fc.array(fc.double(), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 3 })])(
    "gives any draws back bit for bit",
    (values, chainCount) => {
      const chain = Float64Array.from(values);
      const columns = { mu: Array.from({ length: chainCount }, (_, m) => chain.map((x) => (m === 1 ? -x : x))) };
      const column = chain.map((_, t) => t / 3);
      const trace: SamplerTrace = {
        logDensity: chain,
        acceptance: column,
        stepSize: column,
        treeDepth: column,
        leapfrogs: column,
        divergent: column,
        energy: column,
      };
      const traces = new Array<SamplerTrace>(chainCount).fill(trace);
      const back = parseCmdStanCsv(cmdStanCsv(drawsFromColumns(columns), traces));
      expect(back.draws.of("mu")).toEqual(columns.mu);
      expect(back.traces).toEqual(traces);
    },
  );
});
