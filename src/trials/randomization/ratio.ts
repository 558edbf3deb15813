/** The proportions that arms are to get. */
import { InvalidArgument } from "../../errors.js";

const MOST_ARMS = 50;

/**
 * Returns an allocation ratio as shares that sum to 1.
 *
 * @throws InvalidArgument unless the ratio is a list of 2 to 50 positive numbers.
 */
export function sharesOf(caller: string, ratio: readonly number[]): readonly number[] {
  if (!Array.isArray(ratio) || ratio.length < 2 || ratio.length > MOST_ARMS)
    throw new InvalidArgument(caller, "ratio", `have a number for each of 2 to ${MOST_ARMS} arms`, ratio);
  ratio.forEach((part: unknown, arm) => {
    if (typeof part !== "number" || !(part > 0 && part < 1e6))
      throw new InvalidArgument(caller, `ratio[${arm}]`, "be positive and below 1000000", part);
  });
  const sum = ratio.reduce((total: number, part: number) => total + part, 0);
  return Object.freeze(ratio.map((part) => part / sum));
}

/**
 * Returns a ratio of whole numbers in lowest terms: 4 : 2 is 2 : 1.
 *
 * @throws InvalidArgument unless all parts are integers.
 */
export function wholeRatio(caller: string, ratio: readonly number[]): readonly number[] {
  const fraction = ratio.findIndex((part) => !Number.isInteger(part));
  if (fraction >= 0)
    throw new InvalidArgument(caller, `ratio[${fraction}]`, "be an integer, so that blocks can keep the ratio", ratio[fraction]);
  const divisor = ratio.reduce(greatestCommonDivisor);
  return ratio.map((part) => part / divisor);
}

/** Returns equal shares of that many arms. @throws InvalidArgument unless there are 2 to 50. */
export function equalShares(caller: string, arms: number): readonly number[] {
  if (typeof arms !== "number" || !Number.isInteger(arms) || arms < 2 || arms > MOST_ARMS)
    throw new InvalidArgument(caller, "arms", `be an integer from 2 to ${MOST_ARMS}`, arms);
  return Object.freeze(new Array<number>(arms).fill(1 / arms));
}

/** A ratio as a protocol writes it: `2 : 1`, `1 : 1.5`. */
export function ratioInWords(ratio: readonly number[]): string {
  const least = Math.min(...ratio);
  const parts = ratio.map((part) => part / least);
  for (let multiple = 1; multiple <= 12; multiple++) {
    const whole = parts.map((part) => Math.round(part * multiple));
    if (parts.every((part, i) => Math.abs(part * multiple - whole[i]) < 1e-9 * whole[i])) return whole.join(" : ");
  }
  return parts.map((part) => String(Number(part.toPrecision(4)))).join(" : ");
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
