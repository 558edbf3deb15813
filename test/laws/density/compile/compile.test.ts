import fc from "fast-check";
import { describe, it } from "vitest";
import { checkDensity } from "../../../unit/density/compile/check-density.js";
import { choice, coordinate, grow, s, squash, t, w, x, y, z } from "./arbitrary-graph.js";

const [rowCount, groupCount] = [7, 3];

describe("compile", () => {
  it("means what its declaration means, for any graph: value, gradient, terms, outputs", () => {
    fc.assert(
      fc.property(
        fc.array(choice, { minLength: 3, maxLength: 14 }),
        fc.array(coordinate, { minLength: 12, maxLength: 12 }),
        (choices, position) => {
          const grown = grow([s, t, z, w, x, y], choices);
          const last = grown.slice(-3).map((expression) => expression.times(0.1).plus(squash(expression)));
          checkDensity({
            declaration: {
              positions: [s, z, t, w],
              terms: last.map((expression, i) => ({ name: `${i}`, expression })),
              outputs: [{ name: "last", expression: last[2] }],
            },
            sizes: { rows: rowCount, groups: groupCount },
            data: { x: [0.3, -0.2, 1.1, 0, -0.7, 0.4, 0.9], y: [1, 2, 0.5, -1, 0.2, 0.1, -0.4], g: [0, 2, 1, 1, 0, 2, 2] },
            position,
            tolerance: 1e-11,
            gradientTolerance: 2e-6,
          });
        },
      ),
      { numRuns: 300, seed: 4 },
    );
  });
});
