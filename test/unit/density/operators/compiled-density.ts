/** Densities with operators, compiled and run by both backends. */
import { expect } from "vitest";
import { compile, type DensityDeclaration, logDensityOf, portable, wasm } from "../../../../src/density/index.js";

export interface CompiledCase {
  readonly declaration: DensityDeclaration;
  readonly sizes?: Readonly<Record<string, number>>;
  readonly data?: Readonly<Record<string, readonly number[]>>;
  readonly position: readonly number[];
  /** The log density by plain arithmetic. */
  readonly value: (position: readonly number[]) => number;
  readonly tolerance?: number;
  readonly gradientTolerance?: number;
}

/** Holds value and gradient to plain arithmetic and its differences, and the bits of both backends to each other. Returns the recorded outputs. */
export function checkCompiled(one: CompiledCase): Record<string, Float64Array> {
  const { program, operators, outputs } = compile(one.declaration);
  const results = [wasm, portable].map((backend) => {
    const columns = Object.fromEntries(
      program.arrays
        .filter(({ role }) => role === "data")
        .map(({ name, type }) => [
          name,
          (type === "i32" ? Int32Array : Float64Array).from(one.data?.[name] as readonly number[]),
        ]),
    );
    const bound = backend.load(program, operators).bind(one.sizes ?? {}, columns);
    const density = logDensityOf(bound);
    const gradient = new Float64Array(density.dimension);
    const value = density.evaluateInto(gradient, Float64Array.from(one.position));
    bound.run("outputs");
    const recorded = [...outputs].map(([name, array]) => [name, Float64Array.from(bound.array(array))] as const);
    return { value, gradient, recorded: Object.fromEntries(recorded) };
  });
  const [{ value, gradient, recorded }, other] = results;
  expect(other).toEqual({ value, gradient, recorded });
  const expected = one.value(one.position);
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(
    (one.tolerance ?? 1e-11) * (1 + Math.abs(expected)),
  );
  const slopes = one.position.map((x, i) =>
    slopeOf((moved) => one.value(one.position.map((old, j) => (j === i ? moved : old))), x),
  );
  const steepest = Math.max(1, ...slopes.map(Math.abs));
  for (const [i, slope] of slopes.entries())
    expect(
      Math.abs(gradient[i] - slope) / steepest,
      `derivative ${i}: ${gradient[i]}, by differences ${slope}`,
    ).toBeLessThanOrEqual(one.gradientTolerance ?? 1e-7);
  return recorded;
}

/** Central differences of three widths, extrapolated to width 0. */
function slopeOf(f: (x: number) => number, x: number): number {
  const central = (h: number) => (f(x + h) - f(x - h)) / (2 * h);
  let row = [4e-3, 2e-3, 1e-3].map(central);
  for (let order = 4; row.length > 1; order *= 4) row = row.slice(1).map((finer, i) => finer + (finer - row[i]) / (order - 1));
  return row[0];
}
