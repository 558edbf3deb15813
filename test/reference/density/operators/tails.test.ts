import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { operatorCatalogue } from "../../../../src/density/operators/catalogue.js";

/**
 * tails.json: inputs, ln P(X ≤ x), ln P(X > x) and their derivatives by tails.py beside it (mpmath 1.3.0, 60 digits): shapes from 0.001 to 30,000, up to 300
 * standard deviations out. The tolerances are relative; what was found is about half of them.
 */
type Row = readonly number[];
const tables = JSON.parse(readFileSync(new URL("./tails.json", import.meta.url), "utf8")) as Record<string, readonly Row[]>;

/** The inputs that have derivatives, and the tolerances of values and of derivatives. */
const expected: Readonly<Record<string, readonly [readonly number[], number, number]>> = {
  "gamma-tails": [[0, 1], 2e-14, 2e-13],
  "beta-tails": [[0, 1, 2], 2e-14, 2e-13],
  "beta-logit-tails": [[0, 1, 2], 6e-14, 2e-13],
  // The derivative by the degrees of freedom loses their number times 1e-16.
  "student-t-tails": [[0, 1], 1e-13, 1e-11],
  "cauchy-tails": [[0], 1e-15, 2e-15],
  "beta-binomial-tails": [[2, 3], 5e-15, 1e-13],
};

function computed(name: string, inputs: readonly number[], weights: readonly [number, number]) {
  const operator = operatorCatalogue.find((candidate) => candidate.name === name);
  const arrays = {
    inputs: inputs.map((value) => Float64Array.of(value)),
    outputs: [new Float64Array(1), new Float64Array(1)],
    work: [new Float64Array(1)],
    inputAdjoints: inputs.map(() => new Float64Array(1)),
    outputAdjoints: weights.map((weight) => Float64Array.of(weight)),
  };
  operator?.forward(arrays, null as never);
  operator?.backward?.(arrays, null as never);
  return { tails: arrays.outputs.map(([value]) => value), slopes: arrays.inputAdjoints.map(([slope]) => slope) };
}

/** Relative, down to 1e-294 of `unit`: below lie the numbers that are not normal doubles. */
const errorOf = (got: number, wanted: number, unit = 1): number =>
  got === wanted ? 0 : Math.abs(got - wanted) / Math.max(Math.abs(wanted), 1e-294 * Math.abs(unit));

describe.each(Object.entries(expected))("%s", (name, [withSlopes, valueTolerance, slopeTolerance]) => {
  const rows = tables[name] as readonly Row[];
  const inputCount = (rows[0] as Row).length - 2 - 2 * withSlopes.length;

  it(`has both log tails to ${valueTolerance}`, () => {
    for (const row of rows) {
      const { tails } = computed(name, row.slice(0, inputCount), [0, 0]);
      for (const [k, got] of tails.entries())
        expect(errorOf(got, row[inputCount + k]), `tail ${k} of ${row}`).toBeLessThan(valueTolerance);
    }
  });

  it(`has their derivatives to ${slopeTolerance}`, () => {
    for (const row of rows)
      for (const [k, weights] of (
        [
          [1, 0],
          [0, 1],
        ] as const
      ).entries()) {
        const { slopes } = computed(name, row.slice(0, inputCount), weights);
        for (const [at, input] of withSlopes.entries()) {
          const wanted = row.slice(inputCount + 2 + 2 * at, inputCount + 4 + 2 * at);
          // A tail of nearly 1 changes by as much as the other one, in units of that.
          const error = errorOf(slopes[input], wanted[k], wanted[1 - k]);
          expect(error, `slope ${input} of tail ${k} of ${row}`).toBeLessThan(slopeTolerance);
        }
      }
  });
});
