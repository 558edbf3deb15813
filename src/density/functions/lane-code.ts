/** Formulas over pairs of doubles as vector code: a formula is built first, so that only values read twice take a local. */
import { type FunctionBody, f64x2, i64x2, type Local, type PlainInstruction, v128, valueType } from "../wasm/index.js";

/** A pair of doubles (or of 64-bit patterns, or of masks) in the code of one function; made by `LaneCode` only. */
export interface Lane {
  /** How often the value is still to be read. */
  readsLeft: number;
  /** Where the value is kept: set when it has been computed, unless nobody reads it again. */
  local: Local | undefined;
  /** Writes the instructions that leave the value on the stack. */
  readonly compute: () => void;
}

/** Builds a value from others. */
export type Formula = (code: LaneCode, ...inputs: readonly Lane[]) => Lane;

/** Where formulas become functions of the module. */
export interface FormulaStore {
  /** The index of the function of this name and number of arguments; its formula is written at the first call. */
  indexOfFormula(name: string, arity: number, formula: Formula): number;
}

/** Builds formulas and writes them into the body of one function. */
export class LaneCode {
  constructor(
    private readonly body: FunctionBody,
    private readonly library: FormulaStore,
  ) {}

  /** The value of a local that holds a vector and is not changed while the formula is computed. */
  local(local: Local): Lane {
    return { readsLeft: Number.POSITIVE_INFINITY, local, compute: () => {} };
  }

  /** The same number in both lanes. */
  constant(value: number): Lane {
    return this.constantOf(() => this.body.f64x2Const(value));
  }

  /** The same 64 bits in both lanes, from their high and low word. */
  bits(high: number, low = 0): Lane {
    return this.constantOf(() => this.body.i64x2Const(high, low));
  }

  add(a: Lane, b: Lane): Lane {
    return this.apply(f64x2.add, a, b);
  }

  subtract(a: Lane, b: Lane): Lane {
    return this.apply(f64x2.sub, a, b);
  }

  multiply(a: Lane, b: Lane): Lane {
    return this.apply(f64x2.mul, a, b);
  }

  divide(a: Lane, b: Lane): Lane {
    return this.apply(f64x2.div, a, b);
  }

  squareRoot(x: Lane): Lane {
    return this.apply(f64x2.sqrt, x);
  }

  absolute(x: Lane): Lane {
    return this.apply(f64x2.abs, x);
  }

  negate(x: Lane): Lane {
    return this.apply(f64x2.neg, x);
  }

  floor(x: Lane): Lane {
    return this.apply(f64x2.floor, x);
  }

  /** b < a ? b : a, which is a where either is NaN. */
  smaller(a: Lane, b: Lane): Lane {
    return this.apply(f64x2.pmin, a, b);
  }

  /** a < b ? b : a, which is a where either is NaN. */
  larger(a: Lane, b: Lane): Lane {
    return this.apply(f64x2.pmax, a, b);
  }

  /** A mask, as all comparisons give: the 64 bits of a lane are 1 where it is true, 0 where it is false. */
  less(a: Lane, b: Lane): Lane {
    return this.apply(f64x2.lt, a, b);
  }

  lessOrEqual(a: Lane, b: Lane): Lane {
    return this.apply(f64x2.le, a, b);
  }

  equal(a: Lane, b: Lane): Lane {
    return this.apply(f64x2.eq, a, b);
  }

  notEqual(a: Lane, b: Lane): Lane {
    return this.apply(f64x2.ne, a, b);
  }

  and(a: Lane, b: Lane): Lane {
    return this.apply(v128.and, a, b);
  }

  or(a: Lane, b: Lane): Lane {
    return this.apply(v128.or, a, b);
  }

  /** The bits of the first that are not set in the second. */
  andNot(a: Lane, b: Lane): Lane {
    return this.apply(v128.andnot, a, b);
  }

  xor(a: Lane, b: Lane): Lane {
    return this.apply(v128.xor, a, b);
  }

  /** The complement of all bits: where a mask is not set. */
  not(x: Lane): Lane {
    return this.apply(v128.not, x);
  }

