/** Runs loops that go row by row, and code that runs once: a line after the other, from numbers. */
import { portableExponential as exp, portableLogarithm as log } from "../../functions/index.js";
import { binaryFunctions } from "../operation-functions.js";
import { rowsOfProduct } from "../rows-of-product.js";
import { lineWidth, type RowCode, RowOperation, type RowProgram, type RowReduction } from "./row-code.js";

/** All memory, as doubles and as integers. */
export interface WholeMemory {
  readonly doubles: Float64Array;
  readonly integers: Int32Array;
}

/** A whole loop: rows from `first` on, each `stride` (1 or −1) further, `count` of them. */
export function runRows(program: RowProgram, memory: WholeMemory, first: number, stride: number, count: number): void {
  const { before, each, reductions } = program;
  startReductions(reductions, memory.doubles);
  runRow(before, memory, 0, 0);
  for (let before = 0, row = first; before < count; before++, row += stride) runRow(each, memory, row, before);
  finishReductions(reductions, memory.doubles);
}

/** The lines of one row; `rowsBefore` have run. */
export function runRow(
  { code, functions }: RowCode,
  { doubles: r, integers }: WholeMemory,
  row: number,
  rowsBefore: number,
): void {
  const power = binaryFunctions.power?.portable;
  for (let line = 0; line < code.length; line += lineWidth) {
    const target = code[line + 1];
    const a = code[line + 2];
    const b = code[line + 3];
    const c = code[line + 4];
    switch (code[line]) {
      case RowOperation.load:
        r[target] = r[a + row];
        break;
      case RowOperation.loadInteger:
        r[target] = integers[a + row];
        break;
      case RowOperation.element:
        r[target] = r[a];
        break;
      case RowOperation.elementInteger:
        r[target] = integers[a];
        break;
      case RowOperation.gather:
        r[target] = r[a + integers[b + row]];
        break;
      case RowOperation.row:
        r[target] = row;
        break;
      case RowOperation.negate:
        r[target] = -r[a];
        break;
      case RowOperation.absolute:
        r[target] = Math.abs(r[a]);
        break;
      case RowOperation.squareRoot:
        r[target] = Math.sqrt(r[a]);
        break;
      case RowOperation.floor:
        r[target] = Math.floor(r[a]);
        break;
      case RowOperation.exp:
        r[target] = exp(r[a]);
        break;
      case RowOperation.log:
        r[target] = log(r[a]);
        break;
      case RowOperation.call:
        r[target] = functions[b](r[a]);
        break;
      case RowOperation.add:
        r[target] = r[a] + r[b];
        break;
      case RowOperation.subtract:
        r[target] = r[a] - r[b];
        break;
      case RowOperation.multiply:
        r[target] = r[a] * r[b];
        break;
      case RowOperation.divide:
        r[target] = r[a] / r[b];
        break;
      case RowOperation.multiplyAdd:
        r[target] = r[a] * r[b] + r[c];
        break;
      case RowOperation.multiplySubtract:
        r[target] = r[a] * r[b] - r[c];
        break;
      case RowOperation.subtractProduct:
        r[target] = r[c] - r[a] * r[b];
        break;
      case RowOperation.minimum:
        r[target] = Math.min(r[a], r[b]);
        break;
      case RowOperation.maximum:
        r[target] = Math.max(r[a], r[b]);
        break;
      case RowOperation.less:
        r[target] = r[a] < r[b] ? 1 : 0;
        break;
      case RowOperation.lessOrEqual:
        r[target] = r[a] <= r[b] ? 1 : 0;
        break;
      case RowOperation.equal:
        r[target] = r[a] === r[b] ? 1 : 0;
        break;
      case RowOperation.power:
        r[target] = (power as (x: number, y: number) => number)(r[a], r[b]);
        break;
      case RowOperation.select:
        r[target] = r[a] !== 0 ? r[b] : r[c];
        break;
      case RowOperation.store:
        r[a + row] = r[b];
        break;
      case RowOperation.storeAt:
        r[a] = r[b];
        break;
      case RowOperation.sum:
        r[a + (rowsBefore & 1)] += r[b];
        break;
      case RowOperation.sumLog:
        multiplyInto(r, a + (rowsBefore & 1), r[b], rowsBefore);
        break;
      case RowOperation.scatter:
        r[a + integers[b + row]] += r[c];
        break;
    }
  }
}

/** A running product, two registers behind its sum. */
function multiplyInto(r: Float64Array, sum: number, value: number, rowsBefore: number): void {
  r[sum + 2] *= value;
  if (((rowsBefore >> 1) & (rowsOfProduct - 1)) === rowsOfProduct - 1) addLogOfProduct(r, sum);
}

function addLogOfProduct(r: Float64Array, sum: number): void {
  r[sum] += log(r[sum + 2]);
  r[sum + 2] = 1;
}

function startReductions(reductions: readonly RowReduction[], r: Float64Array): void {
  for (let i = 0; i < reductions.length; i++) {
    const { first } = reductions[i];
    r[first] = 0;
    r[first + 1] = 0;
    r[first + 2] = 1;
    r[first + 3] = 1;
  }
}

function finishReductions(reductions: readonly RowReduction[], r: Float64Array): void {
  for (let i = 0; i < reductions.length; i++) {
    const { first, isLog, place } = reductions[i];
    if (isLog) {
      addLogOfProduct(r, first);
      addLogOfProduct(r, first + 1);
    }
    r[place] = r[first] + r[first + 1];
  }
}
