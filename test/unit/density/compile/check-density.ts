/** Holds a compiled density to what its declaration means: values by plain evaluation, gradients by differences, bits by both backends. */
import { expect } from "vitest";
import {
  type CompiledDensity,
  compile,
  type DensityDeclaration,
  logDensityOf,
  portable,
  wasm,
} from "../../../../src/density/index.js";
import { NaiveEvaluator, type Values } from "./naive-evaluator.js";

export interface DensityCase {
  readonly declaration: DensityDeclaration;
  readonly sizes: Readonly<Record<string, number>>;
  /** Columns and indices by name. */
  readonly data: Values;
  readonly position: readonly number[];
  /** Of the value, relative to the sum of the terms' sizes; 1e-12 if not said. */
  readonly tolerance?: number;
  /** Of the gradient against differences, relative to the largest derivative; 1e-7 if not said. */
  readonly gradientTolerance?: number;
}

/** What a compiled density gives at one position. */
export interface Evaluated {
  readonly compiled: CompiledDensity;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Checks value, gradient, terms and outputs on both backends. */
export function checkDensity(test: DensityCase): Evaluated {
  const compiled = compile(test.declaration);
  const { value, gradient } = run(test, compiled, portable);
  const other = run(test, compiled, wasm);
  expect(other.value).toBe(value);
  expect(other.gradient).toEqual(gradient);
  const naive = naiveAt(test, test.position);
  const scale = naive.terms.reduce((sum, term) => sum + Math.abs(term), 1);
  expect(Math.abs(value - naive.value) / scale).toBeLessThan(test.tolerance ?? 1e-12);
  const slopes = test.position.map((_, i) =>
    slopeOf((x) => naiveAt(test, withElement(test.position, i, x)).value, test.position[i]),
  );
  const steepest = Math.max(1, ...slopes.map(Math.abs));
  for (const [i, slope] of slopes.entries())
    expect(Math.abs(gradient[i] - slope) / steepest, `derivative ${i}: ${gradient[i]}, by differences ${slope}`).toBeLessThan(
      test.gradientTolerance ?? 1e-7,
    );
  return { compiled, value, gradient };
}

function run(test: DensityCase, compiled: CompiledDensity, backend: typeof portable): { value: number; gradient: Float64Array } {
  const { program, operators, outputs } = compiled;
  const types = new Map(program.arrays.filter(({ role }) => role === "data").map(({ name, type }) => [name, type]));
  const columns = Object.fromEntries(
    Object.entries(test.data)
      .filter(([name]) => types.has(name))
      .map(([name, values]) => [name, types.get(name) === "i32" ? Int32Array.from(values) : Float64Array.from(values)]),
  );
  const bound = backend.load(program, operators).bind(test.sizes, columns);
  const density = logDensityOf(bound);
  const gradient = new Float64Array(density.dimension);
  const value = density.evaluateInto(gradient, Float64Array.from(test.position));
  const naive = naiveAt(test, test.position);
  for (const [i, term] of density.termsAt(Float64Array.from(test.position)).entries()) expectClose(term.value, naive.terms[i]);
  bound.run("outputs");
  for (const { name, expression } of test.declaration.outputs) {
    const recorded = bound.array(outputs.get(name) as number);
    const expected = naive.evaluator.valuesOf(expression);
    const length = expression.axis === null ? 1 : recorded.length;
    for (let i = 0; i < length; i++) expectClose(recorded[i], expected[expected.length === 1 ? 0 : i]);
  }
  return { value, gradient };
}

const expectClose = (received: number, expected: number) =>
  expect(Math.abs(received - expected) / (1 + Math.abs(expected)), `${received} for ${expected}`).toBeLessThan(1e-10);

function naiveAt({ declaration, data, sizes }: DensityCase, position: readonly number[]) {
  const values: Record<string, readonly number[]> = { ...data };
  let next = 0;
  for (const { axis, about } of declaration.positions) {
    const length = axis === null ? 1 : (axis.length ?? sizes[axis.name]);
    values[about.name as string] = position.slice(next, next + length);
    next += length;
  }
  const evaluator = new NaiveEvaluator(values, sizes);
  const terms = declaration.terms.map(({ expression }) => evaluator.total(expression));
  return { evaluator, terms, value: terms.reduce((sum, term) => sum + term, 0) };
}

const withElement = (values: readonly number[], i: number, value: number) => values.map((old, j) => (j === i ? value : old));

/** Central differences of four widths, extrapolated to width 0. */
function slopeOf(f: (x: number) => number, x: number): number {
  const central = (h: number) => (f(x + h) - f(x - h)) / (2 * h);
  const widths = [8e-3, 4e-3, 2e-3, 1e-3];
  let row = widths.map(central);
  for (let order = 4; row.length > 1; order *= 4) row = row.slice(1).map((finer, i) => finer + (finer - row[i]) / (order - 1));
  return row[0];
}
