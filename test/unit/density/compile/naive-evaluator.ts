/** What an expression means: evaluated over plain lists, node by node, with nothing simplified. */

import type { Axis } from "../../../../src/density/axis.js";
import type { Expression, ScanDefinition } from "../../../../src/density/expression.js";
import { digamma, logGamma, normalCdf, trigamma } from "../../../../src/numeric/index.js";

const unary: Readonly<Record<string, (x: number) => number>> = {
  negate: (x) => -x,
  absolute: Math.abs,
  squareRoot: Math.sqrt,
  floor: Math.floor,
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  expm1: Math.expm1,
  tanh: Math.tanh,
  logGamma,
  digamma,
  trigamma,
  normalCdf: (x) => normalCdf(x, 0, 1),
  logNormalCdf: (x) => Math.log(normalCdf(x, 0, 1)),
  inverseMills: (x) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI) / normalCdf(x, 0, 1),
  log1pExp: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  inverseLogit: (x) => 1 / (1 + Math.exp(-x)),
  sin: Math.sin,
  cos: Math.cos,
};

const binary: Readonly<Record<string, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  minimum: Math.min,
  maximum: Math.max,
  less: (x, y) => Number(x < y),
  lessOrEqual: (x, y) => Number(x <= y),
  equal: (x, y) => Number(x === y),
  power: (x, y) => x ** y,
};

export interface Values {
  /** Arrays of the position, columns and indices, by name; a single number as a list of one. */
  readonly [name: string]: readonly number[];
}

export class NaiveEvaluator {
  private readonly found = new Map<Expression, number[]>();
  private readonly states = new Map<ScanDefinition, number[][]>();

  constructor(
    private readonly values: Values,
    private readonly sizes: Readonly<Record<string, number>>,
  ) {}

  /** Its elements; a single number as a list of one. */
  valuesOf(expression: Expression): number[] {
    let values = this.found.get(expression);
    if (values === undefined) {
      values = this.evaluate(expression);
      this.found.set(expression, values);
    }
    return values;
  }

  total(expression: Expression): number {
    return this.valuesOf(expression).reduce((total, value) => total + value, 0);
  }

  private lengthOf(axis: Axis | null): number {
    if (axis === null) return 1;
    if (axis.product) return this.lengthOf(axis.product[0]) * this.lengthOf(axis.product[1]);
    return axis.length ?? this.sizes[axis.name];
  }

  private evaluate({ operation, inputs, axis, about }: Expression): number[] {
    const length = this.lengthOf(axis);
    const rows = Array.from({ length }, (_, i) => i);
    const at = (input: Expression, i: number) => this.valuesOf(input)[input.axis === null ? 0 : i];
    const [a, b, c] = inputs;
    switch (operation) {
      case "constant":
        return [about.value as number];
      case "position":
      case "column":
      case "index":
        return [...this.values[about.name as string]];
      case "row":
        return rows;
      case "select":
        return rows.map((i) => (at(a, i) !== 0 ? at(b, i) : at(c, i)));
      case "gather":
        return rows.map((i) => at(a, at(b, i)));
      case "element":
        return [at(a, about.at as number)];
      case "lag":
        return rows.map((i) => (i - (about.lag as number) in rows ? at(a, i - (about.lag as number)) : 0));
      case "sum":
        return [this.total(a)];
      case "scan":
        return this.scanned(about.definition as ScanDefinition)[about.component as number];
      case "previous":
      case "output":
        throw new Error(`${operation} stands alone`);
      default: {
        if (operation in unary) return rows.map((i) => unary[operation](at(a, i)));
        return rows.map((i) => binary[operation](at(a, i), at(b, i)));
      }
    }
  }

  /** Runs the recursion row by row: each row's step is evaluated afresh, with the states before it in place of `previous`. */
  private scanned(definition: ScanDefinition): number[][] {
    const known = this.states.get(definition);
    if (known !== undefined) return known;
    const { axis, initial, previous, next } = definition;
    const length = this.lengthOf(axis);
    let before = initial.map((start) => this.valuesOf(start)[0]);
    const states: number[][] = next.map(() => []);
    for (let i = 0; i < length; i++) {
      const step = new NaiveEvaluator(this.values, this.sizes);
      for (const [k, stand] of previous.entries())
        step.found.set(
          stand,
          Array.from({ length }, () => before[k]),
        );
      before = next.map((expression) => step.valuesOf(expression)[expression.axis === null ? 0 : i]);
      for (const [k, value] of before.entries()) states[k].push(value);
    }
    this.states.set(definition, states);
    return states;
  }
}
