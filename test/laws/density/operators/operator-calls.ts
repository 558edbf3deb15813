/** One call of an operator on arrays of its own, and its gradient by differences. */
import { expect } from "vitest";
import type { Kernels, Operator } from "../../../../src/density/operator.js";

export type Numbers = readonly number[] | Float64Array | Int32Array;

export interface Call<Settings> {
  readonly operator: Operator<Settings>;
  readonly inputs: readonly Numbers[];
  readonly outputs: readonly number[];
  readonly work: readonly number[];
  readonly settings: Settings;
}

const copied = (values: Numbers): Float64Array | Int32Array =>
  values instanceof Int32Array ? values.slice() : Float64Array.from(values);

/** The outputs for these inputs. The arrays hold rubbish before, as a program's memory may. */
export function outputsOf<Settings>({ operator, inputs, outputs, work, settings }: Call<Settings>): Float64Array[] {
  const arrays = {
    inputs: inputs.map(copied),
    outputs: outputs.map((length) => new Float64Array(length).fill(7.25)),
    work: work.map((length) => new Float64Array(length).fill(-3.5)),
  };
  operator.forward(arrays, settings);
  return arrays.outputs;
}

/** Σ weight × output over all outputs, and its gradient by the operator's adjoint with respect to all inputs. */
export function gradientOf<Settings>(call: Call<Settings>, weights: readonly Numbers[]): Float64Array[] {
  const { operator, settings } = call;
  const arrays = {
    inputs: call.inputs.map(copied),
    outputs: call.outputs.map((length) => new Float64Array(length).fill(7.25)),
    work: call.work.map((length) => new Float64Array(length).fill(-3.5)),
    // Not 0: an adjoint is added to what is there.
    inputAdjoints: call.inputs.map(({ length }) => new Float64Array(length).fill(0.5)),
    outputAdjoints: weights.map((weight) => Float64Array.from(weight)),
  };
  operator.forward(arrays, settings);
  operator.backward?.(arrays, settings);
  return arrays.inputAdjoints.map((adjoint) => adjoint.map((value) => value - 0.5));
}

/** The same by central differences with two step widths, extrapolated. */
export function differencesOf<Settings>(call: Call<Settings>, weights: readonly Numbers[], step = 1e-3): Float64Array[] {
  const value = (which: number, at: number, change: number): number => {
    const inputs = call.inputs.map(copied);
    inputs[which][at] += change;
    const outputs = outputsOf({ ...call, inputs });
    return outputs.reduce((sum, output, o) => output.reduce((part, x, i) => part + x * weights[o][i], sum), 0);
  };
  const slope = (which: number, at: number, width: number) => (value(which, at, width) - value(which, at, -width)) / (2 * width);
  return call.inputs.map((input, which) =>
    Float64Array.from({ length: input.length }, (_, at) => {
      const width = step * Math.max(1, Math.abs(input[at]));
      return (4 * slope(which, at, width / 2) - slope(which, at, width)) / 3;
    }),
  );
}

/** Holds the adjoint to the differences: |error| ≤ tolerance × (1 + largest slope), over the inputs that are not in `without`. */
export function expectGradient<Settings>(
  call: Call<Settings>,
  weights: readonly Numbers[],
  { tolerance = 1e-7, step = 1e-3, without = [] as readonly number[] } = {},
): void {
  const gradient = gradientOf(call, weights);
  const differences = differencesOf(call, weights, step);
  call.inputs.forEach((_, which) => {
    if (without.includes(which)) return;
    const largest = differences[which].reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    gradient[which].forEach((slope, at) => {
      expect(Number.isFinite(slope), `slope ${which}[${at}] is finite`).toBe(true);
      expect(
        Math.abs(slope - differences[which][at]),
        `input ${which}[${at}]: ${slope} against ${differences[which][at]}`,
      ).toBeLessThanOrEqual(tolerance * (1 + largest));
    });
  });
}

/** The call leaves the adjoints of inputs alone that are not wanted. */
export function backwardWithoutAdjoints<Settings>(call: Call<Settings>, weights: readonly Numbers[]): void {
  const arrays = {
    inputs: call.inputs.map(copied),
    outputs: call.outputs.map((length) => new Float64Array(length)),
    work: call.work.map((length) => new Float64Array(length)),
    inputAdjoints: call.inputs.map(() => null),
    outputAdjoints: weights.map((weight) => Float64Array.from(weight)),
  };
  call.operator.forward(arrays, call.settings);
  call.operator.backward?.(arrays, call.settings);
}

/** Holds outputs and adjoints by the operator's kernels to the bits of those without. */
export function expectBitsOfKernels<Settings>(call: Call<Settings>, weights: readonly Numbers[]): void {
  const { operator, settings } = call;
  const lengths = [...call.inputs, ...call.inputs].map(({ length }) => length);
  for (const list of [call.outputs, call.work, call.outputs]) lengths.push(...list);
  const memory = new WebAssembly.Memory({ initial: 1 + Math.ceil(lengths.reduce((sum, length) => sum + length + 2, 2) / 8192) });
  const run = (kernels: Kernels | undefined) => {
    let end = 16;
    const placed = (values: ArrayLike<number>, isInteger = false): Float64Array => {
      const array = new (isInteger ? Int32Array : Float64Array)(memory.buffer, end, values.length);
      end += 8 * (values.length + (values.length % 2));
      array.set(values);
      return array as Float64Array;
    };
    const filled = (length: number, value: number) => placed(new Array(length).fill(value));
    const arrays = {
      inputs: call.inputs.map((input) => placed(input, input instanceof Int32Array)),
      outputs: call.outputs.map((length) => filled(length, 7.25)),
      work: call.work.map((length) => filled(length, -3.5)),
      inputAdjoints: call.inputs.map(({ length }) => filled(length, 0.5)),
      outputAdjoints: weights.map((weight) => placed(weight)),
    };
    operator.forward(arrays, settings, kernels);
    operator.backward?.(arrays, settings, kernels);
    return { outputs: arrays.outputs.map((output) => output.slice()), adjoints: arrays.inputAdjoints.map((one) => one.slice()) };
  };
  expect(run(operator.kernelsOn?.(memory))).toEqual(run(undefined));
}
