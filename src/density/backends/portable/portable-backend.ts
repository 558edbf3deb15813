/** Programs as closures over typed arrays: needs neither WebAssembly nor eval, and gives the same bits. */
import type { Backend, LoadedProgram } from "../../backend.js";
import type { Operator } from "../../operator.js";
import type { EntryName, Program, Step } from "../../program.js";
import { type LoopPlan, planLoop } from "../loop-plan.js";
import { operatorCall, operatorsOf } from "../operator-call.js";
import { ProgramMemory } from "../program-memory.js";
import { RunningProgram } from "../running-program.js";
import { blockLoop } from "./block-loop.js";
import { registersOf, rowProgram } from "./row-code.js";
import { runRows, type WholeMemory } from "./row-interpreter.js";

/** Closures, for where WebAssembly is missing or forbidden. */
export const portable: Backend = { name: "portable", available: () => true, load };

/** A loop as it is run: what is known of its body, and where the values of its lines lie behind the arrays. */
interface LoadedLoop {
  readonly plan: LoopPlan;
  readonly registers: number;
}

function load(program: Program, operators: readonly Operator[]): LoadedProgram {
  const byName = operatorsOf(program, operators);
  const loops = new Map<Step, LoadedLoop>();
  let registers = 0;
  for (const step of Object.values(program.entries).flat()) {
    if (step.kind !== "loop" || loops.has(step)) continue;
    const plan = planLoop(step);
    loops.set(step, { plan, registers });
    registers += registersOf(plan);
  }
  return {
    bind: (sizes, columns) => {
      let buffer = new ArrayBuffer(0);
      const roomFor = (byteLength: number): ArrayBuffer => {
        const needed = byteLength + 8 * registers;
        if (needed > buffer.byteLength) buffer = new ArrayBuffer(needed);
        return buffer;
      };
      const callsOf = (entry: EntryName, memory: ProgramMemory) => {
        const whole = { doubles: new Float64Array(memory.buffer), integers: new Int32Array(memory.buffer) };
        return program.entries[entry].map((step) => callOf(step, memory, whole, loops, byName));
      };
      const running = new RunningProgram(new ProgramMemory(program, roomFor), callsOf);
      running.rebind(sizes, columns);
      return running;
    },
  };
}

function callOf(
  step: Step,
  memory: ProgramMemory,
  whole: WholeMemory,
  loops: ReadonlyMap<Step, LoadedLoop>,
  operators: ReadonlyMap<string, Operator>,
): () => void {
  if (step.kind === "operator") return operatorCall(step.call, operators.get(step.call.name) as Operator, memory.views);
  if (step.kind === "zero") {
    const view = memory.views[step.array];
    return () => {
      view.fill(0);
    };
  }
  const { plan, registers } = loops.get(step) as LoadedLoop;
  const count = step.size === null ? 1 : memory.layout.lengths[step.size];
  const rows = rowProgram(plan, memory, memory.layout.byteLength / 8 + registers, whole.doubles);
  if (step.order === "any" && step.size !== null) return blockLoop(plan, memory, whole, rows, count);
  const isBackward = step.order === "backward" && step.size !== null;
  return () => runRows(rows, whole, isBackward ? count - 1 : 0, isBackward ? -1 : 1, count);
}
