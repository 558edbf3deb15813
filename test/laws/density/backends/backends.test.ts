import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { portable, wasm } from "../../../../src/density/backends/index.js";
import { ReferenceProgram } from "../../../unit/density/backends/reference-interpreter.js";
import { differences } from "../../../unit/density/backends/same-bits.js";
import { arbitraryProgram } from "./arbitrary-program.js";

const finite = fc.double({ min: -50, max: 50, noNaN: true });

/** Rows, groups, and as many numbers as they need. */
const arbitraryData = fc
  .tuple(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(127, 128, 129, 1027)), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, groups]) =>
    fc.record({
      sizes: fc.constant({ rows, groups }),
      x: fc.array(finite, { minLength: rows, maxLength: rows }),
      places: fc.array(fc.nat(groups - 1), { minLength: rows, maxLength: rows }),
      position: fc.array(fc.oneof(finite, fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY)), {
        minLength: groups + 3,
        maxLength: groups + 3,
      }),
    }),
  );

describe("any program, on any data", () => {
  it("gives the bits of the contract on both backends, again and again", () => {
    fc.assert(
      fc.property(arbitraryProgram, arbitraryData, (program, { sizes, x, places, position }) => {
        const columns = {
          x: Float64Array.from(x),
          counts: Int32Array.from(x, (value) => Math.floor(value)),
          group: Int32Array.from(places),
          other: Int32Array.from(places).reverse(),
        };
        const reference = new ReferenceProgram(program, [], sizes, columns);
        const bounds = [wasm, portable].map((backend) => backend.load(program, []).bind(sizes, columns));
        for (let repetition = 0; repetition < 2; repetition++) {
          reference.setPosition(position);
          reference.run("density");
          for (const bound of bounds) {
            bound.position.set(position);
            bound.run("density");
            expect(differences(bound, reference)).toEqual([]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
