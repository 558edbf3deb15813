/** Distributions of the catalogue with unknown parameters, and compiled expressions of unknowns: for the laws of gradients. */
import { compile, type Expression, logDensityOf, portable } from "../../../src/density/index.js";
import { catalogue } from "../../../src/distributions/catalogue.js";
import { type Distribution, quantile } from "../../../src/distributions/index.js";
import { optionsOf } from "./cases.js";

export interface Unknowns {
  readonly label: string;
  readonly values: readonly number[];
  readonly xs: readonly number[];
  /** The distribution, of numbers or of unknowns. */
  make(parameters: readonly (Expression | number)[]): Distribution;
}

const fixed = new Set(["trials", "value"]);

/** Numbers anywhere in the options, in order: of a list its elements. */
const numbersIn = (options: Readonly<Record<string, unknown>>): number[] =>
  Object.entries(options).flatMap(([name, value]) =>
    fixed.has(name) ? [] : (Array.isArray(value) ? value : [value]).map(Number),
  );

function withParameters(
  options: Readonly<Record<string, unknown>>,
  parameters: readonly (Expression | number)[],
): Record<string, unknown> {
  const rest = [...parameters];
  const replaced = Object.entries(options).map(([name, value]) => {
    if (fixed.has(name)) return [name, value];
    return [name, Array.isArray(value) ? value.map(() => rest.shift()) : rest.shift()];
  });
  return Object.fromEntries(replaced);
}

/** Three values inside, none of them where a density has a kink. */
const pointsOf = (distribution: Distribution): number[] => [0.07, 0.4, 0.88].map((p) => quantile(distribution, p));

export const fromCatalogue: readonly Unknowns[] = Object.entries(catalogue).flatMap(([name, maker]) =>
  optionsOf[name as keyof typeof catalogue].map((options) => {
    const make = maker as unknown as (options: unknown) => Distribution;
    return {
      label: `${name} ${JSON.stringify(options)}`,
      values: numbersIn(options),
      xs: pointsOf(make(options)),
      make: (parameters: readonly (Expression | number)[]) => make(withParameters(options, parameters)),
    };
  }),
);

/** df/dθ_k by differences of the fourth order. */
export function difference(f: (at: readonly number[]) => number, values: readonly number[], k: number): number {
  const h = 1e-3 * Math.max(0.1, Math.abs(values[k] as number));
  const at = (shift: number) => f(values.map((value, i) => (i === k ? value + shift * h : value)));
  return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h);
}

export const names = (values: readonly number[]): string[] => values.map((_, k) => `p${k}`);

/** Value and gradient of log density, compiled: as a sum over rows, and of each x alone as an unknown too. */
export function compiled(
  expression: Expression,
  positions: readonly Expression[],
  values: readonly number[],
  columns: Readonly<Record<string, Float64Array>>,
) {
  const { program, operators } = compile({ positions, terms: [{ name: "density", expression }], outputs: [] });
  const sizes = program.sizes.some(({ name }) => name === "rows") ? { rows: columns.x?.length ?? 0 } : {};
  const density = logDensityOf(portable.load(program, operators).bind(sizes, columns));
  const gradient = new Float64Array(values.length);
  return { value: density.evaluateInto(gradient, Float64Array.from(values)), gradient };
}
