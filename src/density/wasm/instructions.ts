/**
 * The instructions of WebAssembly that numeric kernels need, by their names in the specification.
 *
 * A number below 256 is the byte itself; from there on, 256 and the code of an instruction on vectors, which follows a prefix. The types keep
 * instructions with different immediates apart. Source: wasm2022.
 */

/** An instruction without immediates. */
export type PlainInstruction = number & { readonly immediates?: "none" };

/** An instruction with an alignment and an offset, the address being on the stack. */
export type MemoryInstruction = number & { readonly immediates?: "memory" };

/** An instruction with the number of a lane. */
export type LaneInstruction = number & { readonly immediates?: "lane" };

/** An instruction with an alignment, an offset and the number of a lane. */
export type MemoryLaneInstruction = number & { readonly immediates?: "memory and lane" };

/** Tables of instructions that have the same immediates. */
type Plain<Name extends string> = Readonly<Record<Name, PlainInstruction>>;
type Memory<Name extends string> = Readonly<Record<Name, MemoryInstruction>>;
type Lane<Name extends string> = Readonly<Record<Name, LaneInstruction>>;
type MemoryLane<Name extends string> = Readonly<Record<Name, MemoryLaneInstruction>>;

/** What instructions on plain numbers and on pairs of doubles are both called. */
type Arithmetic = "abs" | "neg" | "floor" | "sqrt" | "add" | "sub" | "mul" | "div" | "min" | "max" | "eq" | "ne" | "lt" | "le";

const simd = 256;

export const control: Plain<"return" | "select"> = { return: 0x0f, select: 0x1b };

export const i32: Plain<"eqz" | "eq" | "lt_s" | "lt_u" | "gt_s" | "ge_s" | "add" | "sub" | "mul" | "and" | "shl" | "shr_u"> &
  Memory<"load"> = {
  eqz: 0x45,
  eq: 0x46,
  lt_s: 0x48,
  lt_u: 0x49,
  gt_s: 0x4a,
  ge_s: 0x4e,
  add: 0x6a,
  sub: 0x6b,
  mul: 0x6c,
  and: 0x71,
  shl: 0x74,
  shr_u: 0x76,
  load: 0x28,
};

export const f64: Plain<Arithmetic | "convert_i32_s" | "convert_i32_u"> & Memory<"load" | "store"> = {
  eq: 0x61,
  ne: 0x62,
  lt: 0x63,
  le: 0x65,
  abs: 0x99,
  neg: 0x9a,
  floor: 0x9c,
  sqrt: 0x9f,
  add: 0xa0,
  sub: 0xa1,
  mul: 0xa2,
  div: 0xa3,
  min: 0xa4,
  max: 0xa5,
  convert_i32_s: 0xb7,
  convert_i32_u: 0xb8,
  load: 0x2b,
  store: 0x39,
};

export const v128: Plain<"not" | "and" | "andnot" | "or" | "xor" | "bitselect" | "any_true"> &
  Memory<"load" | "load64_splat" | "load64_zero" | "store"> &
  MemoryLane<"load64_lane" | "store64_lane"> = {
  not: simd + 77,
  and: simd + 78,
  andnot: simd + 79,
  or: simd + 80,
  xor: simd + 81,
  bitselect: simd + 82,
  any_true: simd + 83,
  load: simd,
  load64_splat: simd + 10,
  load64_zero: simd + 93,
  store: simd + 11,
  load64_lane: simd + 87,
  store64_lane: simd + 91,
};

export const i64x2: Plain<"add" | "sub" | "shl" | "shr_u" | "gt_s"> = {
  add: simd + 206,
  sub: simd + 209,
  shl: simd + 203,
  shr_u: simd + 205,
  gt_s: simd + 217,
};

export const f64x2: Plain<Arithmetic | "splat" | "pmin" | "pmax" | "convert_low_i32x4_s"> &
  Lane<"extract_lane" | "replace_lane"> = {
  eq: simd + 71,
  ne: simd + 72,
  lt: simd + 73,
  le: simd + 75,
  abs: simd + 236,
  neg: simd + 237,
  floor: simd + 117,
  sqrt: simd + 239,
  add: simd + 240,
  sub: simd + 241,
  mul: simd + 242,
  div: simd + 243,
  min: simd + 244,
  max: simd + 245,
  pmin: simd + 246,
  pmax: simd + 247,
  splat: simd + 20,
  convert_low_i32x4_s: simd + 254,
  extract_lane: simd + 33,
  replace_lane: simd + 34,
};
