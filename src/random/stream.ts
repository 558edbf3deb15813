/**
 * Streams of random numbers with addresses.
 *
 * The algorithm is a contract: results are reproduced from a seed for ever, and hot loops inline it.
 *
 * 1. The address of a stream is a key K of two 32-bit words. T(K, (c0, c1)) below is Threefry-2x32-20.
 * 2. The child at integer n, 0 ≤ n < 2^53, has the key T(K, (n mod 2^32, ⌊n / 2^32⌋)).
 * 3. The child at a text of L UTF-16 code units u_0, u_1, … has the key that a chain ends at: K ← T(K, (u_2i + 2^16·u_2i+1, 2^31)) for each
 *    pair of units but the last, and K ← T(K, (u_2i + 2^16·u_2i+1, 2^31 + 2^30 + L)) for the last (missing units are 0).
 * 4. The first uniform is made from K itself (see `uniformFromWords`), so a stream of one draw costs one hash.
 * 5. The later ones come from xoshiro128++ with the state T(K, (0, 2^30)) ‖ T(K, (1, 2^30)), two successive outputs each, high word first.
 *
 * The top two bits of the counter's high word keep the uses apart: 00 integers, 01 states, 10 inner and 11 last blocks of texts. T is a
 * bijection for each key, so children with different integers never collide, and the state is never zero.
 *
 * Source: salmon2011parallel, blackman2021scrambled.
 */

import { InvalidArgument } from "../errors.js";
import type { Rng } from "./rng.js";
import { threefry2x32Into, uniformFromWords } from "./threefry.js";

const TEXT_TAG = 0x80000000 | 0;
const LAST_TEXT_TAG = 0xc0000000 | 0;
const STATE_TAG = 0x40000000;

/** Where seeds are hashed: the first 64 bits of the fractional parts of the golden ratio (integers) and √2 (texts). */
const INTEGER_SEED_KEY = [0x9e3779b9 | 0, 0x7f4a7c15 | 0] as const;
const TEXT_SEED_KEY = [0x6a09e667 | 0, 0xf3bcc908 | 0] as const;

/** Scratch for hashes; always read before the next hash. */
const words = new Int32Array(2);

/**
 * Returns the root stream of a seed: an integer from 0 to 2^53 − 1, a bigint from 0 to 2^64 − 1 (`5n` is `5`), or any text.
 *
 * Throws `InvalidArgument` for any other seed.
 *
 * Source: salmon2011parallel, blackman2021scrambled.
 */
export function rngFromSeed(seed: number | bigint | string): Rng {
  if (typeof seed === "string") hashTextInto(words, TEXT_SEED_KEY[0], TEXT_SEED_KEY[1], seed);
  else if (typeof seed === "bigint" && seed >= 0n && seed < 1n << 64n) {
    threefry2x32Into(words, ...INTEGER_SEED_KEY, Number(BigInt.asIntN(32, seed)), Number(BigInt.asIntN(32, seed >> 32n)));
  } else if (typeof seed === "number" && Number.isSafeInteger(seed) && seed >= 0) {
    threefry2x32Into(words, ...INTEGER_SEED_KEY, seed | 0, (seed * 2 ** -32) | 0);
  } else {
    throw new InvalidArgument(
      "rngFromSeed",
      "seed",
      "be an integer from 0 to 2^53 - 1, a bigint from 0 to 2^64 - 1, or a text",
      seed,
    );
  }
  return new Stream(words[0], words[1]);
}

/** Returns the stream whose address is the key (`k0`, `k1`), each word taken modulo 2^32: the inverse of `streamKey`. */
export function rngFromKey(k0: number, k1: number): Rng {
  return new Stream(k0 | 0, k1 | 0);
}

/**
 * Returns the two words (signed 32-bit integers) of the key of a stream made by this module, for loops that derive children without objects.
 *
 * Throws `InvalidArgument` for any other `Rng`.
 */
export function streamKey(rng: Rng): readonly [k0: number, k1: number] {
  if (!(rng instanceof Stream))
    throw new InvalidArgument("streamKey", "rng", "be a stream made by rngFromSeed, rngFromKey or child", rng);
  return [rng.k0, rng.k1];
}

