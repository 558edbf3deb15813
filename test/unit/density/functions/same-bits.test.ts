import { describe, expect, it } from "vitest";
import { laneFunctions, power } from "../../../../src/density/functions/index.js";
import { laneValues } from "./lane-module.js";
import { randomInputs, specialInputs, withNeighbors } from "./special-inputs.js";

/** Where random inputs lie, and where the formulas change. */
const domains: Record<keyof typeof laneFunctions, { limit: number; branches: number[] }> = {
  exp: { limit: 800, branches: [708, -708, 709.782712893384, -745.1332191019412, -746, 710] },
  log: { limit: 1000, branches: [Math.SQRT1_2, Math.SQRT2, 1, 2 ** -126, 2 ** 126] },
  log1p: { limit: 10, branches: [-1, -0.5, Math.SQRT1_2 - 1, Math.SQRT2 - 1, 2 ** 53, 2 ** 126] },
  expm1: { limit: 60, branches: [-50, 50, 709.782712893384, 0.34657359, -0.34657359] },
  tanh: { limit: 25, branches: [25, 0.1732867, -0.1732867] },
  logGamma: { limit: 20, branches: [1, 2, 2.5, 2.5e305, 2.6e305] },
  digamma: { limit: 20, branches: [1, 1.4616321449683622, 2, 3, 2 ** 126] },
  trigamma: { limit: 20, branches: [3, 2 ** 126] },
  normalCdf: { limit: 42, branches: [-37.5, -38.6, -40, 40, 5, -5, -1e30] },
  logNormalCdf: { limit: 50, branches: [-37.5, -38.6, -40, 40, 5, -5, 1e30, -1e30, -1.9e154] },
  inverseMillsRatio: { limit: 50, branches: [-37.5, -40, 40, 1e30, -1e30] },
  log1pExp: { limit: 800, branches: [-0.8813735870195429, -745.2, 37] },
  inverseLogit: { limit: 800, branches: [0, 37, -37, -745.2] },
  sin: { limit: 1e5, branches: [1048576, -1048576, 0.7853981633974483] },
  cos: { limit: 1e5, branches: [1048576, -1048576, 0.7853981633974483] },
};

/** Special values and branch points, alone with a usual number in the other lane, and random numbers. */
function inputsOf({ limit, branches }: { limit: number; branches: readonly number[] }, count: number): Float64Array {
  const special = [...specialInputs(), ...branches.flatMap(withNeighbors)];
  return Float64Array.from([
    ...special,
    ...randomInputs(count, limit, 1),
    ...special.flatMap((value) => [value, 0.7, 3.5, value]),
  ]);
}

describe("lane functions", () => {
  for (const [name, laneFunction] of Object.entries(laneFunctions)) {
    const x = inputsOf(domains[name as keyof typeof laneFunctions], 100_000);
    for (const placing of ["inline", "outlined"] as const) {
      it(`${name} has the same bits in vector code (${placing}) and in portable code`, () => {
        const values = laneValues(laneFunction, placing, x);
        const different = Array.from(x).filter((input, index) => !Object.is(values[index], laneFunction.portable(input)));
        expect(different.slice(0, 10)).toEqual([]);
      });
    }

    it(`${name} keeps NaN in either lane`, () => {
      expect(Array.from(laneValues(laneFunction, "inline", Float64Array.of(Number.NaN, Number.NaN)))).toEqual([
        Number.NaN,
        Number.NaN,
      ]);
      expect(laneFunction.portable(Number.NaN)).toBeNaN();
    });
  }

  it("pow has the same bits in vector code and in portable code", () => {
    const special = [...specialInputs().filter((_, index) => index % 7 === 0), 0, -0, 1, Number.POSITIVE_INFINITY, Number.NaN];
    const bases = [
      ...special.flatMap((base) => special.slice(-90).map(() => base)),
      ...randomInputs(100_000, 20, 2).map(Math.abs),
    ];
    const exponents = [...special.flatMap(() => special.slice(-90)), ...randomInputs(100_000, 30, 3)];
    const values = laneValues(power, "inline", Float64Array.from(bases), Float64Array.from(exponents));
    const different = bases.flatMap((base, index) =>
      Object.is(values[index], power.portable(base, exponents[index])) ? [] : [[base, exponents[index], values[index]]],
    );
    expect(different.slice(0, 10)).toEqual([]);
  });
});
