/** Programs as WebAssembly: the machine code of an entry is one function, unless operators come between its loops. */
import type { Backend, BoundProgram, Columns, LoadedProgram } from "../../backend.js";
import { LaneLibrary } from "../../functions/index.js";
import type { Operator } from "../../operator.js";
import type { EntryName, OperatorStep, Program, Step } from "../../program.js";
import { f64x2, ModuleWriter, valueType } from "../../wasm/index.js";
import { operatorCall, operatorsOf } from "../operator-call.js";
import { ProgramMemory } from "../program-memory.js";
import { RunningProgram } from "../running-program.js";
import { writeLoop, writeZero } from "./loop-writer.js";

/** What an entry does in turn: a function of the module, by its name, or an operator. */
type Call = { readonly function: string } | { readonly operator: OperatorStep };

interface Lowered {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly calls: Readonly<Record<EntryName, readonly Call[]>>;
}

const pageSize = 65536;
const nothing = { parameters: [], results: [] };

/** Machine code through WebAssembly with 128-bit vectors. */
export const wasm: Backend = { name: "wasm", available, load };

let isAvailable: boolean | undefined;

function available(): boolean {
  isAvailable ??= canCompileVectors();
  return isAvailable;
}

/** Tries a function that adds two vectors; a content-security policy may throw. */
function canCompileVectors(): boolean {
  try {
    const writer = new ModuleWriter();
    writer
      .addFunction({ parameters: [valueType.v128], results: [valueType.v128] })
      .get(0)
      .get(0)
      .apply(f64x2.add);
    return new WebAssembly.Module(writer.toBytes()) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}

function load(program: Program, operators: readonly Operator[]): LoadedProgram {
  const byName = operatorsOf(program, operators);
  const { bytes, calls } = lower(program);
  const module = new WebAssembly.Module(bytes);
  return { bind: (sizes, columns) => bind(program, module, calls, byName, sizes, columns) };
}

function bind(
  program: Program,
  module: WebAssembly.Module,
  calls: Lowered["calls"],
  operators: ReadonlyMap<string, Operator>,
  sizes: Readonly<Record<string, number>>,
  columns: Columns,
): BoundProgram {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  const roomFor = (byteLength: number): ArrayBuffer => {
    const missing = byteLength - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageSize));
    return memory.buffer;
  };
  const running = new RunningProgram(new ProgramMemory(program, roomFor), ({ views }) => {
    const callsOf = (entry: EntryName) =>
      calls[entry].map((call) =>
        "function" in call
          ? (exports[call.function] as () => void)
          : operatorCall(call.operator, operators.get(call.operator.name) as Operator, views),
      );
    return { bind: callsOf("bind"), density: callsOf("density"), outputs: callsOf("outputs"), terms: callsOf("terms") };
  });
  running.rebind(sizes, columns);
  return running;
}

/** The module of a program. */
export function lower(program: Program): Lowered {
  const module = new ModuleWriter();
  module.importMemory("host", "memory", { minimumPages: 1 });
  const library = new LaneLibrary(module);
  const callsOf = (entry: EntryName) => lowerEntry(program, module, library, entry);
  const calls = { bind: callsOf("bind"), density: callsOf("density"), outputs: callsOf("outputs"), terms: callsOf("terms") };
  return { bytes: module.toBytes(), calls };
}

/** One function for each run of steps between operators. */
function lowerEntry(program: Program, module: ModuleWriter, library: LaneLibrary, entry: EntryName): Call[] {
  const calls: Call[] = [];
  let run: Exclude<Step, { kind: "operator" }>[] = [];
  const finishRun = (): void => {
    if (run.length === 0) return;
    const name = `${entry}${calls.length}`;
    const body = module.addFunction(nothing, name);
    for (const step of run) {
      if (step.kind === "loop") writeLoop(body, library, program, step);
      else writeZero(body, program, step.array);
    }
    calls.push({ function: name });
    run = [];
  };
  for (const step of program.entries[entry]) {
    if (step.kind !== "operator") {
      run.push(step);
      continue;
    }
    finishRun();
    calls.push({ operator: step.call });
  }
  finishRun();
  return calls;
}
