/** Parameters that are square matrices: rows of numbers, or one expression over K × K. */
import { Expression, type Operand } from "../density/expression.js";
import { InvalidArgument } from "../errors.js";
import type { Domain } from "./distribution.js";
import type { Values } from "./numeric-family.js";

/** A matrix as callers give it: an expression over K × K, or rows of numbers. */
export type Matrix = Expression | readonly (readonly number[])[];

/** A checked matrix. */
export interface MatrixParameter {
  /** The matrix as an expression, or its rows. */
  readonly whole: Expression | undefined;
  readonly rows: readonly (readonly number[])[] | undefined;
  /** How many rows; undefined where only data will tell. */
  readonly dimension: number | undefined;
  readonly parameters: Readonly<Record<string, Operand>>;
  readonly domains: Readonly<Record<string, Domain>>;
  /** Row by row. */
  valuesIn(given: Values): Float64Array;
}

/** Checks a matrix. Throws `InvalidArgument` unless it is over a product of axes, or square and all numbers. */
export function matrixParameter(caller: string, name: string, matrix: unknown, domain: Domain): MatrixParameter {
  if (matrix instanceof Expression) {
    const product = matrix.axis?.product;
    if (product === undefined) throw new InvalidArgument(caller, name, "be over K × K", matrix.axis?.name ?? "one number");
    return {
      whole: matrix,
      rows: undefined,
      dimension: product[0].length,
      parameters: { [name]: matrix },
      domains: { [name]: domain },
      valuesIn: (given) => Float64Array.from(given[name] as ArrayLike<number>),
    };
  }
  const rows = checkedRows(caller, name, matrix);
  const entries = rows.flatMap((row, i) => row.map((value, j) => [`${name}[${i}][${j}]`, value] as const));
  return {
    whole: undefined,
    rows,
    dimension: rows.length,
    parameters: Object.fromEntries(entries),
    domains: Object.fromEntries(entries.map(([entry]) => [entry, "real"])),
    valuesIn: () => Float64Array.from(rows.flat()),
  };
}

function checkedRows(caller: string, name: string, matrix: unknown): readonly (readonly number[])[] {
  if (!Array.isArray(matrix) || matrix.length === 0)
    throw new InvalidArgument(caller, name, "be rows of numbers, or an expression over K × K", matrix);
  const size = matrix.length;
  for (const [i, row] of matrix.entries()) {
    if (!Array.isArray(row) || row.length !== size)
      throw new InvalidArgument(caller, `${name}[${i}]`, `hold ${size} numbers`, row);
    for (const [j, value] of row.entries()) {
      if (!Number.isFinite(value)) throw new InvalidArgument(caller, `${name}[${i}][${j}]`, "be a finite number", value);
    }
  }
  return matrix;
}
