/** The lines of a loop over independent rows, each as a loop over a block of rows in registers of its own. */
import { portableExponential as exp, portableLogarithm as log } from "../../functions/index.js";

/** How many rows a block has: even, a divisor of the rows of a running product, and small enough for all registers to stay in the cache. */
export const blockSize = 128;

/** Works on the first `count` rows of a block. */
export type Kernel = (block: number, count: number) => void;

type Block = Float64Array;

/** The values of a line, block by block: views of an array, or one register that all blocks share. */
export type Blocks = readonly Block[];

/** A value that is the same for every row: it is computed before the rows. */
export interface Scalar {
  readonly memory: Float64Array;
  readonly place: number;
}

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

/** Operations of a register and a number. */
const scalarOperations: Readonly<Partial<Record<string, (out: Block, a: Block, b: number, count: number) => void>>> = {
  add: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] + b;
  },
  subtract: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] - b;
  },
  multiply: (out, a, b, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] * b;
  },
};

/** What is done with a product right away. */
const productOperations: Readonly<Record<ProductUse, (out: Block, a: Block, b: Block, c: Block, count: number) => void>> = {
  "product + c": (out, a, b, c, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] * b[i] + c[i];
  },
  "product - c": (out, a, b, c, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] * b[i] - c[i];
  },
  "c - product": (out, a, b, c, count) => {
    for (let i = 0; i < count; i++) out[i] = c[i] - a[i] * b[i];
  },
};

/** The same for multiples of a register. */
const multipleOperations: Readonly<Record<ProductUse, (out: Block, a: Block, b: number, c: Block, count: number) => void>> = {
  "product + c": (out, a, b, c, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] * b + c[i];
  },
  "product - c": (out, a, b, c, count) => {
    for (let i = 0; i < count; i++) out[i] = a[i] * b - c[i];
  },
  "c - product": (out, a, b, c, count) => {
    for (let i = 0; i < count; i++) out[i] = c[i] - a[i] * b;
  },
};

export type ProductUse = "product + c" | "product - c" | "c - product";

/** The kernel of an operation that is an instruction of the machine, or a function that is worth a loop of its own. */
export function operationKernel(name: string, out: Blocks, a: Blocks, b: Blocks): Kernel | undefined {
  const operation = operations[name];
  return operation && ((block, count) => operation(out[block], a[block], b[block], count));
}

/** The kernel of an operation of a register and a number, for operations that have one. */
export function scalarKernel(name: string, out: Blocks, a: Blocks, { memory, place }: Scalar): Kernel | undefined {
  const operation = scalarOperations[name];
  return operation && ((block, count) => operation(out[block], a[block], memory[place], count));
}

export function productKernel(use: ProductUse, out: Blocks, a: Blocks, b: Blocks, c: Blocks): Kernel {
  const operation = productOperations[use];
  return (block, count) => operation(out[block], a[block], b[block], c[block], count);
}

export function multipleKernel(use: ProductUse, out: Blocks, a: Blocks, { memory, place }: Scalar, c: Blocks): Kernel {
  const operation = multipleOperations[use];
  return (block, count) => operation(out[block], a[block], memory[place], c[block], count);
}

/** A function of one number. */
export const callKernel =
  (out: Blocks, a: Blocks, f: (x: number) => number): Kernel =>
  (block, count) =>
    call(out[block], a[block], f, count);

function call(out: Block, a: Block, f: (x: number) => number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = f(a[i]);
}

/** A function of two numbers. */
export const callTwoKernel =
  (out: Blocks, a: Blocks, b: Blocks, f: (x: number, y: number) => number): Kernel =>
  (block, count) =>
    callTwo(out[block], a[block], b[block], f, count);

function callTwo(out: Block, a: Block, b: Block, f: (x: number, y: number) => number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = f(a[i], b[i]);
}

export const selectKernel =
  (out: Blocks, test: Blocks, a: Blocks, b: Blocks): Kernel =>
  (block, count) =>
    select(out[block], test[block], a[block], b[block], count);

function select(out: Block, test: Block, a: Block, b: Block, count: number): void {
  for (let i = 0; i < count; i++) out[i] = test[i] !== 0 ? a[i] : b[i];
}

export const rowKernel =
  (out: Blocks): Kernel =>
  (block, count) =>
    numberRows(out[block], block * blockSize, count);

function numberRows(out: Block, start: number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = start + i;
}

export const copyKernel =
  (out: Blocks, from: Blocks): Kernel =>
  (block, count) =>
    copy(out[block], from[block], count);

function copy(out: Block, from: Block, count: number): void {
  for (let i = 0; i < count; i++) out[i] = from[i];
}

export const loadIntegerKernel =
  (out: Blocks, memory: Int32Array, place: number): Kernel =>
  (block, count) =>
    loadInteger(out[block], memory, place + block * blockSize, count);

function loadInteger(out: Block, memory: Int32Array, first: number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = memory[first + i];
}

export const gatherKernel =
  (out: Blocks, array: Float64Array, index: Int32Array): Kernel =>
  (block, count) =>
    gather(out[block], array, index, block * blockSize, count);

function gather(out: Block, array: Float64Array, index: Int32Array, start: number, count: number): void {
  for (let i = 0; i < count; i++) out[i] = array[index[start + i]];
}

export const scatterKernel =
  (array: Float64Array, index: Int32Array, value: Blocks): Kernel =>
  (block, count) =>
    scatter(array, index, value[block], block * blockSize, count);

function scatter(array: Float64Array, index: Int32Array, value: Block, start: number, count: number): void {
  for (let i = 0; i < count; i++) array[index[start + i]] += value[i];
}

/** Several scatters into one array: all of a row before those of the next. */
export const scattersKernel =
  (array: Float64Array, indices: readonly Int32Array[], values: readonly Blocks[]): Kernel =>
  (block, count) => {
    const start = block * blockSize;
    for (let i = 0; i < count; i++) {
      for (let line = 0; line < indices.length; line++) array[indices[line][start + i]] += values[line][block][i];
    }
  };
