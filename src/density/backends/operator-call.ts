/** Operators of a program, found by name and called on views of its memory. */
import { InvalidArgument } from "../../errors.js";
import type { Operator, OperatorAdjoints, OperatorStep } from "../operator.js";
import type { Program } from "../program.js";

/**
 * The operators that a program names.
 *
 * @throws InvalidArgument if one is not in the list, or lacks the pass that is asked for.
 */
export function operatorsOf(program: Program, operators: readonly Operator[]): ReadonlyMap<string, Operator> {
  const byName = new Map(operators.map((operator) => [operator.name, operator]));
  for (const step of Object.values(program.entries).flat()) {
    if (step.kind !== "operator") continue;
    const { name, phase } = step.call;
    const known = byName.get(name);
    if (known === undefined) throw new InvalidArgument("load", "operators", `have the operator ${name}`, [...byName.keys()]);
    if (known[phase] === undefined) throw new InvalidArgument("load", `operators.${name}`, "have a backward pass", "none");
  }
  return byName;
}

/** A call without arguments: the arrays are the same ones each time, views of `memory` where it is given. */
export function operatorCall(
  step: OperatorStep,
  operator: Operator,
  views: readonly (Float64Array | Int32Array)[],
  memory?: WebAssembly.Memory,
): () => void {
  const doubles = (numbers: readonly number[]) => numbers.map((number) => views[number] as Float64Array);
  const arrays: OperatorAdjoints = {
    inputs: step.inputs.map((number) => views[number]),
    outputs: doubles(step.outputs),
    work: doubles(step.work),
    inputAdjoints: step.inputAdjoints.map((number) => (number < 0 ? null : (views[number] as Float64Array))),
    outputAdjoints: doubles(step.outputAdjoints),
  };
  const { settings } = step;
  const kernels = memory && operator.kernelsOn?.(memory);
  if (step.phase === "forward") return () => operator.forward(arrays, settings, kernels);
  return () => operator.backward?.(arrays, settings, kernels);
}
