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

export const control = /* @__PURE__ */ plain({ return: 0x0f, select: 0x1b });

export const i32 = /* @__PURE__ */ {
  ...plain({ eqz: 0x45, eq: 0x46, lt_s: 0x48, lt_u: 0x49, gt_s: 0x4a, ge_s: 0x4e }),
  ...plain({ add: 0x6a, sub: 0x6b, mul: 0x6c }),
  ...plain({ and: 0x71, or: 0x72, shl: 0x74, shr_u: 0x76 }),
  ...plain({ trunc_sat_f64_s: saturating + 2 }),
  ...memory({ load: 0x28, store: 0x36 }),
};

export const i64 = /* @__PURE__ */ {
  ...plain({ add: 0x7c }),
  ...plain({ reinterpret_f64: 0xbd }),
  ...memory({ store: 0x37 }),
};

export const f64 = /* @__PURE__ */ {
  ...plain({ eq: 0x61, ne: 0x62, lt: 0x63, le: 0x65 }),
  ...plain({ abs: 0x99, neg: 0x9a, floor: 0x9c, sqrt: 0x9f }),
  ...plain({ add: 0xa0, sub: 0xa1, mul: 0xa2, div: 0xa3, min: 0xa4, max: 0xa5 }),
  ...plain({ convert_i32_s: 0xb7, convert_i32_u: 0xb8, convert_i64_s: 0xb9 }),
  ...memory({ load: 0x2b, store: 0x39 }),
};

export const v128 = /* @__PURE__ */ {
  ...plain({ not: simd + 77, and: simd + 78, andnot: simd + 79, or: simd + 80, xor: simd + 81, bitselect: simd + 82 }),
  ...plain({ any_true: simd + 83 }),
  ...memory({ load: simd, load64_splat: simd + 10, load64_zero: simd + 93, store: simd + 11 }),
  ...memoryLane({ load64_lane: simd + 87, store64_lane: simd + 91 }),
};

export const i32x4 = /* @__PURE__ */ {
  ...plain({ trunc_sat_f64x2_s_zero: simd + 252 }),
};

export const i64x2 = /* @__PURE__ */ {
  ...plain({ add: simd + 206, sub: simd + 209, shl: simd + 203, shr_u: simd + 205 }),
  ...plain({ gt_s: simd + 217, all_true: simd + 195 }),
};

export const f64x2 = /* @__PURE__ */ {
  ...plain({ splat: simd + 20, eq: simd + 71, ne: simd + 72, lt: simd + 73, le: simd + 75 }),
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
  ...plain({ convert_low_i32x4_s: simd + 254 }),
  ...lane({ extract_lane: simd + 33, replace_lane: simd + 34 }),
};
