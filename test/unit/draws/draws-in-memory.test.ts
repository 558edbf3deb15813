import { describe, expect, it } from "vitest";
import { combineDraws, copyOfDraws, drawsFromArrays, drawsFromColumns, subsetDraws } from "../../../src/draws/index.js";
import { InvalidArgument } from "../../../src/errors.js";

const draws = drawsFromArrays(
  ["mu", "theta[1]", "theta[2]"],
  [Float64Array.of(1, 2, 3, 10, 20, 30, 100, 200, 300), Float64Array.of(4, 5, 6, 40, 50, 60, 400, 500, 600)],
);
const plain = (chains: readonly Float64Array[]) => chains.map((chain) => [...chain]);

describe("drawsFromArrays", () => {
  it("gives views of contiguous chains", () => {
    expect(draws.chainCount).toBe(2);
    expect(draws.iterationCount).toBe(3);
    const [first] = draws.of("theta[1]");
    expect([...first]).toEqual([10, 20, 30]);
    expect(first.buffer).toBe(draws.of("mu")[0].buffer);
  });

  it("refuses repeated names, unequal chains, part of an iteration and unknown variables", () => {
    const chain = new Float64Array(4);
    expect(() => drawsFromArrays(["a", "a"], [chain])).toThrow(InvalidArgument);
    expect(() => drawsFromArrays(["a"], [chain, new Float64Array(3)])).toThrow("chains[1] must hold 4 draws");
    expect(() => drawsFromArrays(["a", "b", "c"], [chain])).toThrow("a whole number of iterations of 3 variables");
    expect(() => drawsFromArrays([], [chain])).toThrow("name at least one variable");
    expect(() => draws.of("tau")).toThrow('Draws.of: variable must be one of the variables, got "tau"');
  });
});

describe("drawsFromColumns", () => {
  it("takes the chains of each variable", () => {
    const columns = drawsFromColumns({
      a: [
        [1, 2],
        [3, 4],
      ],
      b: [
        [5, 6],
        [7, 8],
      ],
    });
    expect(plain(columns.of("b"))).toEqual([
      [5, 6],
      [7, 8],
    ]);
    expect(columns.variables).toEqual(["a", "b"]);
  });

  it("refuses variables of another shape than the first", () => {
    expect(() => drawsFromColumns({ a: [[1, 2]], b: [[1, 2, 3]] })).toThrow(
      "columns.b must hold 1 chains of 2 draws as `a` does",
    );
    expect(() => drawsFromColumns({})).toThrow(InvalidArgument);
    expect(() => drawsFromColumns({ a: [[]] })).toThrow("columns.a[0] must hold at least one draw");
  });
});

describe("subsetDraws", () => {
  it("takes an array by its name, some chains, and every second iteration after those dropped", () => {
    const part = subsetDraws(draws, { variables: ["theta"], chains: [1], drop: 0, thin: 2 });
    expect(part.variables).toEqual(["theta[1]", "theta[2]"]);
    expect(part.iterationCount).toBe(2);
    expect(plain(part.of("theta[2]"))).toEqual([[400, 600]]);
    expect(() => part.of("mu")).toThrow(InvalidArgument);
    expect(plain(subsetDraws(draws, { drop: 2 }).of("mu"))).toEqual([[3], [6]]);
  });

  it("refuses what is not there", () => {
    expect(() => subsetDraws(draws, { variables: ["tau"] })).toThrow("variables[0] must be one of the variables");
    expect(() => subsetDraws(draws, { chains: [2] })).toThrow("chains[0] must be a chain from 0 to 1, got 2");
    expect(() => subsetDraws(draws, { drop: 3 })).toThrow("drop must be below the 3 iterations");
    expect(() => subsetDraws(draws, { thin: 0 })).toThrow(InvalidArgument);
  });
});

describe("combineDraws", () => {
  const other = drawsFromColumns({
    mu: [
      [7, 8, 9],
      [0, 0, 1],
    ],
    "theta[1]": [
      [1, 1, 1],
      [2, 2, 2],
    ],
    "theta[2]": [
      [3, 3, 3],
      [4, 4, 4],
    ],
  });

  it("adds chains, iterations or variables", () => {
    expect(plain(combineDraws([draws, other], "chains").of("mu"))).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
      [0, 0, 1],
    ]);
    const longer = combineDraws([draws, other], "iterations");
    expect(longer.iterationCount).toBe(6);
    expect(plain(longer.of("mu"))).toEqual([
      [1, 2, 3, 7, 8, 9],
      [4, 5, 6, 0, 0, 1],
    ]);
    const wider = combineDraws(
      [
        draws,
        drawsFromColumns({
          tau: [
            [1, 2, 3],
            [4, 5, 6],
          ],
        }),
      ],
      "variables",
    );
    expect(wider.variables).toEqual(["mu", "theta[1]", "theta[2]", "tau"]);
    expect(plain(wider.of("tau"))).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it("refuses parts that do not fit", () => {
    expect(() => combineDraws([draws, other], "variables")).toThrow("name variables that no other part has");
    expect(() => combineDraws([draws, subsetDraws(other, { variables: ["mu"] })], "chains")).toThrow("parts[1].variables");
    expect(() => combineDraws([draws, subsetDraws(other, { drop: 1 })], "chains")).toThrow("parts[1].iterationCount must be 3");
    expect(() => combineDraws([draws, subsetDraws(other, { chains: [0] })], "iterations")).toThrow(
      "parts[1].chainCount must be 2",
    );
    expect(() => combineDraws([], "chains")).toThrow(InvalidArgument);
  });

  it("makes one memory of parts when copied", () => {
    const copy = copyOfDraws(combineDraws([draws, other], "iterations"));
    expect(plain(copy.of("theta[2]"))).toEqual([
      [100, 200, 300, 3, 3, 3],
      [400, 500, 600, 4, 4, 4],
    ]);
    expect(copy.of("theta[2]")[0].buffer).toBe(copy.of("mu")[0].buffer);
  });
});
