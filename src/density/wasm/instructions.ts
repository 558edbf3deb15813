/**
 * The instructions of WebAssembly that numeric kernels need, by their names in the specification.
 *
 * A number below 256 is the byte itself; from 0xfc0000 on, the prefix byte and a code of its own. The types keep instructions with
 * different immediates apart. Source: wasm2022.
 */

/** An instruction without immediates. */
export type PlainInstruction = number & { readonly immediates?: "none" };

/** An instruction with an alignment and an offset, the address being on the stack. */
export type MemoryInstruction = number & { readonly immediates?: "memory" };

/** An instruction with the number of a lane. */
export type LaneInstruction = number & { readonly immediates?: "lane" };

/** An instruction with an alignment, an offset and the number of a lane. */
export type MemoryLaneInstruction = number & { readonly immediates?: "memory and lane" };

/** A table of instructions without immediates. */
const plain = <Name extends string>(codes: Record<Name, number>) => codes as Record<Name, PlainInstruction>;
const memory = <Name extends string>(codes: Record<Name, number>) => codes as Record<Name, MemoryInstruction>;
const lane = <Name extends string>(codes: Record<Name, number>) => codes as Record<Name, LaneInstruction>;
const memoryLane = <Name extends string>(codes: Record<Name, number>) => codes as Record<Name, MemoryLaneInstruction>;

const simd = 0xfd0000;
const saturating = 0xfc0000;

export const control = /* @__PURE__ */ plain({ unreachable: 0x00, nop: 0x01, return: 0x0f, drop: 0x1a, select: 0x1b });

export const i32 = /* @__PURE__ */ {
  ...plain({
    eqz: 0x45,
    eq: 0x46,
    ne: 0x47,
    lt_s: 0x48,
    lt_u: 0x49,
    gt_s: 0x4a,
    gt_u: 0x4b,
    le_s: 0x4c,
    le_u: 0x4d,
    ge_s: 0x4e,
    ge_u: 0x4f,
  }),
  ...plain({
    clz: 0x67,
    ctz: 0x68,
    popcnt: 0x69,
    add: 0x6a,
    sub: 0x6b,
    mul: 0x6c,
    div_s: 0x6d,
    div_u: 0x6e,
    rem_s: 0x6f,
    rem_u: 0x70,
  }),
  ...plain({ and: 0x71, or: 0x72, xor: 0x73, shl: 0x74, shr_s: 0x75, shr_u: 0x76, wrap_i64: 0xa7 }),
  ...plain({ trunc_sat_f64_s: saturating + 2, trunc_sat_f64_u: saturating + 3 }),
  ...memory({ load: 0x28, store: 0x36 }),
};

export const i64 = /* @__PURE__ */ {
  ...plain({ eqz: 0x50, eq: 0x51, ne: 0x52, lt_s: 0x53, gt_s: 0x55, le_s: 0x57, ge_s: 0x59 }),
  ...plain({ add: 0x7c, sub: 0x7d, mul: 0x7e, and: 0x83, or: 0x84, xor: 0x85, shl: 0x86, shr_s: 0x87, shr_u: 0x88 }),
  ...plain({ extend_i32_s: 0xac, extend_i32_u: 0xad, reinterpret_f64: 0xbd, trunc_sat_f64_s: saturating + 6 }),
  ...memory({ load: 0x29, store: 0x37 }),
};

export const f64 = /* @__PURE__ */ {
  ...plain({ eq: 0x61, ne: 0x62, lt: 0x63, gt: 0x64, le: 0x65, ge: 0x66 }),
  ...plain({ abs: 0x99, neg: 0x9a, ceil: 0x9b, floor: 0x9c, trunc: 0x9d, nearest: 0x9e, sqrt: 0x9f }),
  ...plain({ add: 0xa0, sub: 0xa1, mul: 0xa2, div: 0xa3, min: 0xa4, max: 0xa5, copysign: 0xa6 }),
  ...plain({ convert_i32_s: 0xb7, convert_i32_u: 0xb8, convert_i64_s: 0xb9, reinterpret_i64: 0xbf }),
  ...memory({ load: 0x2b, store: 0x39 }),
};

export const v128 = /* @__PURE__ */ {
  ...plain({ not: simd + 77, and: simd + 78, andnot: simd + 79, or: simd + 80, xor: simd + 81, bitselect: simd + 82 }),
  ...plain({ any_true: simd + 83 }),
  ...memory({ load: simd, load64_splat: simd + 10, load64_zero: simd + 93, store: simd + 11 }),
  ...memoryLane({ load64_lane: simd + 87, store64_lane: simd + 91 }),
};

export const i32x4 = /* @__PURE__ */ {
  ...plain({
    splat: simd + 17,
    add: simd + 174,
    sub: simd + 177,
    mul: simd + 181,
    eq: simd + 55,
    ne: simd + 56,
    lt_s: simd + 57,
  }),
  ...plain({ gt_s: simd + 59, shl: simd + 171, shr_s: simd + 172, shr_u: simd + 173, all_true: simd + 163, bitmask: simd + 164 }),
  ...plain({ trunc_sat_f64x2_s_zero: simd + 252, trunc_sat_f64x2_u_zero: simd + 253 }),
  ...lane({ extract_lane: simd + 27, replace_lane: simd + 28 }),
};

export const i64x2 = /* @__PURE__ */ {
  ...plain({
    splat: simd + 18,
    add: simd + 206,
    sub: simd + 209,
    mul: simd + 213,
    shl: simd + 203,
    shr_s: simd + 204,
    shr_u: simd + 205,
  }),
  ...plain({ eq: simd + 214, ne: simd + 215, lt_s: simd + 216, gt_s: simd + 217, all_true: simd + 195, bitmask: simd + 196 }),
  ...lane({ extract_lane: simd + 29, replace_lane: simd + 30 }),
};

export const f64x2 = /* @__PURE__ */ {
  ...plain({ splat: simd + 20, eq: simd + 71, ne: simd + 72, lt: simd + 73, gt: simd + 74, le: simd + 75, ge: simd + 76 }),
  ...plain({ ceil: simd + 116, floor: simd + 117, trunc: simd + 122, nearest: simd + 148 }),
  ...plain({
    abs: simd + 236,
    neg: simd + 237,
    sqrt: simd + 239,
    add: simd + 240,
    sub: simd + 241,
    mul: simd + 242,
    div: simd + 243,
  }),
  ...plain({ min: simd + 244, max: simd + 245, pmin: simd + 246, pmax: simd + 247 }),
  ...plain({ convert_low_i32x4_s: simd + 254, convert_low_i32x4_u: simd + 255 }),
  ...lane({ extract_lane: simd + 33, replace_lane: simd + 34 }),
};
