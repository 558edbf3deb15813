/** The names of what is recorded: `mu`, `alpha[Aitkin]`, `factor[2,1]`. */
import type { Axis } from "../density/axis.js";
import type { BoundData } from "./table.js";
import type { DeclaredStatement, NamedExpression } from "./trace.js";

/** The length of an axis under these data. */
export function lengthOf(axis: Axis | null, data: Pick<BoundData, "sizes">): number {
  if (axis === null) return 1;
  if (axis.product !== undefined) return lengthOf(axis.product[0], data) * lengthOf(axis.product[1], data);
  return axis.length ?? data.sizes[axis.name] ?? 0;
}

/** The scalars of a quantity, in the order of its elements. */
export function scalarNames({ name, expression }: NamedExpression, data: BoundData): string[] {
  const { axis } = expression;
  return axis === null ? [name] : labelsOf(axis, data).map((label) => `${name}[${label}]`);
}

/** The labels of an axis: levels by their names, everything else by number from 1. */
export function labelsOf(axis: Axis, data: BoundData): readonly string[] {
  const labels = data.labels.get(axis);
  if (labels !== undefined) return labels;
  if (axis.product !== undefined) {
    const [rows, columns] = axis.product.map((side) => labelsOf(side, data));
    return (rows as readonly string[]).flatMap((row) => (columns as readonly string[]).map((column) => `${row},${column}`));
  }
  return Array.from({ length: lengthOf(axis, data) }, (_, at) => String(at + 1));
}

/** The column that a statement is about, or its own name. */
export const subjectOf = ({ name, subject }: DeclaredStatement): string => subject.about.name ?? name;

/** The names of a statement's values; of vectors, by the axis of their densities, those of the vectors. */
export function elementsOf(statement: DeclaredStatement, data: BoundData, axis = statement.subject.axis): readonly string[] {
  const name = subjectOf(statement);
  return axis === null ? [name] : labelsOf(axis, data).map((label) => `${name}[${label}]`);
}