  addBits(a: Lane, b: Lane): Lane {
    return this.apply(i64x2.add, a, b);
  }

  subtractBits(a: Lane, b: Lane): Lane {
    return this.apply(i64x2.sub, a, b);
  }

  /** The mask of a > b as signed integers: for positive numbers as for numbers, NaN being the greatest. */
  greaterBits(a: Lane, b: Lane): Lane {
    return this.apply(i64x2.gt_s, a, b);
  }

  shiftLeft(x: Lane, count: number): Lane {
    return this.operation([x], () => this.body.i32Const(count).apply(i64x2.shl));
  }

  /** Shifts zeros in from the left. */
  shiftRight(x: Lane, count: number): Lane {
    return this.operation([x], () => this.body.i32Const(count).apply(i64x2.shr_u));
  }

  /** `whenTrue` where the mask is set, else `whenFalse`. */
  select(mask: Lane, whenTrue: Lane, whenFalse: Lane): Lane {
    return this.apply(v128.bitselect, whenTrue, whenFalse, mask);
  }

  /** The size of the first with the sign of the second. */
  copySign(size: Lane, sign: Lane): Lane {
    return this.select(this.bits(0x80000000), sign, size);
  }

  /**
   * `usual`; but if the mask is set in any lane, `rare` of the inputs in both lanes, from a function of its own and of that name, which
   * the module gets once. Where the mask is not set, the two must give the same bits.
   *
   * The usual value is computed in any case and not in a branch, so that an engine can keep its constants outside of the loop. V8
   * would move its computation into the branch unless the test reads it: hence NaN is rare too.
   */
  unlessAny(mask: Lane, usual: Lane, inputs: readonly Lane[], name: string, rare: Formula): Lane {
    return this.operation([usual], () => {
      const { body } = this;
      const value = body.addLocal(valueType.v128);
      body.set(value).get(value).get(value).apply(f64x2.ne);
      this.read(mask);
      const kept = inputs.map((input) => this.kept(input));
      body.apply(v128.or).apply(v128.any_true).if();
      for (const local of kept) body.get(local);
      body
        .call(this.library.indexOfFormula(name, inputs.length, rare))
        .set(value)
        .end();
      for (const input of inputs) this.afterRead(input);
      body.get(value).releaseLocal(value);
    }, [mask, ...inputs]);
  }

  /** Writes the code that computes a value, and leaves it on the stack. */
  finish(value: Lane): void {
    value.readsLeft++;
    this.read(value);
  }

  private apply(instruction: PlainInstruction, ...inputs: readonly Lane[]): Lane {
    return this.operation(inputs, () => this.body.apply(instruction));
  }

  /** A value made from inputs on the stack, in this order; `others` are read by `afterInputs` itself. */
  private operation(inputs: readonly Lane[], afterInputs: () => void, others: readonly Lane[] = []): Lane {
    for (const input of inputs) input.readsLeft++;
    for (const input of others) input.readsLeft++;
    const compute = (): void => {
      for (const input of inputs) this.read(input);
      afterInputs();
    };
    return { readsLeft: 0, local: undefined, compute };
  }

  private constantOf(compute: () => void): Lane {
    return { readsLeft: Number.NaN, local: undefined, compute };
  }

  /** Leaves a value on the stack, computing it if this is the first time. */
  private read(value: Lane): void {
    if (value.local !== undefined) {
      this.body.get(value.local);
      this.afterRead(value);
      return;
    }
    value.compute();
    value.readsLeft--;
    if (value.readsLeft > 0) {
      value.local = this.body.addLocal(valueType.v128);
      this.body.tee(value.local);
    }
  }

  /** The local that holds a value, without counting this as a reading. */
  private kept(value: Lane): Local {
    if (value.local === undefined) {
      value.compute();
      value.local = this.body.addLocal(valueType.v128);
      this.body.set(value.local);
    }
    return value.local;
  }

  private afterRead(value: Lane): void {
    value.readsLeft--;
    if (value.readsLeft > 0 || value.local === undefined) return;
    this.body.releaseLocal(value.local);
    value.local = undefined;
  }
}
