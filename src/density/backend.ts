/** The contract of backends: they run programs. */
import type { Operator } from "./operator.js";
import type { EntryName, Program } from "./program.js";

/** Data by the names of `data` arrays. */
export type Columns = Readonly<Record<string, Float64Array | Int32Array>>;

/** A program that runs: machine code or closures, ready for any data. */
export interface LoadedProgram {
  /** Lays the arrays out for these sizes (by name) and columns (`data` arrays by name), and runs `bind`. */
  bind(sizes: Readonly<Record<string, number>>, columns: Columns): BoundProgram;
}

/** A program with its data. The arrays are views of its memory: reading and writing them costs no copy. */
export interface BoundProgram {
  readonly program: Program;
  /** All `position` arrays as one. */
  readonly position: Float64Array;
  /** All `gradient` arrays as one. */
  readonly gradient: Float64Array;
  /** The elements of the array of that number. */
  array(number: number): Float64Array | Int32Array;
  run(entry: EntryName): void;
  /** The same code on other data; views taken before are dead. Memory is reused. */
  rebind(sizes: Readonly<Record<string, number>>, columns: Columns): void;
}

/** One way to run programs; all ways give the same bits. */
export interface Backend {
  readonly name: "wasm" | "portable";
  /** Whether it can run here: WebAssembly may be forbidden by policy. */
  available(): boolean;
  load(program: Program, operators: readonly Operator[]): LoadedProgram;
}
