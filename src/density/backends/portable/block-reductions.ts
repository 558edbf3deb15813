/** Sums over blocks of rows: even rows in one sum, odd rows in another. */
import { portableLogarithm as log } from "../../functions/index.js";
import { rowsOfProduct } from "../rows-of-product.js";
import { type Blocks, blockSize, type Kernel } from "./kernels.js";

/** A sum that goes on from block to block. */
export interface BlockReduction {
  start(): void;
  readonly kernel: Kernel;
  /** Even + odd. */
  total(): number;
}

export function blockSum(value: Blocks): BlockReduction {
  const sums = new Float64Array(2);
  return {
    start: () => {
      sums.fill(0);
    },
    kernel: (block, count) => add(sums, value[block], count),
    total: () => sums[0] + sums[1],
  };
}

/** Σ a b. */
export function blockSumOfProducts(a: Blocks, b: Blocks): BlockReduction {
  const sums = new Float64Array(2);
  return {
    start: () => {
      sums.fill(0);
    },
    kernel: (block, count) => addProducts(sums, a[block], b[block], count),
    total: () => sums[0] + sums[1],
  };
}

export function blockSumLog(value: Blocks): BlockReduction {
  const sums = new Float64Array(2);
  const products = new Float64Array(2);
  const addLogs = () => {
    for (let lane = 0; lane < 2; lane++) sums[lane] += log(products[lane]);
    products.fill(1);
  };
  return {
    start: () => {
      sums.fill(0);
      products.fill(1);
    },
    kernel: (block, count) => {
      multiply(products, value[block], count);
      if ((block * blockSize + count) % (2 * rowsOfProduct) === 0) addLogs();
    },
    total: () => {
      addLogs();
      return sums[0] + sums[1];
    },
  };
}

function add(sums: Float64Array, value: Float64Array, count: number): void {
  let even = sums[0];
  let odd = sums[1];
  const last = count - 1;
  for (let i = 0; i < last; i += 2) {
    even += value[i];
    odd += value[i + 1];
  }
  if ((count & 1) === 1) even += value[last];
  sums[0] = even;
  sums[1] = odd;
}

function addProducts(sums: Float64Array, a: Float64Array, b: Float64Array, count: number): void {
  let even = sums[0];
  let odd = sums[1];
  const last = count - 1;
  for (let i = 0; i < last; i += 2) {
    even += a[i] * b[i];
    odd += a[i + 1] * b[i + 1];
  }
  if ((count & 1) === 1) even += a[last] * b[last];
  sums[0] = even;
  sums[1] = odd;
}

function multiply(products: Float64Array, value: Float64Array, count: number): void {
  let even = products[0];
  let odd = products[1];
  const last = count - 1;
  for (let i = 0; i < last; i += 2) {
    even *= value[i];
    odd *= value[i + 1];
  }
  if ((count & 1) === 1) even *= value[last];
  products[0] = even;
  products[1] = odd;
}
