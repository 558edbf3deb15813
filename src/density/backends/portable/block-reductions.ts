/** Sums over blocks of rows: even rows in one sum, odd rows in another. */
import { portableLogarithm as log } from "../../functions/index.js";
import { rowsOfProduct } from "../rows-of-product.js";
import type { Kernel } from "./kernels.js";

/** A sum that goes on from block to block. */
export interface BlockReduction {
  start(): void;
  readonly kernel: Kernel;
  /** Even + odd. */
  total(): number;
}

export function blockSum(value: Float64Array): BlockReduction {
  const sums = new Float64Array(2);
  return {
    start: () => {
      sums.fill(0);
    },
    kernel: (_, count) => add(sums, value, count),
    total: () => sums[0] + sums[1],
  };
}

export function blockSumLog(value: Float64Array): BlockReduction {
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
    kernel: (start, count) => {
      multiply(products, value, count);
      if ((start + count) % (2 * rowsOfProduct) === 0) addLogs();
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
