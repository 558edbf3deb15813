/** The stream algorithm of docs/decisions/0002-random-streams.md once more, plainly and in big integers, to hold the fast one to. */

const MASK = (1n << 32n) - 1n;
const rotateLeft = (x: bigint, r: bigint) => ((x << r) | (x >> (32n - r))) & MASK;

export type Words = readonly [bigint, bigint];

/** Threefry-2x32-20, straight from its definition. Source: salmon2011parallel. */
export function threefry(key: Words, counter: Words): Words {
  const rotations = [13n, 15n, 26n, 6n, 17n, 29n, 16n, 24n];
  const schedule = [key[0], key[1], key[0] ^ key[1] ^ 0x1bd11bdan];
  let x0 = (counter[0] + key[0]) & MASK;
  let x1 = (counter[1] + key[1]) & MASK;
  for (let round = 0; round < 20; round++) {
    x0 = (x0 + x1) & MASK;
    x1 = rotateLeft(x1, rotations[round % 8]) ^ x0;
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      x0 = (x0 + schedule[injection % 3]) & MASK;
      x1 = (x1 + schedule[(injection + 1) % 3] + BigInt(injection)) & MASK;
    }
  }
  return [x0, x1];
}

/** The 32-bit outputs of xoshiro128++ from a state. Source: blackman2021scrambled. */
export function* xoshiro128plusplus(state: readonly bigint[]): Generator<bigint, never> {
  let [s0, s1, s2, s3] = state;
  for (;;) {
    yield (rotateLeft((s0 + s3) & MASK, 7n) + s0) & MASK;
    const t = (s1 << 9n) & MASK;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotateLeft(s3, 11n);
  }
}

export function seedKey(seed: bigint | string): Words {
  if (typeof seed === "string") return textKey([0x6a09e667n, 0xf3bcc908n], seed);
  return threefry([0x9e3779b9n, 0x7f4a7c15n], [seed & MASK, seed >> 32n]);
}

export function childKey(key: Words, label: string | number): Words {
  if (typeof label === "string") return textKey(key, label);
  return threefry(key, [BigInt(label) & MASK, BigInt(label) >> 32n]);
}

function textKey(key: Words, text: string): Words {
  const units = [...Array(text.length).keys()].map((i) => BigInt(text.charCodeAt(i)));
  const blocks = Math.max(1, Math.ceil(text.length / 2));
  let chained = key;
  for (let block = 0; block < blocks; block++) {
    const pair = (units[2 * block] ?? 0n) + ((units[2 * block + 1] ?? 0n) << 16n);
    const tag = block < blocks - 1 ? 1n << 31n : (1n << 31n) + (1n << 30n) + BigInt(text.length);
    chained = threefry(chained, [pair, tag]);
  }
  return chained;
}

function uniformOf(hi: bigint, lo: bigint): number {
  const k = (hi >> 5n) * (1n << 26n) + (lo >> 6n);
  return k === 0n ? 2 ** -54 : Number(k) * 2 ** -53;
}

/** The first `count` uniforms of the stream with a key. */
export function uniformsOf(key: Words, count: number): number[] {
  const tag = 1n << 30n;
  const outputs = xoshiro128plusplus([...threefry(key, [0n, tag]), ...threefry(key, [1n, tag])]);
  const uniforms = [uniformOf(key[0], key[1])];
  while (uniforms.length < count) {
    const hi = outputs.next().value;
    uniforms.push(uniformOf(hi, outputs.next().value));
  }
  return uniforms;
}
