/** Formulas over pairs of doubles, written as vector code: values are built first, so that shared ones get a local and others none. */
import { type FunctionBody, f64x2, i64x2, type Local, type PlainInstruction, v128, valueType } from "../wasm/index.js";
import type { LaneLibrary } from "./lane-library.js";

/** A pair of doubles (or of 64-bit patterns, or of masks) in the code of one function; built by `LaneCode` only. */
export interface Lane {
  /** How often the value is still to be read. */
  readsLeft: number;
  /** Where the value is kept, once it has been computed. */
  local: Local | undefined;
  /** Leaves the value on the stack of the machine. */
  write(body: FunctionBody): void;
  /** The region of code in which the value is computed. */
  readonly region: number;
}

const noLocal = undefined;

export class LaneCode {
  private region = 0;
  private regionCount = 1;

  constructor(
    private readonly body: FunctionBody,
    private readonly library: LaneLibrary,
  ) {}

  /** The value of a local that holds a vector and is not changed while the code is written. */
  local(local: Local): Lane {
    return { readsLeft: Number.POSITIVE_INFINITY, local, region: 0, write: (body) => body.get(local) };
  }

  /** The same number in both lanes. */
  constant(value: number): Lane {
    return this.free((body) => body.f64x2Const(value));
  }

  /** The same 64 bits in both lanes, from their high and low word. */
  bits(high: number, low = 0): Lane {
    return this.free((body) => body.i64x2Const(high, low));
  }

  add = this.binary(f64x2.add);
  subtract = this.binary(f64x2.sub);
  multiply = this.binary(f64x2.mul);
  divide = this.binary(f64x2.div);
  squareRoot = this.unary(f64x2.sqrt);
  absolute = this.unary(f64x2.abs);
  negate = this.unary(f64x2.neg);
  floor = this.unary(f64x2.floor);
  /** b < a ? b : a, which is a where either is NaN. */
  smaller = this.binary(f64x2.pmin);
  /** a < b ? b : a, which is a where either is NaN. */
  larger = this.binary(f64x2.pmax);

  /** Comparisons give masks: all bits of a lane 1 where true, 0 where false. */
  less = this.binary(f64x2.lt);
  greater = this.binary(f64x2.gt);
  lessOrEqual = this.binary(f64x2.le);
  greaterOrEqual = this.binary(f64x2.ge);
  equal = this.binary(f64x2.eq);
  notEqual = this.binary(f64x2.ne);

  and = this.binary(v128.and);
  or = this.binary(v128.or);
  xor = this.binary(v128.xor);
  /** The bits of the first that are not set in the second. */
  andNot = this.binary(v128.andnot);
  not = this.unary(v128.not);
  addBits = this.binary(i64x2.add);
  subtractBits = this.binary(i64x2.sub);

  shiftLeft(x: Lane, count: number): Lane {
    return this.shifted(i64x2.shl, x, count);
  }

  /** Shifts zeros in from the left. */
  shiftRight(x: Lane, count: number): Lane {
    return this.shifted(i64x2.shr_u, x, count);
  }

  /** `whenTrue` in the lanes where the mask is set, else `whenFalse`. */
  select(mask: Lane, whenTrue: Lane, whenFalse: Lane): Lane {
    return this.operation([whenTrue, whenFalse, mask], (body) => body.apply(v128.bitselect));
  }

  /** With the sign of the second and the size of the first. */
  copySign(size: Lane, sign: Lane): Lane {
    return this.select(this.bits(-0x80000000), sign, size);
  }

  /**
   * `usual` of the inputs; but if the mask is set in any lane, `rare` of them in both lanes, from a function of its own, of that
   * name, which the module gets once. Where the mask is not set, both must give the same bits.
   */
  unlessAny(mask: Lane, inputs: readonly Lane[], usual: (...inputs: Lane[]) => Lane, name: string, rare: RareCode): Lane {
    return this.operation([mask, ...inputs], () => {}, (body) => {
      mask.write(body);
      const locals = inputs.map((input) => this.kept(body, input));
      body.apply(v128.any_true).if(valueType.v128);
      for (const local of locals) local.write(body);
      body.call(this.library.indexOfRare(name, inputs.length, rare));
      body.else();
      this.inNewRegion(() => usual(...locals.map((local) => this.local(local.local as Local))).write(body));
      body.end();
    });
  }

  /** Writes all code that computes a value and leaves it on the stack. */
  finish(value: Lane): void {
    value.readsLeft++;
    value.write(this.body);
  }
}
