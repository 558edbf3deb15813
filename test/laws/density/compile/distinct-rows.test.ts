import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unary } from "../../../../src/density/index.js";
import { checkDensity } from "../../../unit/density/compile/check-density.js";
import { choice, coordinate, grow, index, s, squash, t, x, y, z } from "./arbitrary-graph.js";

const [kinds, rowCount, groupCount] = [7, 105, 3];

/** Always there, with a sum of logarithms and a parameter by group. */
const softplus = unary("log1pExp", x.times(s).plus(z.at(index)));

/** Seven kinds of rows, scattered: every kind occurs, not all as often. */
const repeated = (values: readonly number[]): number[] =>
  Array.from({ length: rowCount }, (_, i) => values[(i * i * 5 + i * 3 + Math.floor(i / 11)) % kinds]);

describe("rows that repeat", () => {
  it("leave value, gradient, terms and outputs what they are, for any graph", () => {
    let weighted = 0;
    fc.assert(
      fc.property(
        fc.array(choice, { minLength: 2, maxLength: 10 }),
        fc.array(coordinate, { minLength: 2 + groupCount, maxLength: 2 + groupCount }),
        (choices, position) => {
          const last = grow([s, t, z, x, y, z], choices)
            .slice(-3)
            .map((expression) => expression.times(0.1).plus(squash(expression)));
          const { compiled } = checkDensity({
            declaration: {
              positions: [s, z, t],
              terms: [...last, softplus].map((expression, i) => ({ name: `${i}`, expression })),
              outputs: [{ name: "last", expression: last[2] }],
            },
            sizes: { rows: rowCount, groups: groupCount },
            data: {
              x: repeated([0.3, -0.2, 1.1, 0, -0.7, 0.4, 0.9]),
              y: repeated([1, 2, 0.5, -1, 0.2, 0.1, -0.4]),
              g: repeated([0, 2, 1, 1, 0, 2, 2]),
            },
            position,
            tolerance: 1e-11,
            gradientTolerance: 2e-6,
          });
          if (compiled.program.entries.weighted.length > 0) weighted++;
        },
      ),
      { numRuns: 150, seed: 6 },
    );
    expect(weighted).toBeGreaterThan(50);
  });
});
