/** Where the arrays of a program lie in memory, for given sizes. */
import { InvalidArgument } from "../../errors.js";
import type { ArraySlot, Program } from "../program.js";

/** Places in bytes. The memory starts with the header: all lengths, then all addresses, 4 bytes each. */
export interface Layout {
  /** The length of each size. */
  readonly lengths: readonly number[];
  /** Where the first element of each array is. */
  readonly addresses: readonly number[];
  readonly byteLength: number;
  readonly positionAddress: number;
  readonly gradientAddress: number;
  /** How many coordinates a position has. */
  readonly dimension: number;
}

/** Addresses are handled as signed numbers. */
const largestMemory = 0x7fff0000;

const alignedTo = (alignment: number, address: number): number => Math.ceil(address / alignment) * alignment;

/** Where the header keeps a length. */
export const lengthPlace = (size: number): number => 4 * size;

/** Where the header keeps the address of an array. */
export const addressPlace = (program: Program, array: number): number => 4 * (program.sizes.length + array);

/**
 * The lengths of all sizes from those that are bound; of those that are counted the most they can be.
 *
 * @throws InvalidArgument if one is missing, unknown, or not a count.
 */
export function lengthsOf({ sizes }: Program, given: Readonly<Record<string, number>>): number[] {
  for (const name of Object.keys(given)) {
    if (!sizes.some((size) => size.name === name))
      throw new InvalidArgument("bind", `sizes.${name}`, `be one of ${listOf(sizes.map((size) => size.name))}`, given[name]);
  }
  const lengths: number[] = [];
  for (const { name, fixed, product, counted } of sizes) {
    const bound = counted === undefined ? given[name] : lengths[counted.of];
    const length = fixed ?? (product === undefined ? bound : lengths[product[0]] * lengths[product[1]]);
    if (!(Number.isInteger(length) && length >= 0))
      throw new InvalidArgument("bind", `sizes.${name}`, "be a whole number from 0", length);
    if (given[name] !== undefined && given[name] !== length)
      throw new InvalidArgument("bind", `sizes.${name}`, `be ${length}, as the model says`, given[name]);
    lengths.push(length);
  }
  return lengths;
}

export const listOf = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));

/** What is known of a layout before data are bound: where arrays lie that no run-time length comes before. */
export interface KnownLayout {
  readonly lengths: readonly (number | undefined)[];
  readonly addresses: readonly (number | undefined)[];
}

/** The part of every layout of a program that is the same for all data. */
export function knownLayout(program: Program): KnownLayout {
  const lengths = fixedLengths(program);
  const { addresses } = layOut(program, lengths);
  const known = (values: readonly number[]) => values.map((value) => (Number.isNaN(value) ? undefined : value));
  return { lengths: known(lengths), addresses: known(addresses) };
}

/** NaN for those that are bound with the data. */
function fixedLengths({ sizes }: Program): number[] {
  const lengths: number[] = [];
  for (const { fixed, product } of sizes)
    lengths.push(fixed ?? (product === undefined ? Number.NaN : lengths[product[0]] * lengths[product[1]]));
  return lengths;
}

/**
 * Lays the arrays out: those of fixed lengths first, then position arrays and gradient arrays without gaps, then the others; aligned to 16 bytes.
 * Lengths may be NaN: so are the addresses behind them.
 *
 * @throws InvalidArgument if they need more than 2 GB.
 */
export function layOut(program: Program, lengths: readonly number[]): Layout {
  const { arrays } = program;
  const fixed = fixedLengths(program);
  const addresses: number[] = arrays.map(() => 0);
  let end = addressPlace(program, arrays.length);
  const align = (): number => {
    end = alignedTo(16, end);
    return end;
  };
  const placeAll = (isPlaced: (slot: ArraySlot) => boolean, alignEach: () => void): void => {
    for (const [number, slot] of arrays.entries()) {
      if (!isPlaced(slot)) continue;
      alignEach();
      const width = slot.type === "f64" ? 8 : 4;
      const padding = width * (slot.padding ?? 0);
      addresses[number] = end + alignedTo(8, padding);
      end = addresses[number] + width * lengths[slot.size] + padding;
    }
  };
  placeAll((slot) => isAlone(slot) && !Number.isNaN(fixed[slot.size]), align);
  const positionAddress = align();
  placeAll(({ role }) => role === "position", noGap);
  const dimension = (end - positionAddress) / 8;
  const gradientAddress = align();
  placeAll(({ role }) => role === "gradient", noGap);
  placeAll((slot) => isAlone(slot) && Number.isNaN(fixed[slot.size]), align);
  const byteLength = align();
  if (byteLength > largestMemory)
    throw new InvalidArgument("bind", "sizes", "need less than 2 GB of memory", `${byteLength} bytes`);
  return { lengths, addresses, byteLength, positionAddress, gradientAddress, dimension };
}

const noGap = (): void => {};

/** Whether an array need not lie beside others: it may be padded. */
function isAlone({ role, name, padding }: ArraySlot): boolean {
  const isBeside = role === "position" || role === "gradient";
  if (isBeside && padding) throw new Error(`Program: ${name} lies beside others, and cannot be padded`);
  return !isBeside;
}
