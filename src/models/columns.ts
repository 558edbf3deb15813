/** What columns of data can be, and what they are in a model. */
import type { Axis } from "../density/axis.js";
import { column, Expression, indexColumn } from "../density/expression.js";
import { matrixVector, rowSums } from "../density/operators/index.js";
import { productAxis } from "../density/product-axis.js";

/** The kinds of columns. */
export type Kind = "real" | "count" | "binary" | "index" | "number" | "matrix";

/** How a column is declared. */
export interface ColumnKind<K extends Kind = Kind> {
  readonly kind: K;
  /** Missing values (null, NaN) become parameters. */
  readonly missing?: boolean;
  /** Of an index: all its levels in their order, also those that do not occur. Of a matrix: the names of its columns. */
  readonly levels?: readonly (string | number)[];
}

/** Real numbers. `real.withMissing`: those that are null become parameters. */
export const real: ColumnKind<"real"> & { readonly withMissing: ColumnKind<"real"> } = {
  kind: "real",
  withMissing: { kind: "real", missing: true },
};

/** Integers from 0. */
export const count: ColumnKind<"count"> = { kind: "count" };

/** 0 or 1, false or true. */
export const binary: ColumnKind<"binary"> = { kind: "binary" };

/** Names or numbers of groups. Levels are in the order in which they appear, or as given by `indexOf`. */
export const index: ColumnKind<"index"> = { kind: "index" };

/** Groups with levels that are known when the model is written: those that do not occur in the data have parameters too. */
export const indexOf = (levels: readonly (string | number)[]): ColumnKind<"index"> => ({ kind: "index", levels });

/** One number for the whole model, not one for each row. */
export const number: ColumnKind<"number"> = { kind: "number" };

/** One list of numbers for each row, all of one length: a matrix of predictors. */
export const matrix: ColumnKind<"matrix"> = { kind: "matrix" };

/** A matrix with as many columns, or columns of these names: `matrixOf(["bus", "car", "train"])` for counts of each. */
export const matrixOf = (columns: number | readonly (string | number)[]): ColumnKind<"matrix"> => ({
  kind: "matrix",
  levels: typeof columns === "number" ? Array.from({ length: columns }, (_, k) => k + 1) : columns,
});

/** A column of groups: `alpha.at(county)` reads each row's group, `{ over: county }` declares one parameter for each. */
export class IndexColumn<out Rows extends string = string, out Levels extends string = string> extends Expression<Rows> {
  declare readonly group?: Levels;
  readonly levels: Axis;

  constructor(name: string, rows: Axis, levels: Axis) {
    const node = indexColumn(name, rows, levels);
    super(node.operation, node.inputs, node.axis, node.about);
    this.levels = levels;
  }
}

/**
 * A matrix: `x.times(beta)` is one number for each row, with `beta` declared `{ over: x.columns }`. A matrix that is observed has one vector in each row,
 * such as counts.
 */
export class MatrixColumn<Rows extends string = string> {
  /** Row by row. */
  readonly elements: Expression<`${Rows} × ${string}`>;
  readonly columns: Axis;

  constructor(
    readonly name: string,
    readonly rows: Axis,
    width?: number,
  ) {
    this.columns = { name: `columns of ${name}`, ...(width !== undefined && { length: width }) };
    const elements =
      width === undefined
        ? { name: `elements of ${name}`, product: [rows, this.columns] as const }
        : productAxis(rows, this.columns);
    this.elements = column(name, elements) as Expression<`${Rows} × ${string}`>;
  }

  /** Σ over columns of element × coefficient, for each row. */
  times(coefficients: Expression): Expression<Rows> {
    return matrixVector(this.elements, coefficients) as Expression<Rows>;
  }

  /** Σ over columns, for each row: the trials of a multinomial distribution. */
  rowSums(): Expression<Rows> {
    return rowSums(this.elements as Expression) as Expression<Rows>;
  }
}

/** A declared column as the model sees it. */
export type ColumnOf<K extends Kind, Name extends string, Rows extends string> = K extends "index"
  ? IndexColumn<Rows, Name>
  : K extends "number"
    ? Expression<"scalar">
    : K extends "matrix"
      ? MatrixColumn<Rows>
      : Expression<Rows>;

/** Columns by name, with their kinds. */
export type ColumnKinds = Readonly<Record<string, ColumnKind>>;

export type ColumnsOf<Kinds extends ColumnKinds, Rows extends string> = {
  readonly [Name in keyof Kinds & string]: ColumnOf<Kinds[Name]["kind"], Name, Rows>;
};
