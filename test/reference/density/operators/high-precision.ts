/** Values and gradients of operators in 64 digits, by mathjs: plain formulas, and differences so narrow that their error vanishes. */
import { all, type BigNumber, create, type MathJsInstance } from "mathjs";
import { expect } from "vitest";
import type { Operator } from "../../../../src/density/operator.js";

export type Big = BigNumber;

const math = create(all as NonNullable<typeof all>, { number: "BigNumber", precision: 64 }) as MathJsInstance;

export const big = (value: number): Big => math.bignumber(value);
export const zero = big(0);
export const one = big(1);
export const total = (values: readonly Big[]): Big => values.reduce((sum, value) => sum.plus(value), zero);
export const exp = (x: Big): Big => math.exp(x) as Big;
export const log = (x: Big): Big => math.log(x) as Big;
export const tanh = (x: Big): Big => math.tanh(x) as Big;
export const sqrt = (x: Big): Big => math.sqrt(x) as Big;
export const pi: Big = math.bignumber("3.14159265358979323846264338327950288419716939937510582097494459230781");
export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

export interface PreciseCase<Settings> {
  readonly operator: Operator<Settings>;
  readonly settings: Settings;
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly number[];
  readonly work: readonly number[];
  /** The same outputs by plain formulas. */
  readonly exact: (inputs: readonly (readonly Big[])[]) => readonly (readonly Big[])[];
  /** Of values and slopes, relative to the largest of the array: what a double and the condition of the problem allow. */
  readonly tolerance: number;
  /** The size of what is added up, where sums can cancel: errors are relative to this at least. */
  readonly scale?: number;
  /** Inputs without derivative. */
  readonly data?: readonly number[];
}

/** Holds values and all first derivatives of Σ weight × output, with fixed weights, to 64 digits. */
export function expectPrecise<Settings>(one: PreciseCase<Settings>): void {
  const { operator, settings, inputs, tolerance, scale = 1e-300 } = one;
  const weights = one.outputs.map((length, o) => Float64Array.from({ length }, (_, i) => 0.5 + ((7 * i + 3 * o) % 5) / 4));
  const arrays = {
    inputs: inputs.map((input) => Float64Array.from(input)),
    outputs: one.outputs.map((length) => new Float64Array(length)),
    work: one.work.map((length) => new Float64Array(length)),
    inputAdjoints: inputs.map(({ length }) => new Float64Array(length)),
    outputAdjoints: weights,
  };
  operator.forward(arrays, settings);
  operator.backward?.(arrays, settings);
  const exactInputs = inputs.map((input) => input.map(big));
  one.exact(exactInputs).forEach((output, o) => {
    expectClose(arrays.outputs[o], output, { tolerance, scale }, `output ${o}`);
  });
  const weighted = (moved: readonly (readonly Big[])[]): Big =>
    total(one.exact(moved).flatMap((output, o) => output.map((value, i) => value.times(weights[o][i]))));
  exactInputs.forEach((input, which) => {
    if (one.data?.includes(which)) return;
    const slopes = input.map((value, at) =>
      slopeOf((x) => weighted(exactInputs.map((old, i) => (i === which ? old.map((y, j) => (j === at ? x : y)) : old))), value),
    );
    expectClose(arrays.inputAdjoints[which], slopes, { tolerance, scale }, `slope of input ${which}`);
  });
}

/** A central difference of width 10⁻²⁰: its error is near 10⁻⁴⁰. */
function slopeOf(f: (x: Big) => Big, x: Big): Big {
  const width = math.bignumber("1e-20");
  return f(x.plus(width))
    .minus(f(x.minus(width)))
    .dividedBy(width.times(2));
}

function expectClose(
  received: Float64Array,
  exact: readonly Big[],
  { tolerance, scale }: { tolerance: number; scale: number },
  what: string,
): void {
  const largest = exact.reduce((most, value) => Math.max(most, Math.abs(value.toNumber())), scale);
  for (const [i, value] of exact.entries()) {
    const error = Math.abs(big(received[i]).minus(value).toNumber()) / largest;
    expect(error, `${what}[${i}]: ${received[i]} for ${value.toNumber()}, relative error ${error}`).toBeLessThanOrEqual(
      tolerance,
    );
  }
}
