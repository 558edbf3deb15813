/** SHA-256: one fingerprint for checkpoints and audit logs, the same on every engine and without waiting. */

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUND_CONSTANTS = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
); // biome-ignore format: eight a line, as in the standard

/** First 32 bits of the fractional parts of the square roots of the first 8 primes. */
const START = Int32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);

/**
 * The SHA-256 digest of bytes, or of the UTF-8 form of a text, as 64 hexadecimal digits.
 * The message, a 1 bit, zeros and its length in bits fill blocks of 64 bytes; each block is mixed into eight 32-bit words by 64 rounds.
 * Source: fips1804
 */
export function sha256(message: string | Uint8Array): string {
  const bytes = typeof message === "string" ? new TextEncoder().encode(message) : message;
  const state = Int32Array.from(START);
  const schedule = new Int32Array(64);
  const wholeBlocks = Math.floor(bytes.length / 64);
  for (let block = 0; block < wholeBlocks; block++) mixBlockInto(state, schedule, bytes, 64 * block);
  const rest = lastBlocks(bytes, 64 * wholeBlocks);
  for (let offset = 0; offset < rest.length; offset += 64) mixBlockInto(state, schedule, rest, offset);
  let digest = "";
  for (const word of state) digest += (word >>> 0).toString(16).padStart(8, "0");
  return digest;
}

/** The bytes from `offset` on with the padding: one block, or two if the length does not fit in the first. */
function lastBlocks(bytes: Uint8Array, offset: number): Uint8Array {
  const remaining = bytes.length - offset;
  const rest = new Uint8Array(remaining < 56 ? 64 : 128);
  rest.set(bytes.subarray(offset));
  rest[remaining] = 0x80;
  const length = new DataView(rest.buffer, rest.length - 8);
  length.setUint32(0, Math.floor(bytes.length / 0x20000000));
  length.setUint32(4, (bytes.length << 3) >>> 0);
  return rest;
}

/** Mixes the 64 bytes at `offset` into `state`; `schedule` is working space. */
function mixBlockInto(state: Int32Array, schedule: Int32Array, bytes: Uint8Array, offset: number): void {
  expandInto(schedule, bytes, offset);
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let round = 0; round < 64; round++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + ROUND_CONSTANTS[round] + schedule[round]) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sum0 + majority) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** The 16 words of a block, expanded to 64. */
function expandInto(schedule: Int32Array, bytes: Uint8Array, offset: number): void {
  for (let t = 0, at = offset; t < 16; t++, at += 4) {
    schedule[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let t = 16; t < 64; t++) {
    const early = schedule[t - 15];
    const late = schedule[t - 2];
    const sigma0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
    const sigma1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
    schedule[t] = (schedule[t - 16] + sigma0 + schedule[t - 7] + sigma1) | 0;
  }
}
