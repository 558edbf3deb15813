import { describe, expect, it } from "vitest";
import {
  exponential,
  exponentialMinusOne,
  hyperbolicTangent,
  inverseLogit,
  logarithm,
  logarithmOnePlus,
  softplus,
} from "../../../../src/density/functions/index.js";
import { laneValues } from "./lane-module.js";
import { randomInputs, specialInputs, withNeighbors } from "./special-inputs.js";

const unary = [
  { laneFunction: exponential, limit: 800, branches: [708, -708, 709.782712893384, -745.1332191019412, -746, 710] },
  { laneFunction: logarithm, limit: 1000, branches: [Math.SQRT1_2, Math.SQRT2, 1, 2 ** -126, 2 ** 126] },
  { laneFunction: logarithmOnePlus, limit: 10, branches: [-1, -0.5, Math.SQRT1_2 - 1, Math.SQRT2 - 1, 2 ** 53, 2 ** 126] },
  { laneFunction: exponentialMinusOne, limit: 60, branches: [-50, 50, 709.782712893384, 0.34657359, -0.34657359] },
  { laneFunction: hyperbolicTangent, limit: 25, branches: [25, 0.1732867, -0.1732867] },
  { laneFunction: softplus, limit: 800, branches: [-0.8813735870195429, -0.881373587] },
  { laneFunction: inverseLogit, limit: 800, branches: [0, 37, -37] },
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
