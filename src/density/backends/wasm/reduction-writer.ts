/** Sums over rows, as code: even rows in one sum, odd rows in the other. */
import { writtenLogarithm } from "../../functions/index.js";
import { f64, f64x2, i32, type Local, valueType } from "../../wasm/index.js";
import { isReduction, type Reduction } from "../loop-plan.js";
import { rowsOfProduct } from "../rows-of-product.js";
import { type Lanes, type LoopCode, numberCode, pushCall, pushConstant } from "./lanes.js";

/** The locals of one sum. Vectors use `sum` and `product` alone; loops that go row by row swap the two sums after each row. */
interface Accumulator {
  readonly sum: Local;
  readonly otherSum: Local;
  readonly product: Local;
  readonly otherProduct: Local;
}

export class ReductionWriter {
  private readonly accumulators = new Map<Reduction, Accumulator>();
  private readonly lines: readonly Reduction[];
  /** How many rows came before, for loops that go row by row. */
  private rowsBefore: Local | undefined;

  constructor(private readonly loop: LoopCode) {
    this.lines = loop.plan.body.filter(isReduction);
  }

  /** Sets all sums to 0. */
  start(): void {
    const { body, isScalar } = this.loop;
    const constant = (value: number): Local => {
      const local = body.addLocal(numberCode(isScalar).type);
      pushConstant(this.loop, value);
      body.set(local);
      return local;
    };
    for (const line of this.lines) {
      this.accumulators.set(line, { sum: constant(0), otherSum: constant(0), product: constant(1), otherProduct: constant(1) });
    }
    if (isScalar && this.lines.some(({ op }) => op === "sumLog")) {
      this.rowsBefore = body.addLocal(valueType.i32);
      body.i32Const(0).set(this.rowsBefore);
    }
  }

  /** Adds the value on the stack: both lanes of a pair; of a single row the first, to the lane of even rows; a plain number to the row's own sum. */
  add(line: Reduction, lanes: Lanes): void {
    const { body, isScalar } = this.loop;
    const { sum, product } = this.accumulatorOf(line);
    const { add, mul } = numberCode(isScalar).instructions;
    const target = line.op === "sum" ? sum : product;
    const instruction = line.op === "sum" ? add : mul;
    if (lanes !== "single") {
      body.get(target).apply(instruction).set(target);
      return;
    }
    const next = body.addLocal(valueType.v128);
    body.get(target).apply(instruction).set(next);
    body.get(target).get(next).lane(f64x2.extract_lane, 0).lane(f64x2.replace_lane, 0).set(target);
    body.releaseLocal(next);
  }

  /** How many bytes of rows pass until products are due; none if there are no products. */
  get bytesOfProduct(): number | undefined {
    return this.logs().length === 0 ? undefined : 16 * rowsOfProduct;
  }

  /** Adds the logarithms of all products, and starts them anew. */
  addLogsOfProducts(): void {
    for (const line of this.logs()) this.addLogOfProduct(this.accumulatorOf(line));
  }

  /** After the lines of a row in loops that go row by row: products that are due, and the other sum's turn. */
  afterRow(): void {
    const { rowsBefore } = this;
    const { body } = this.loop;
    if (rowsBefore !== undefined) {
      const mask = 2 * (rowsOfProduct - 1);
      body.get(rowsBefore).i32Const(mask).apply(i32.and).i32Const(mask).apply(i32.eq).if();
      this.addLogsOfProducts();
      body.end().get(rowsBefore).i32Const(1).apply(i32.add).set(rowsBefore);
    }
    for (const { sum, otherSum, product, otherProduct } of this.accumulators.values()) {
      body.get(sum).get(otherSum).set(sum).set(otherSum);
      body.get(product).get(otherProduct).set(product).set(otherProduct);
    }
  }

  /** Stores even + odd. */
  finish(): void {
    const { body, addresses, isScalar } = this.loop;
    for (const [line, accumulator] of this.accumulators) {
      if (line.op === "sumLog") {
        this.addLogOfProduct(accumulator);
        if (isScalar) this.addLogOfProduct({ sum: accumulator.otherSum, product: accumulator.otherProduct });
      }
      const offset = addresses.pushBase(line.array) + 8 * line.at;
      body.get(accumulator.sum);
      if (isScalar) body.get(accumulator.otherSum);
      else body.lane(f64x2.extract_lane, 0).get(accumulator.sum).lane(f64x2.extract_lane, 1);
      body.apply(f64.add).access(f64.store, offset);
      for (const local of Object.values(accumulator)) body.releaseLocal(local);
    }
    if (this.rowsBefore !== undefined) body.releaseLocal(this.rowsBefore);
  }

  private addLogOfProduct({ sum, product }: Pick<Accumulator, "sum" | "product">): void {
    const { body, isScalar } = this.loop;
    pushCall(this.loop, writtenLogarithm, [() => body.get(product)]);
    body.get(sum).apply(numberCode(isScalar).instructions.add).set(sum);
    pushConstant(this.loop, 1);
    body.set(product);
  }

  private logs(): Reduction[] {
    return this.lines.filter(({ op }) => op === "sumLog");
  }

  private accumulatorOf(line: Reduction): Accumulator {
    return this.accumulators.get(line) as Accumulator;
  }
}
