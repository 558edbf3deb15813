/** Programs as WebAssembly: the machine code of an entry is one function, unless operators come between its loops. */
import type { Backend, BoundProgram, Columns, LoadedProgram } from "../../backend.js";
import { LaneLibrary } from "../../functions/index.js";
import type { Operator, OperatorStep } from "../../operator.js";
import type { EntryName, Program } from "../../program.js";
import { type FunctionBody, f64x2, ModuleWriter, valueType } from "../../wasm/index.js";
import { fixedAddresses } from "../layout.js";
import { operatorCall, operatorsOf } from "../operator-call.js";
import { ProgramMemory } from "../program-memory.js";
import { RunningProgram } from "../running-program.js";
import { AddressBook } from "./address-book.js";
import { writeLoop, zeroLoop } from "./loop-writer.js";

/** What an entry does in turn: a function of the module, by its name, or an operator. */
type Call = { readonly function: string } | { readonly operator: OperatorStep };

/** The code of one entry. */
interface Lowered {
  readonly calls: readonly Call[];
  /** The bytes of a module with its functions; none if there are no loops. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
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

/** Entries are compiled when they first run: recorded variables and terms are often not asked for. */
class WasmProgram implements LoadedProgram {
  private readonly modules = new Map<
    EntryName,
    { readonly calls: readonly Call[]; readonly module: WebAssembly.Module | undefined }
  >();

  constructor(
    private readonly program: Program,
    private readonly operators: ReadonlyMap<string, Operator>,
  ) {}

  bind(sizes: Readonly<Record<string, number>>, columns: Columns): BoundProgram {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const roomFor = (byteLength: number): ArrayBuffer => {
      const missing = byteLength - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageSize));
      return memory.buffer;
    };
    const functions = new Map<EntryName, WebAssembly.Exports>();
    const callsOf = (entry: EntryName, { views }: ProgramMemory): (() => void)[] => {
      const { calls, module } = this.compiled(entry);
      const exports =
        functions.get(entry) ?? (module === undefined ? {} : new WebAssembly.Instance(module, { host: { memory } }).exports);
      functions.set(entry, exports);
      return calls.map((call) =>
        "function" in call
          ? (exports[call.function] as () => void)
          : operatorCall(call.operator, this.operators.get(call.operator.name) as Operator, views, memory),
      );
    };
    const running = new RunningProgram(new ProgramMemory(this.program, roomFor), callsOf);
    running.rebind(sizes, columns);
    return running;
  }

  compiled(entry: EntryName): { readonly calls: readonly Call[]; readonly module: WebAssembly.Module | undefined } {
    const known = this.modules.get(entry);
    if (known !== undefined) return known;
    const { calls, bytes } = lower(this.program, entry);
    const compiled = { calls, module: bytes === undefined ? undefined : new WebAssembly.Module(bytes) };
    this.modules.set(entry, compiled);
    return compiled;
  }
}

function load(program: Program, operators: readonly Operator[]): LoadedProgram {
  const loaded = new WasmProgram(program, operatorsOf(program, operators));
  loaded.compiled("density");
  return loaded;
}

/** One function for each run of steps between operators. */
function lower(program: Program, entry: EntryName): Lowered {
  const module = new ModuleWriter();
  module.importMemory("host", "memory", { minimumPages: 1 });
  const library = new LaneLibrary(module);
  const fixed = fixedAddresses(program);
  const calls: Call[] = [];
  let body: FunctionBody | undefined;
  for (const step of program.entries[entry]) {
    if (step.kind === "operator") {
      calls.push({ operator: step.call });
      body = undefined;
      continue;
    }
    if (body === undefined) {
      const name = `${entry}${calls.length}`;
      calls.push({ function: name });
      body = module.addFunction(nothing, name);
    }
    writeLoop(body, library, new AddressBook(body, program, fixed), step.kind === "loop" ? step : zeroLoop(program, step.array));
  }
  return { calls, bytes: calls.some((call) => "function" in call) ? module.toBytes() : undefined };
}
