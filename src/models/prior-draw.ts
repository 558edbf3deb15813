/** What is drawn from a prior. */
import type { Axis } from "../density/axis.js";
import type { BoundData } from "./table.js";
import type { DeclaredStatement } from "./trace.js";
import { labelsOf, lengthOf } from "./variables.js";

/** A drawn column as `with` takes it: numbers, names of levels, or the rows of a matrix. */
export type DrawnColumn = Float64Array | readonly string[] | readonly Float64Array[];

/** One draw from the prior, with data drawn from it. */
export interface PriorDraw {
  /** Unconstrained coordinates. */
  readonly position: Float64Array;
  /** By variable. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Each observed column, by its name (the statement's where it is not of a column); NaN where values are missing in the data at hand. */
  readonly data: Readonly<Record<string, DrawnColumn>>;
}

/** The drawn values of a statement as a column that `with` takes. */
export function drawnColumn(
  { subject: { operation, axis, about } }: DeclaredStatement,
  values: Float64Array,
  data: BoundData,
): DrawnColumn {
  if (operation === "index") {
    const labels = labelsOf(about.into as Axis, data);
    return Array.from(values, (code) => labels[code]);
  }
  if (axis?.product === undefined) return values;
  const rows = lengthOf(axis.product[0], data);
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, row) => values.subarray(row * width, (row + 1) * width));
}
