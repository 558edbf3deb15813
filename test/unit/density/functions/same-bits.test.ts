import { describe, expect, it } from "vitest";
import { exponential, logarithm } from "../../../../src/density/functions/index.js";
import { laneValues } from "./lane-module.js";
import { randomInputs, specialInputs, withNeighbors } from "./special-inputs.js";

const unary = [
  { laneFunction: exponential, limit: 800, branches: [708, -708, 709.782712893384, -745.1332191019412, -746, 710] },
  { laneFunction: logarithm, limit: 1000, branches: [Math.SQRT1_2, Math.SQRT2, 1, 2 ** -126, 2 ** 126] },
];

describe("lane functions", () => {
  for (const { laneFunction, limit, branches } of unary) {
    const special = [...specialInputs(), ...branches.flatMap(withNeighbors)];
    const x = Float64Array.from([...special, ...randomInputs(100_000, limit, 1), ...special.flatMap((value) => [value, 0.7])]);
    for (const placing of ["inline", "outlined"] as const) {
      it(`${laneFunction.name} has the same bits ${placing} in vector code and in portable code`, () => {
        const values = laneValues(laneFunction, placing, x);
        const different = Array.from(x).filter((input, index) => !Object.is(values[index], laneFunction.portable(input)));
        expect(different).toEqual([]);
      });
    }
  }
});
