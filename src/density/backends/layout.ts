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

/**
 * Lays the arrays out: position arrays and gradient arrays without gaps, the others aligned to 16 bytes.
 *
 * @throws InvalidArgument if they need more than 2 GB.
 */
export function layOut(program: Program, lengths: readonly number[]): Layout {
  const { arrays } = program;
  const addresses: number[] = arrays.map(() => 0);
  let end = alignedTo(16, addressPlace(program, arrays.length));
  const place = (slot: ArraySlot, number: number): void => {
    const mayBePadded = slot.role !== "position" && slot.role !== "gradient";
    if (!mayBePadded && slot.padding) throw new Error(`Program: ${slot.name} lies beside others, and cannot be padded`);
    const width = slot.type === "f64" ? 8 : 4;
    const padding = width * (slot.padding ?? 0);
    addresses[number] = end + alignedTo(8, padding);
    end = addresses[number] + width * lengths[slot.size] + padding;
  };
  const placeAll = (role: ArraySlot["role"]): number => {
    end = alignedTo(16, end);
    const start = end;
    for (const [number, slot] of arrays.entries()) if (slot.role === role) place(slot, number);
    return start;
  };
  const positionAddress = placeAll("position");
  const dimension = (end - positionAddress) / 8;
  const gradientAddress = placeAll("gradient");
  for (const [number, slot] of arrays.entries()) {
    if (slot.role === "position" || slot.role === "gradient") continue;
    end = alignedTo(16, end);
    place(slot, number);
  }
  if (end > largestMemory) throw new InvalidArgument("bind", "sizes", "need less than 2 GB of memory", `${end} bytes`);
  return { lengths, addresses, byteLength: alignedTo(16, end), positionAddress, gradientAddress, dimension };
}
