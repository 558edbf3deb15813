import { describe, expect, it } from "vitest";
import { evaluateNumber } from "../../../../src/density/evaluate.js";
import {
  column,
  compile,
  type Expression,
  logBetaBinomialTails,
  logBetaTails,
  logBetaTailsAtLogit,
  logCauchyTails,
  logDensityOf,
  logGammaTails,
  logStudentTTails,
  portable,
  positionArray,
  wasm,
} from "../../../../src/density/index.js";
import { operatorCatalogue } from "../../../../src/density/operators/catalogue.js";
import { InvalidArgument } from "../../../../src/errors.js";
import { normalLogCdf } from "../../../../src/numeric/index.js";

const rows = { name: "rows" };
const [a, b, c] = ["a", "b", "c"].map((name) => positionArray(name, null));
const x = column("x", rows);
const asked = column("asked", rows);

/** Each operator, of unknowns and of a column. */
const calls: Readonly<Record<string, readonly [() => { below: Expression; above: Expression }, readonly number[]]>> = {
  logGammaTails: [() => logGammaTails(a, b.times(x), asked), [2.5, 0.7, 1]],
  logBetaTails: [() => logBetaTails(a, b, x.dividedBy(5), asked), [2.5, 0.7, 1]],
  logBetaTailsAtLogit: [() => logBetaTailsAtLogit(a, b, c.times(x), asked), [2.5, 4, 0.3]],
  logStudentTTails: [() => logStudentTTails(a, b.minus(x), asked), [3.5, 1.2, 1]],
  logCauchyTails: [() => logCauchyTails(x.minus(a), asked), [1, 1, 1]],
  logBetaBinomialTails: [() => logBetaBinomialTails(x, 6, a, b, asked), [0.7, 3, 1]],
};

const data = { x: [0.5, 1, 2, 3, 4], asked: [1, 1, 0, 1, 0] };
const columnsOf = (numbers: Readonly<Record<string, readonly number[]>>) =>
  Object.fromEntries(Object.entries(numbers).map(([name, values]) => [name, Float64Array.from(values)]));

describe.each(Object.entries(calls))("%s", (_, [call, position]) => {
  const tails = call();
  const { program, operators } = compile({
    positions: [a, b, c],
    terms: [{ name: "tails", expression: tails.below.times(0.75).plus(tails.above.times(2)) }],
    outputs: [],
  });
  const evaluated = (backend: typeof portable, numbers: Readonly<Record<string, readonly number[]>>) => {
    const gradient = new Float64Array(3);
    const sizes = { rows: numbers.x?.length ?? 0 };
    const density = logDensityOf(backend.load(program, operators).bind(sizes, columnsOf(numbers)));
    return { value: density.evaluateInto(gradient, Float64Array.from(position)), gradient };
  };

  it("gives the same bits in both backends", () => {
    const [first, second] = [evaluated(portable, data), evaluated(wasm, data)];
    expect(Object.is(first.value, second.value)).toBe(true);
    expect([...first.gradient]).toEqual([...second.gradient]);
  });

  it("asks nothing of rows that are not asked for", () => {
    const wanted = { x: data.x.filter((_, row) => data.asked[row] === 1), asked: [1, 1, 1] };
    const [all, some] = [evaluated(portable, data), evaluated(portable, wanted)];
    expect(all.value).toBeCloseTo(some.value, 13);
    for (const [k, slope] of all.gradient.entries()) expect(slope).toBeCloseTo(some.gradient[k] as number, 13);
  });
});

/** −0 is 0 here. */
const valuesOf = ({ below, above }: { below: Expression; above: Expression }) =>
  [below, above].map((tail) => evaluateNumber(tail) + 0);
const [impossible, certain] = [Number.NEGATIVE_INFINITY, 0];

