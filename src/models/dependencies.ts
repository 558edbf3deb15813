/** What must be drawn before what: from parents to children. */
import type { Expression, Operand } from "../density/expression.js";
import { InvalidArgument } from "../errors.js";
import type { AnyDistribution } from "./parameter-options.js";
import type { Trace } from "./trace.js";

/** Something to be drawn: what it needs, and what is known once it is drawn. Positions and columns by name. */
export interface DrawStep {
  readonly name: string;
  readonly reads: ReadonlySet<string>;
  readonly provides: readonly string[];
}

/** How positions and columns are named in steps. */
export const positionKey = (name: string): string => `position ${name}`;
export const columnKey = (name: string): string => `column ${name}`;

/** The positions and columns that expressions are computed from. */
export function readBy(operands: Iterable<Operand>): Set<string> {
  const found = new Set<string>();
  const seen = new Set<Expression>();
  const open = [...operands].filter((operand) => typeof operand !== "number");
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...node.inputs);
    if (node.operation === "position") found.add(positionKey(node.about.name as string));
    if (node.operation === "column" || node.operation === "index") found.add(columnKey(node.about.name as string));
  }
  return found;
}

/** The columns that no distribution reads, as what is observed is: predictions can do without them. */
export function columnsOnlyObserved({ tables, parameters, statements }: Trace): Set<string> {
  const needed = readBy([
    ...parameters.flatMap(({ distribution, transform }) => [
      ...Object.values(distribution.parameters),
      ...(transform.bounds ?? []),
    ]),
    ...statements.flatMap(({ distribution }) => operandsForDraws(distribution)),
  ]);
  const names = tables.flatMap(({ columns }) => columns.map(({ programName }) => programName));
  return new Set(names.filter((name) => !needed.has(columnKey(name))));
}

/** What a draw reads: which values are censored is nothing to it. */
export const operandsForDraws = ({ parameters, domains }: AnyDistribution): readonly Operand[] =>
  Object.entries<Operand>(parameters).flatMap(([name, operand]) => (domains[name] === "indicator" ? [] : [operand]));

/**
 * The steps in an order in which each finds what it reads, otherwise as they are given.
 *
 * @throws InvalidArgument if some depend on each other in a circle.
 */
export function inOrder<Step extends DrawStep>(caller: string, steps: readonly Step[]): readonly Step[] {
  const left = [...steps];
  const ordered: Step[] = [];
  while (left.length > 0) {
    const wanted = new Set(left.flatMap(({ provides }) => provides));
    const ready = left.findIndex(({ reads, provides }) => [...reads].every((key) => !wanted.has(key) || provides.includes(key)));
    if (ready < 0)
      throw new InvalidArgument(
        caller,
        left[0].name,
        "not depend on itself through others",
        left.map(({ name }) => name).join(", "),
      );
    ordered.push(...left.splice(ready, 1));
  }
  return ordered;
}
