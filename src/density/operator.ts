/** The contract of operators: whole-array steps with an adjoint written by hand. Growth is one leaf in operators/. */

/** The arrays of one call: views of the program's memory, the same ones at each call. */
export interface OperatorArrays {
  readonly inputs: readonly (Float64Array | Int32Array)[];
  readonly outputs: readonly Float64Array[];
  /** Room that lasts from forward to backward. */
  readonly work: readonly Float64Array[];
}

/** Functions of WebAssembly on the program's memory, for hot loops: by name, of addresses in bytes and of counts. */
export type Kernels = Readonly<Record<string, (...numbers: number[]) => number>>;

export interface OperatorAdjoints extends OperatorArrays {
  /** Where ∂/∂input is added; null where it is not wanted (data). */
  readonly inputAdjoints: readonly (Float64Array | null)[];
  readonly outputAdjoints: readonly Float64Array[];
}

/** A whole-array step. A failure (a matrix that is not positive definite) makes its outputs NaN-free: −∞ or 0, as its docs say. */
export interface Operator<Settings = unknown> {
  /** Names it in programs, which are plain data. */
  readonly name: string;
  /** Its output is its first input, a matrix, times its second: where the matrix is data, the compiler may factor it. */
  readonly timesVector?: true;
  /** Its kernels on a memory. A backend may leave them out: the passes give the same bits without. */
  readonly kernelsOn?: (memory: WebAssembly.Memory) => Kernels;
  forward(arrays: OperatorArrays, settings: Settings, kernels?: Kernels): void;
  /** Reads what forward left. Allocates nothing. Absent: nothing can be differentiated through it (steps on data alone). */
  backward?(arrays: OperatorAdjoints, settings: Settings, kernels?: Kernels): void;
}

/** A call of an operator in a program: numbers of arrays. Backward reads everything and adds to `inputAdjoints` (−1: not wanted). */
export interface OperatorStep {
  readonly name: string;
  readonly phase: "forward" | "backward";
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly work: readonly number[];
  readonly inputAdjoints: readonly number[];
  readonly outputAdjoints: readonly number[];
  readonly settings: unknown;
}
