/** Threefry-2x32 with 20 rounds: 64 bits of key and 64 bits of counter in, 64 well-mixed bits out. */

/**
 * Writes Threefry-2x32-20(key = (`k0`, `k1`), counter = (`c0`, `c1`)) into `out[0]` and `out[1]`, as signed 32-bit words.
 *
 * Twenty rounds x0 ← x0 + x1, x1 ← rotl(x1, r) ⊕ x0 with r = 13, 15, 26, 6, 17, 29, 16, 24 over and over; before the first and
 * after every fourth round the next two of the words k0, k1, k0 ⊕ k1 ⊕ 0x1BD11BDA are added, and the number of the addition to x1.
 * All arguments are taken modulo 2^32. For a fixed key it is a bijection of the counters.
 *
 * Source: salmon2011parallel.
 */
export function threefry2x32Into(out: Int32Array, k0: number, k1: number, c0: number, c1: number): void {
  // Eight rounds a turn, not twenty written out: V8 inlines this size into the caller's loop, which is twice as fast.
  let ka = k0 | 0;
  let kb = k1 | 0;
  let kc = k0 ^ k1 ^ 0x1bd11bda;
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  for (let s = 1; ; s += 2) {
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x0 = (x0 + kb) | 0;
    x1 = (x1 + kc + s) | 0;
    if (s === 5) break;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
    x0 = (x0 + kc) | 0;
    x1 = (x1 + ka + s + 1) | 0;
    const first = ka;
    ka = kc;
    kc = kb;
    kb = first;
  }
  out[0] = x0;
  out[1] = x1;
}

/**
 * Returns the first uniform of the child at integer `label` of the stream with key (`k0`, `k1`): one hash and no objects.
 *
 * Equal, bit for bit, to `rngFromKey(k0, k1).child(label).uniform()`; for the innermost loops of simulations. `label` is not checked.
 *
 * Source: salmon2011parallel.
 */
export function firstUniformOfChild(k0: number, k1: number, label: number): number {
  // The same rounds as above, written again because a shared function would return two words through memory.
  let ka = k0 | 0;
  let kb = k1 | 0;
  let kc = k0 ^ k1 ^ 0x1bd11bda;
  let x0 = ((label | 0) + k0) | 0;
  let x1 = (((label * 2 ** -32) | 0) + k1) | 0;
  for (let s = 1; ; s += 2) {
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x0 = (x0 + kb) | 0;
    x1 = (x1 + kc + s) | 0;
    if (s === 5) break;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
    x0 = (x0 + kc) | 0;
    x1 = (x1 + ka + s + 1) | 0;
    const first = ka;
    ka = kc;
    kc = kb;
    kb = first;
  }
  return uniformFromWords(x0, x1);
}

/** Writes the first uniform of each of the children `label`, `label` + 1, … of the stream with key (`k0`, `k1`) into `out`. */
export function fillFirstUniforms(out: Float64Array, k0: number, k1: number, label: number): void {
  for (let i = 0; i < out.length; i++) out[i] = firstUniformOfChild(k0, k1, label + i);
}

/**
 * Writes the key of the child at integer `label` of the stream with key (`k0`, `k1`) into `key[0]` and `key[1]`.
 *
 * The label's low and high 32 bits are the counter: Threefry-2x32-20((k0, k1), (label mod 2^32, ⌊label / 2^32⌋)). `label` is not checked.
 *
 * Source: salmon2011parallel.
 */
export function childKeyInto(key: Int32Array, k0: number, k1: number, label: number): void {
  threefry2x32Into(key, k0, k1, label | 0, (label * 2 ** -32) | 0);
}

/**
 * Returns the uniform on the open interval (0, 1) that two random 32-bit words give: k·2^−53 with
 * k = ⌊hi / 2^5⌋·2^26 + ⌊lo / 2^6⌋, and 2^−54 for k = 0.
 *
 * This is also the first uniform of the stream whose key is (`hi`, `lo`).
 */
export function uniformFromWords(hi: number, lo: number): number {
  const k = (hi >>> 5) * 67108864 + (lo >>> 6);
  return (k === 0 ? 0.5 : k) * 2 ** -53;
}
