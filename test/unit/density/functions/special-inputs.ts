/** Inputs at which lane functions are compared: special values, and a spread over all exponents with the neighbors of branch points. */
import { rngFromSeed } from "../../../../src/random/index.js";

/** Zeros, infinities, NaN, the edges of the normal and subnormal doubles, powers of two and small integers, with both signs. */
export function specialInputs(): number[] {
  const sizes = [0, Number.MIN_VALUE, 2 * Number.MIN_VALUE, 2.2250738585072009e-308, 2.2250738585072014e-308, Number.MAX_VALUE];
  for (let exponent = -1074; exponent <= 1023; exponent += 1) sizes.push(powerOfTwo(exponent));
  for (let integer = 1; integer < 200; integer++)
    sizes.push(integer, integer + 0.5, integer * Math.LN2, integer * Math.PI * 0.25);
  sizes.push(Number.POSITIVE_INFINITY);
  return [Number.NaN, ...sizes.flatMap((size) => [size, -size])];
}

/** A number with its nearest doubles below and above. */
export function withNeighbors(x: number): number[] {
  const view = new Float64Array([x]);
  const bits = new BigInt64Array(view.buffer);
  return [-3n, -2n, -1n, 0n, 1n, 2n, 3n].map((step) => {
    view[0] = x;
    bits[0] += step;
    return view[0];
  });
}

/** Random inputs: half uniform on [−limit, limit], a quarter near 0 and 1 on a logarithmic scale, a quarter with random bits. */
export function randomInputs(count: number, limit: number, seed: number): number[] {
  const rng = rngFromSeed(seed);
  const view = new Float64Array(1);
  const words = new Int32Array(view.buffer);
  return Array.from({ length: count }, (_, index) => {
    const u = 2 * rng.uniform() - 1;
    if (index % 4 < 2) return u * limit;
    if (index % 8 === 2) return u * powerOfTwo(-Math.floor(60 * rng.uniform()));
    if (index % 8 === 6) return 1 + u * powerOfTwo(-Math.floor(52 * rng.uniform()));
    words[0] = Math.floor(rng.uniform() * 4294967296);
    words[1] = Math.floor(rng.uniform() * 4294967296);
    return view[0];
  });
}

function powerOfTwo(exponent: number): number {
  return exponent < -1000
    ? 2 ** -1000 * powerOfTwo(exponent + 1000)
    : exponent < 0
      ? 1 / powerOfTwo(-exponent)
      : Number(2n ** BigInt(exponent));
}
