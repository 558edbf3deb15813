/** The bits of a double: one shared window through which the elementary functions read and write exponents. */

/** The number. Write it here, then read its two halves in `wordView` (or the other way round). */
export const doubleView = /* @__PURE__ */ new Float64Array(1);

/** The same eight bytes as two 32-bit words. */
export const wordView = /* @__PURE__ */ new Int32Array(doubleView.buffer);

/** Index in `wordView` of the word with sign, exponent and the top 20 bits of the fraction: 1 on little-endian machines. */
export const HIGH = /* @__PURE__ */ indexOfHighWord();

/** Index in `wordView` of the word with the low 32 bits of the fraction. */
export const LOW = /* @__PURE__ */ 1 - HIGH;

function indexOfHighWord(): 0 | 1 {
  return new Int32Array(Float64Array.of(2).buffer)[1] === 0 ? 0 : 1;
}

const singleView = /* @__PURE__ */ new Float32Array(1);
const singleWordView = /* @__PURE__ */ new Int32Array(singleView.buffer);

/**
 * 2^exponent, exactly, for an integer exponent in [-126, 127].
 *
 * Through single precision, because a processor hands a 32-bit store on to a 32-bit load at once, but makes a 64-bit load wait.
 */
export function smallPowerOfTwo(exponent: number): number {
  singleWordView[0] = (exponent + 127) << 23;
  return singleView[0];
}

/** 2^exponent, exactly, for an integer exponent in [-1022, 1023]. */
export function powerOfTwo(exponent: number): number {
  doubleView[0] = 0;
  wordView[HIGH] = (exponent + 1023) << 20;
  return doubleView[0];
}

/** value · 2^exponent for an integer exponent in [-2044, 2046], rounded once (correct for subnormal results too). */
export function scaleByPowerOfTwo(value: number, exponent: number): number {
  if (exponent >= -126 && exponent <= 127) return value * smallPowerOfTwo(exponent);
  const half = exponent >> 1;
  return value * powerOfTwo(half) * powerOfTwo(exponent - half);
}
