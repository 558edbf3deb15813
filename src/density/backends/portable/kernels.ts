/** The lines of a loop over independent rows, each as a loop over a block of rows in registers of its own. */
import { portableExponential as exp, portableLogarithm as log } from "../../functions/index.js";

/** How many rows a block has: even, a divisor of the rows of a running product, and small enough for all registers to stay in the cache. */
export const blockSize = 128;

/** Works on rows start … start + count − 1. */
export type Kernel = (start: number, count: number) => void;

type Block = Float64Array;
type Operation = (out: Block, a: Block, b: Block, count: number) => void;

/**
 * Operations of one or two registers. Each has a loop of its own, so that the engine compiles it for what it does alone; the loops get
 * their arrays as arguments, since what a closure holds would be fetched anew for each row.
 */
const operations: Readonly<Partial<Record<string, Operation>>> = {
  negate: (out, a, _, count) => {
    for (let i = 0; i < count; i++) out[i] = -a[i];
  },
  absolute: (out, a, _, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.abs(a[i]);
  },
  squareRoot: (out, a, _, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.sqrt(a[i]);
  },
  floor: (out, a, _, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.floor(a[i]);
  },
  exp: (out, a, _, count) => {
    for (let i = 0; i < count; i++) out[i] = exp(a[i]);
  },
  log: (out, a, _, count) => {
    for (let i = 0; i < count; i++) out[i] = log(a[i]);
  },
  add: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] + b[i];
  },
  subtract: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] - b[i];
  },
  multiply: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] * b[i];
  },
  divide: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] / b[i];
  },
  minimum: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.min(a[i], b[i]);
  },
  maximum: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.max(a[i], b[i]);
  },
  less: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] < b[i] ? 1 : 0;
  },
  lessOrEqual: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] <= b[i] ? 1 : 0;
  },
  equal: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] === b[i] ? 1 : 0;
  },
};

/** The kernel of an operation that is an instruction of the machine, or a function that is worth a loop of its own. */
export function operationKernel(name: string, out: Block, a: Block, b: Block): Kernel | undefined {
  const operation = operations[name];
  return operation === undefined ? undefined : (_, count) => operation(out, a, b, count);
}

/** A function of one number. */
export const callKernel =
  (out: Block, a: Block, f: (x: number) => number): Kernel =>
  (_, count) =>
    call(out, a, f, count);

function call(out: Block, a: Block, f: (x: number) => number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = f(a[i]);
}

/** A function of two numbers. */
export const callTwoKernel =
  (out: Block, a: Block, b: Block, f: (x: number, y: number) => number): Kernel =>
  (_, count) =>
    callTwo(out, a, b, f, count);

function callTwo(out: Block, a: Block, b: Block, f: (x: number, y: number) => number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = f(a[i], b[i]);
}

export const selectKernel =
  (out: Block, test: Block, a: Block, b: Block): Kernel =>
  (_, count) =>
    select(out, test, a, b, count);

function select(out: Block, test: Block, a: Block, b: Block, count: number): void {
  for (let i = 0; i < count; i++) out[i] = test[i] !== 0 ? a[i] : b[i];
}

export const rowKernel =
  (out: Block): Kernel =>
  (start, count) =>
    numberRows(out, start, count);

function numberRows(out: Block, start: number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = start + i;
}

/** From all memory, from a place on: shifted loads may start before the array. */
export const loadKernel =
  (out: Block, memory: Float64Array, place: number): Kernel =>
  (start, count) =>
    load(out, memory, place + start, count);

function load(out: Block, memory: Float64Array, first: number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = memory[first + i];
}

export const loadIntegerKernel =
  (out: Block, memory: Int32Array, place: number): Kernel =>
  (start, count) =>
    loadInteger(out, memory, place + start, count);

function loadInteger(out: Block, memory: Int32Array, first: number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = memory[first + i];
}

export const gatherKernel =
  (out: Block, array: Float64Array, index: Int32Array): Kernel =>
  (start, count) =>
    gather(out, array, index, start, count);

function gather(out: Block, array: Float64Array, index: Int32Array, start: number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = array[index[start + i]];
}

export const storeKernel =
  (array: Float64Array, value: Block): Kernel =>
  (start, count) =>
    store(array, value, start, count);

function store(array: Float64Array, value: Block, start: number, count: number): void {
  for (let i = 0; i < count; i++) array[start + i] = value[i];
}

export const scatterKernel =
  (array: Float64Array, index: Int32Array, value: Block): Kernel =>
  (start, count) =>
    scatter(array, index, value, start, count);

function scatter(array: Float64Array, index: Int32Array, value: Block, start: number, count: number): void {
  for (let i = 0; i < count; i++) array[index[start + i]] += value[i];
}

/** Several scatters into one array: all of a row before those of the next. */
export const scattersKernel =
  (array: Float64Array, indices: readonly Int32Array[], values: readonly Block[]): Kernel =>
  (start, count) => {
    for (let i = 0; i < count; i++) {
      for (let line = 0; line < indices.length; line++) array[indices[line][start + i]] += values[line][i];
    }
  };
