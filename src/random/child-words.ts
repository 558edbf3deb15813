/** The keys of many children at once: four hashes at a time where WebAssembly is allowed, one by one elsewhere, with the same bits. */
import { threefry2x32Into } from "./threefry.js";

/** Children whose words are computed in one call, at most. */
export const CHILD_WORDS_CAPACITY = 1024;

/**
 * Buffers of children's keys: `high[i]` and `low[i]` are the two words of child `label + i`, as signed 32-bit integers; `highBelow[i]` and
 * `lowBelow[i]` those of a child of that child.
 */
export interface ChildWords {
  readonly high: Int32Array;
  readonly low: Int32Array;
  readonly highBelow: Int32Array;
  readonly lowBelow: Int32Array;
  /** Writes the keys of the children `label` … `label + count − 1` of the stream with key (`k0`, `k1`); at least `count` places are overwritten. */
  fill(k0: number, k1: number, label: number, count: number): void;
  /** Writes the keys of the children at `label` of the first `count` streams in `high` and `low`; at least `count` places are overwritten. */
  fillBelow(label: number, count: number): void;
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
  const buffer = () => new Int32Array(CHILD_WORDS_CAPACITY);
  const [high, low, highBelow, lowBelow] = [buffer(), buffer(), buffer(), buffer()];
  const words = new Int32Array(2);
  return {
    high,
    low,
    highBelow,
    lowBelow,
    fill(k0, k1, label, count) {
      for (let i = 0; i < count; i++) {
        threefry2x32Into(words, k0, k1, label + i, 0);
        high[i] = words[0];
        low[i] = words[1];
      }
    },
    fillBelow(label, count) {
      for (let i = 0; i < count; i++) {
        threefry2x32Into(words, high[i], low[i], label, 0);
        highBelow[i] = words[0];
        lowBelow[i] = words[1];
      }
    },
  };
}

/** Undefined where WebAssembly (or its vectors) is missing or forbidden by policy. */
function vectorized(): ChildWords | undefined {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()));
    const { buffer } = exports.memory as WebAssembly.Memory;
    const words = (position: number) => new Int32Array(buffer, position * BUFFER_BYTES, CHILD_WORDS_CAPACITY);
    const fillBelow = exports.fillBelow as ChildWords["fill"];
    return {
      high: words(0),
      low: words(1),
      highBelow: words(2),
      lowBelow: words(3),
      fill: exports.fill as ChildWords["fill"],
      fillBelow: (label, count) => fillBelow(0, 0, label, count),
    };
  } catch {
    return undefined;
  }
}

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const PARITY = 0x1bd11bda;

/** The buffers lie one after another in memory. */
const BUFFER_BYTES = 4 * CHILD_WORDS_CAPACITY;

/** Parameters and locals of the module's functions. */
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
const load = (offset: number) => [0xfd, 0x00, 4, ...unsignedLeb(offset)];
const lanes = [0xfd, 0x0c, ...[0, 1, 2, 3].flatMap((lane) => [lane, 0, 0, 0])];

/** A module with the functions fill(k0, k1, label, count) and fillBelow(unused, unused, label, count), and its memory: the four buffers. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  const i32 = 0x7f;
  const v128 = 0x7b;
  const functions = [fillCode(), fillBelowCode()].map((code) => [...[2, 1, i32, 5, v128], ...code, 0x0b]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 4, i32, i32, i32, i32, 0]),
    ...section(3, [2, 0, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [3, ...text("fill"), 0, 0, ...text("fillBelow"), 0, 1, ...text("memory"), 2, 0]),
    ...section(10, [2, ...functions.flatMap((body) => [...unsignedLeb(body.length), ...body])]),
  ]);
}

/** One key, four labels a turn. */
function fillCode(): number[] {
  return [
    ...[...get(K0), ...splat, ...set(KEY_A), ...get(K1), ...splat, ...set(KEY_B), ...thirdKeyWord()],
    ...[0x03, 0x40],
    ...[...get(LABEL), ...splat, ...lanes, ...add, ...get(KEY_A), ...add, ...set(X0), ...get(KEY_B), ...set(X1)],
    ...rounds(),
    ...[...get(ADDRESS), ...get(X0), ...store(0), ...get(ADDRESS), ...get(X1), ...store(BUFFER_BYTES)],
    ...[...get(LABEL), ...constant(4), 0x6a, ...set(LABEL), ...nextTurn()],
  ];
}

/** One label, four keys a turn. */
function fillBelowCode(): number[] {
  return [
    ...[0x03, 0x40],
    ...[...get(ADDRESS), ...load(0), ...set(KEY_A), ...get(ADDRESS), ...load(BUFFER_BYTES), ...set(KEY_B), ...thirdKeyWord()],
    ...[...get(LABEL), ...splat, ...get(KEY_A), ...add, ...set(X0), ...get(KEY_B), ...set(X1)],
    ...rounds(),
    ...[...get(ADDRESS), ...get(X0), ...store(2 * BUFFER_BYTES), ...get(ADDRESS), ...get(X1), ...store(3 * BUFFER_BYTES)],
    ...nextTurn(),
  ];
}

const thirdKeyWord = () => [...get(KEY_A), ...get(KEY_B), ...xor, ...constant(PARITY), ...splat, ...xor, ...set(KEY_C)];

/** To the next four places, and back to the loop's beginning while some are left. */
const nextTurn = () => [
  ...[...get(ADDRESS), ...constant(16), 0x6a, ...set(ADDRESS)],
  ...[...get(COUNT), ...constant(4), 0x6b, 0x22, COUNT, ...constant(0), 0x4a, 0x0d, 0, 0x0b],
];

/** The twenty rounds of `threefry2x32Into`, on vectors. */
function rounds(): number[] {
  const keys = [KEY_A, KEY_B, KEY_C];
  const inject = (s: number) => [
    ...[...get(X0), ...get(keys[s % 3]), ...add, ...set(X0)],
    ...[...get(X1), ...get(keys[(s + 1) % 3]), ...add, ...constant(s), ...splat, ...add, ...set(X1)],
  ];
  const rotated = (by: number) => [
    ...[...get(X1), ...constant(by), ...shiftLeft, ...get(X1), ...constant(32 - by), ...shiftRight, ...or],
  ];
  const round = (by: number) => [
    ...[...get(X0), ...get(X1), ...add, ...set(X0)],
    ...[...rotated(by), ...get(X0), ...xor, ...set(X1)],
  ];
  return Array.from({ length: 20 }, (_, i) => [...round(ROTATIONS[i % 8]), ...(i % 4 === 3 ? inject((i + 1) / 4) : [])]).flat();
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
