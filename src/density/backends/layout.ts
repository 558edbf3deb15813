/** Where the arrays of a program lie in memory, for given sizes. */
import { InvalidArgument } from "../../errors.js";
import type { Program } from "../program.js";

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

/** Where arrays lie whatever the data: NaN for those behind lengths that are bound. */
export const fixedAddresses = (program: Program): readonly number[] =>
  layOut(
    program,
    program.sizes.map(({ fixed }) => fixed ?? Number.NaN),
  ).addresses;

/**
 * Lays the arrays out: those of fixed lengths first, then position arrays and gradient arrays without gaps, then the others; aligned to 16 bytes.
 *
 * @throws InvalidArgument if they need more than 2 GB.
 */
export function layOut({ sizes, arrays }: Program, lengths: readonly number[]): Layout {
  const addresses: number[] = arrays.map(() => 0);
  let end = 4 * (sizes.length + arrays.length);
  const placeAll = (group: string): number => {
    end = alignedTo(16, end);
    const start = end;
    for (const [number, { role, size, type, padding = 0, name }] of arrays.entries()) {
      const isBeside = role === "position" || role === "gradient";
      if ((isBeside ? role : sizes[size].fixed === undefined ? "bound" : "fixed") !== group) continue;
      if (isBeside && padding > 0) throw new Error(`Program: ${name} lies beside others, and cannot be padded`);
      const width = type === "f64" ? 8 : 4;
      addresses[number] = alignedTo(isBeside ? 8 : 16, end) + alignedTo(8, width * padding);
      end = addresses[number] + width * (lengths[size] + padding);
    }
    return start;
  };
  placeAll("fixed");
  const positionAddress = placeAll("position");
  const dimension = (end - positionAddress) / 8;
  const gradientAddress = placeAll("gradient");
  placeAll("bound");
  if (end > largestMemory) throw new InvalidArgument("bind", "sizes", "need less than 2 GB of memory", `${end} bytes`);
  return { lengths, addresses, byteLength: alignedTo(16, end), positionAddress, gradientAddress, dimension };
}
