/** The log densities of observations, one by one. */
import type { CompiledModel } from "./compiled-model.js";
import type { NumberedRecorder } from "./fit.js";
import { OutputProgram } from "./output-program.js";
import type { BoundData } from "./table.js";
import type { DeclaredStatement } from "./trace.js";
import { elementsOf, scalarNames } from "./variables.js";

/** From unconstrained coordinates to the log density of each observed value, and of what was added as observed. */
export function likelihoodRecorder(model: CompiledModel, data: BoundData): NumberedRecorder {
  const { statements, added } = model.trace;
  const parts = [
    ...statements
      .filter(({ observed }) => observed)
      .map((statement) => ({
        name: statement.name,
        expression: statement.pointwise,
        names: elementsOf(statement, data, statement.pointwise.axis),
        isKept: (row: number) => isObserved(statement, row, data),
      })),
    ...added.map((term) => ({ ...term, names: scalarNames(term, data), isKept: () => true })),
  ];
  const program = new OutputProgram(model, data, parts);
  return {
    variables: parts.flatMap(({ names, isKept }) => names.filter((_, row) => isKept(row))),
    writeInto(values, position) {
      program.position.set(position);
      program.run();
      let at = 0;
      parts.forEach(({ isKept }, k) => {
        const view = program.values(k);
        for (let row = 0; row < view.length; row++) if (isKept(row)) values[at++] = view[row];
      });
    },
  };
}

/** Whether the row's value is data: neither missing nor before the first that counts. */
const isObserved = ({ subject, from }: DeclaredStatement, row: number, { missing }: BoundData): boolean =>
  row >= from && !missing[subject.about.name as string]?.includes(row);