describe("tails at the ends", () => {
  it("are certain where nothing is left", () => {
    expect(valuesOf(logGammaTails(2, 0))).toEqual([impossible, certain]);
    expect(valuesOf(logGammaTails(2, -3))).toEqual([impossible, certain]);
    expect(valuesOf(logGammaTails(2, Number.POSITIVE_INFINITY))).toEqual([certain, impossible]);
    expect(valuesOf(logGammaTails(0, 1))).toEqual([certain, impossible]);
    expect(valuesOf(logGammaTails(Number.POSITIVE_INFINITY, 1))).toEqual([impossible, certain]);
    expect(valuesOf(logBetaTails(2, 3, 0))).toEqual([impossible, certain]);
    expect(valuesOf(logBetaTails(2, 3, 1))).toEqual([certain, impossible]);
    expect(valuesOf(logBetaTails(0, 3, 0.5))).toEqual([certain, impossible]);
    expect(valuesOf(logBetaTails(2, 0, 0.5))).toEqual([impossible, certain]);
    expect(valuesOf(logBetaTailsAtLogit(2, 3, impossible))).toEqual([impossible, certain]);
    expect(valuesOf(logStudentTTails(3, impossible))).toEqual([impossible, certain]);
    expect(valuesOf(logCauchyTails(Number.POSITIVE_INFINITY))).toEqual([certain, impossible]);
    expect(valuesOf(logBetaBinomialTails(-1, 5, 2, 2))).toEqual([impossible, certain]);
    expect(valuesOf(logBetaBinomialTails(5, 5, 2, 2))).toEqual([certain, impossible]);
  });

  it("are no numbers where the inputs are none, and take no time", () => {
    for (const tails of [
      logGammaTails(Number.NaN, 1),
      logBetaTails(1, Number.NaN, 0.5),
      logStudentTTails(-1, 1),
      logCauchyTails(Number.NaN),
    ])
      expect(valuesOf(tails)).toEqual([Number.NaN, Number.NaN]);
  });

  it("are those of a normal distribution for vast shapes, without a step where that begins", () => {
    const shape = 1e10;
    // Both points are rounded to 2e-6, a tail changes by a factor of up to 30 for each 1e5.
    const allowed = 2e-9;
    for (const z of [-8, -1, 0, 2, 30]) {
      const [below, above] = valuesOf(logGammaTails(shape * (1 - 1e-12), shape * (1 - 1e-12) + z * 1e5)) as [number, number];
      const [vastBelow, vastAbove] = valuesOf(logGammaTails(shape * (1 + 1e-12), shape * (1 + 1e-12) + z * 1e5)) as [
        number,
        number,
      ];
      expect(Math.abs(vastBelow / below - 1)).toBeLessThan(allowed);
      expect(Math.abs(vastAbove / above - 1)).toBeLessThan(allowed);
    }
    const infinite = valuesOf(logStudentTTails(Number.POSITIVE_INFINITY, 1.5));
    expect(infinite[0]).toBeCloseTo(normalLogCdf(1.5), 14);
    expect(infinite[1]).toBeCloseTo(normalLogCdf(-1.5), 14);
  });

  it("have the derivatives of their neighbors for vast shapes", () => {
    const operator = operatorCatalogue.find(({ name }) => name === "gamma-tails");
    const slopesAt = (shape: number, z: number): number[] => {
      const inputs = [Float64Array.of(shape), Float64Array.of(shape + z * Math.sqrt(shape))];
      const arrays = {
        inputs,
        outputs: [new Float64Array(1), new Float64Array(1)],
        work: [new Float64Array(1)],
        inputAdjoints: [new Float64Array(1), new Float64Array(1)],
        outputAdjoints: [Float64Array.of(1), Float64Array.of(0)],
      };
      operator?.forward(arrays, null as never);
      operator?.backward?.(arrays, null as never);
      return arrays.inputAdjoints.map(([slope]) => slope as number);
    };
    for (const z of [-5, 0, 3]) {
      const [before, after] = [slopesAt(0.999e10, z), slopesAt(1.001e10, z)];
      // Slopes fall with the square root of the shape, which here grows by 0.1%.
      for (const [k, slope] of before.entries())
        expect((after[k] as number) / slope / Math.sqrt(0.999 / 1.001)).toBeCloseTo(1, 4);
    }
  });

  it("refuse inputs over different axes", () => {
    expect(() => logGammaTails(column("shape", { name: "groups" }), x)).toThrow(InvalidArgument);
    expect(() => logGammaTails(column("shape", { name: "groups" }), x)).toThrow(
      "logGammaTails: operand must be over groups, or one number",
    );
  });
});
