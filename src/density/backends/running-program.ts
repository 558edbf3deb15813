/** A program with its data, whatever runs its loops. */
import type { BoundProgram, Columns } from "../backend.js";
import type { EntryName, Program } from "../program.js";
import type { ProgramMemory } from "./program-memory.js";

/** What an entry does, one call after the other. */
export type Calls = readonly (() => void)[];

export class RunningProgram implements BoundProgram {
  readonly program: Program;
  private calls: Partial<Record<EntryName, Calls>> = {};

  /** `callsOf` is asked when an entry first runs, and again whenever views have changed. */
  constructor(
    private readonly memory: ProgramMemory,
    private readonly callsOf: (entry: EntryName, memory: ProgramMemory) => Calls,
  ) {
    this.program = memory.program;
  }

  get position(): Float64Array {
    return this.memory.position;
  }

  get gradient(): Float64Array {
    return this.memory.gradient;
  }

  array(number: number): Float64Array | Int32Array {
    return this.memory.views[number];
  }

  run(entry: EntryName): void {
    if (entry === "density") this.runDensity();
    else runAll(this.calls[entry] ?? this.prepare(entry));
  }

  /** In code of its own, which calls nothing but the density: engines then know what they call. */
  private runDensity(): void {
    const calls = this.calls.density ?? this.prepare("density");
    for (let i = 0; i < calls.length; i++) calls[i]();
  }

  rebind(sizes: Readonly<Record<string, number>>, columns: Columns): void {
    this.memory.bind(sizes, columns);
    this.calls = {};
    this.run("bind");
    this.memory.takeCounts();
  }

  private prepare(entry: EntryName): Calls {
    const calls = this.callsOf(entry === "density" && this.memory.rowsRepeat ? "weighted" : entry, this.memory);
    this.calls[entry] = calls;
    return calls;
  }
}

function runAll(calls: Calls): void {
  for (let i = 0; i < calls.length; i++) calls[i]();
}
