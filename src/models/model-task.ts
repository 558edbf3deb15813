/** Models on other threads: a compiled model with its data is plain data, from which a worker makes the density again. */
import { type Backend, type BoundProgram, type Columns, logDensityOf, type Program, portable, wasm } from "../density/index.js";
import type { Operator } from "../density/operator.js";
import type { Task } from "../execution/index.js";
import {
  chainTask,
  coordinates,
  type PortionInput,
  type PortionOutput,
  type Recorder,
  type SamplerCatalogue,
} from "../sampling/index.js";

/** A compiled model with its data. */
export interface PlainModel {
  readonly program: Program;
  readonly sizes: Readonly<Record<string, number>>;
  readonly columns: Columns;
  readonly backend: Backend["name"];
  /** What is recorded: the arrays of the program, and names for their elements; positions when not given. */
  readonly recorded?: { readonly arrays: readonly number[]; readonly variables: readonly string[] };
}

/** The task's name: what workers serve it under. */
const NAME = "equipoise/model-chain";

/** The task that advances chains on models; `operators` and `samplers` hold those that the models may use. */
export function modelTask(
  operators: readonly Operator<never>[],
  samplers: SamplerCatalogue,
): Task<PortionInput, PortionOutput | null> {
  const rebuild = ({ program, sizes, columns, backend, recorded }: PlainModel) => {
    const chosen = [wasm, portable].find(({ name, available }) => name === backend && available()) ?? portable;
    const bound = chosen.load(program, operators as readonly Operator[]).bind(sizes, columns);
    const target = logDensityOf(bound);
    return {
      target,
      recorder: recorded === undefined ? coordinates(target.dimension) : outputsOf(bound, recorded.arrays, recorded.variables),
    };
  };
  return chainTask(NAME, rebuild, samplers);
}

/** Records arrays of a program. */
export function outputsOf(bound: BoundProgram, arrays: readonly number[], variables: readonly string[]): Recorder {
  return {
    variables,
    writeInto(values, position) {
      bound.position.set(position);
      bound.run("outputs");
      let at = 0;
      for (const array of arrays) {
        const view = bound.array(array);
        values.set(view, at);
        at += view.length;
      }
    },
  };
}
