/** The log density of the priors that are chosen from outside: of parameters whose own priors hold no other parameters. */
import { Expression, type Operand } from "../density/expression.js";
import type { CompiledModel } from "./compiled-model.js";
import type { NumberedRecorder } from "./fit.js";
import { OutputProgram } from "./output-program.js";
import type { AnyDistribution } from "./parameter-options.js";
import type { BoundData } from "./table.js";

/**
 * From unconstrained coordinates to log p of the parameters on their own scales (without Jacobians) and of what is assumed of them.
 *
 * Distributions of group effects given their mean and spread are left out: they are part of the model, and what is known of them in advance stands in the priors
 * of the mean and the spread. Source: kallioinen2024detecting.
 */
export function logPriorRecorder(model: CompiledModel, data: BoundData): NumberedRecorder {
  const { parameters, statements } = model.trace;
  const own = parameters.filter(({ distribution }) => distribution.name !== "flat" && isGiven(distribution));
  const priors = [
    ...own.map(({ name, value, distribution }) => ({ name, expression: distribution.logDensity(value) })),
    ...statements.filter(({ observed }) => !observed).map(({ name, density }) => ({ name, expression: density })),
  ];
  if (priors.length === 0) return { variables: ["logPrior"], writeInto: (values) => values.fill(0) };
  const program = new OutputProgram(model, data, priors);
  return {
    variables: ["logPrior"],
    writeInto(values, position) {
      program.position.set(position);
      program.run();
      values[0] = 0;
      for (let k = 0; k < priors.length; k++) values[0] += program.values(k).reduce((sum, term) => sum + term, 0);
    },
  };
}

/** Whether its parameters are numbers or data. */
function isGiven({ parameters }: AnyDistribution): boolean {
  const seen = new Set<Expression>();
  const depends = (node: Operand): boolean => {
    if (!(node instanceof Expression) || seen.has(node)) return false;
    seen.add(node);
    return node.operation === "position" || node.inputs.some(depends);
  };
  return !Object.values<Operand>(parameters).some(depends);
}
