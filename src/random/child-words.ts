/** The keys of many children at once: four hashes at a time where WebAssembly is allowed, one by one elsewhere, with the same bits. */
import { threefry2x32Into } from "./threefry.js";

/** Children whose words are computed in one call, at most. */
export const CHILD_WORDS_CAPACITY = 1024;

/** Buffers of children's keys: `high[i]` and `low[i]` are the two words of child `label + i`, as signed 32-bit integers. */
export interface ChildWords {
  readonly high: Int32Array;
  readonly low: Int32Array;
  /** Writes the keys of the children `label` … `label + count − 1` of the stream with key (`k0`, `k1`); at least `count` places are overwritten. */
  fill(k0: number, k1: number, label: number, count: number): void;
}

let shared: ChildWords | undefined;

/**
 * Returns this thread's buffers of children's keys; labels must be below 2^32 − 4, and `count` at most `CHILD_WORDS_CAPACITY`.
 *
 * Source: salmon2011parallel.
 */
export function childWords(): ChildWords {
  shared ??= vectorized() ?? portableChildWords();
  return shared;
}

/** The same without WebAssembly. */
export function portableChildWords(): ChildWords {
  const high = new Int32Array(CHILD_WORDS_CAPACITY);
  const low = new Int32Array(CHILD_WORDS_CAPACITY);
  const words = new Int32Array(2);
  return {
    high,
    low,
    fill(k0, k1, label, count) {
      for (let i = 0; i < count; i++) {
        threefry2x32Into(words, k0, k1, label + i, 0);
        high[i] = words[0];
        low[i] = words[1];
      }
    },
  };
}

/** Undefined where WebAssembly (or its vectors) is missing or forbidden by policy. */
function vectorized(): ChildWords | undefined {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()));
    const { buffer } = exports.memory as WebAssembly.Memory;
    return {
      high: new Int32Array(buffer, 0, CHILD_WORDS_CAPACITY),
      low: new Int32Array(buffer, 4 * CHILD_WORDS_CAPACITY, CHILD_WORDS_CAPACITY),
      fill: exports.fill as ChildWords["fill"],
    };
  } catch {
    return undefined;
  }
}

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const PARITY = 0x1bd11bda;

/** Parameters and locals of the module's function. */
const [K0, K1, LABEL, COUNT, ADDRESS] = [0, 1, 2, 3, 4];
const [KEY_A, KEY_B, KEY_C, X0, X1] = [5, 6, 7, 8, 9];

/** Instructions, by their names in the WebAssembly specification. */
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const constant = (value: number) => [0x41, ...signedLeb(value)];
const splat = [0xfd, 0x11];
const add = [0xfd, 0xae, 0x01];
const or = [0xfd, 0x50];
const xor = [0xfd, 0x51];
const shiftLeft = [0xfd, 0xab, 0x01];
const shiftRight = [0xfd, 0xad, 0x01];
const store = (offset: number) => [0xfd, 0x0b, 4, ...unsignedLeb(offset)];
const lanes = [0xfd, 0x0c, ...[0, 1, 2, 3].flatMap((lane) => [lane, 0, 0, 0])];

/** A module with one function, fill(k0, k1, label, count), and its memory: the high words, then the low ones. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  const i32 = 0x7f;
  const v128 = 0x7b;
  const body = [...[2, 1, i32, 5, v128], ...code(), 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 4, i32, i32, i32, i32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...text("fill"), 0, 0, ...text("memory"), 2, 0]),
    ...section(10, [1, ...unsignedLeb(body.length), ...body]),
  ]);
}

/** Four labels a turn: the twenty rounds of `threefry2x32Into`, on vectors. */
function code(): number[] {
  const keys = [KEY_A, KEY_B, KEY_C];
  const inject = (s: number) => [
    ...[...get(X0), ...get(keys[s % 3]), ...add, ...set(X0)],
    ...[...get(X1), ...get(keys[(s + 1) % 3]), ...add, ...constant(s), ...splat, ...add, ...set(X1)],
  ];
  const round = (rotation: number) => [
    ...[...get(X0), ...get(X1), ...add, ...set(X0)],
    ...[
      ...get(X1),
      ...constant(rotation),
      ...shiftLeft,
      ...get(X1),
      ...constant(32 - rotation),
      ...shiftRight,
      ...or,
      ...get(X0),
      ...xor,
      ...set(X1),
    ],
  ];
  const rounds = Array.from({ length: 20 }, (_, i) => [
    ...round(ROTATIONS[i % 8]),
    ...(i % 4 === 3 ? inject((i + 1) / 4) : []),
  ]).flat();
  return [
    ...[...get(K0), ...splat, ...set(KEY_A), ...get(K1), ...splat, ...set(KEY_B)],
    ...[...get(K0), ...get(K1), 0x73, ...constant(PARITY), 0x73, ...splat, ...set(KEY_C)],
    ...[0x03, 0x40],
    ...[...get(LABEL), ...splat, ...lanes, ...add, ...get(KEY_A), ...add, ...set(X0), ...get(KEY_B), ...set(X1)],
    ...rounds,
    ...[...get(ADDRESS), ...get(X0), ...store(0), ...get(ADDRESS), ...get(X1), ...store(4 * CHILD_WORDS_CAPACITY)],
    ...[...get(ADDRESS), ...constant(16), 0x6a, ...set(ADDRESS), ...get(LABEL), ...constant(4), 0x6a, ...set(LABEL)],
    ...[...get(COUNT), ...constant(4), 0x6b, 0x22, COUNT, ...constant(0), 0x4a, 0x0d, 0, 0x0b],
  ];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsignedLeb(content.length), ...content];
}

function text(name: string): number[] {
  return [name.length, ...Array.from(name, (letter) => letter.charCodeAt(0))];
}

function unsignedLeb(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...unsignedLeb(value >>> 7)];
}

function signedLeb(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return last ? [low] : [low | 0x80, ...signedLeb(rest)];
}