/**
 * Makes a stream of this module the one with the key (`k0`, `k1`), from its beginning: for loops that use one stream after another without
 * making objects. Its owner must be the only one who has it.
 */
export function restartStream(stream: Rng, k0: number, k1: number): void {
  (stream as Stream).restart(k0 | 0, k1 | 0);
}

/** Whether `streamKey` knows the stream: whether it was made by this module. */
export function hasStreamKey(rng: Rng): boolean {
  return rng instanceof Stream;
}

/** The stages of a stream: nothing drawn, one number drawn, the generator's state made. */
const FRESH = 0;
const OPENED = 1;
const RUNNING = 2;

class Stream implements Rng {
  k0: number;
  k1: number;
  private stage = FRESH;
  private s0 = 0;
  private s1 = 0;
  private s2 = 0;
  private s3 = 0;

  constructor(k0: number, k1: number) {
    this.k0 = k0;
    this.k1 = k1;
  }

  restart(k0: number, k1: number): void {
    this.k0 = k0;
    this.k1 = k1;
    this.stage = FRESH;
  }

  uniform(): number {
    if (this.stage !== RUNNING) {
      if (this.stage === FRESH) {
        this.stage = OPENED;
        return uniformFromWords(this.k0, this.k1);
      }
      this.makeState();
    }
    let { s0, s1, s2, s3 } = this;
    let sum = (s0 + s3) | 0;
    const hi = (((sum << 7) | (sum >>> 25)) + s0) | 0;
    let shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    sum = (s0 + s3) | 0;
    const lo = (((sum << 7) | (sum >>> 25)) + s0) | 0;
    shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    this.s1 = s1 ^ s2;
    this.s0 = s0 ^ s3;
    this.s2 = s2 ^ shifted;
    this.s3 = (s3 << 11) | (s3 >>> 21);
    return uniformFromWords(hi, lo);
  }

  fillUniform(out: Float64Array): void {
    let i = 0;
    // The opening number and the making of the state go the common way.
    while (this.stage !== RUNNING && i < out.length) out[i++] = this.uniform();
    let { s0, s1, s2, s3 } = this;
    for (; i < out.length; i++) {
      let sum = (s0 + s3) | 0;
      const hi = (((sum << 7) | (sum >>> 25)) + s0) | 0;
      let shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
      sum = (s0 + s3) | 0;
      const lo = (((sum << 7) | (sum >>> 25)) + s0) | 0;
      shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
      const k = (hi >>> 5) * 67108864 + (lo >>> 6);
      out[i] = (k === 0 ? 0.5 : k) * 2 ** -53;
    }
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
  }

  child(label: string | number): Rng {
    if (typeof label === "string") hashTextInto(words, this.k0, this.k1, label);
    else if (Number.isSafeInteger(label) && label >= 0)
      threefry2x32Into(words, this.k0, this.k1, label | 0, (label * 2 ** -32) | 0);
    else throw new InvalidArgument("child", "label", "be a text or an integer from 0 to 2^53 - 1", label);
    return new Stream(words[0], words[1]);
  }

  private makeState(): void {
    threefry2x32Into(words, this.k0, this.k1, 0, STATE_TAG);
    this.s0 = words[0];
    this.s1 = words[1];
    threefry2x32Into(words, this.k0, this.k1, 1, STATE_TAG);
    this.s2 = words[0];
    this.s3 = words[1];
    this.stage = RUNNING;
  }
}

/** Writes the key of the child at `text` of the key (`k0`, `k1`) into `key`: rule 3 above. */
function hashTextInto(key: Int32Array, k0: number, k1: number, text: string): void {
  key[0] = k0;
  key[1] = k1;
  let i = 0;
  for (; i + 2 < text.length; i += 2) {
    threefry2x32Into(key, key[0], key[1], text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16), TEXT_TAG);
  }
  // Beyond the end charCodeAt gives NaN, which the bit operations take as 0.
  const last = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
  threefry2x32Into(key, key[0], key[1], last, LAST_TEXT_TAG | text.length);
}
