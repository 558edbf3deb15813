import { all, type BigNumber, create, type MathJsInstance } from "mathjs";

/** Arbitrary precision arithmetic: the reference that the elementary functions are held to. */
export function highPrecision(digits: number): MathJsInstance {
  return create(all, { number: "BigNumber", precision: digits });
}

/** The double x itself, not its shortest decimal text. */
export function exactly(math: MathJsInstance, x: number): BigNumber {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(x));
  const field = Number(bits.getBigUint64(0) >> 52n);
  const fraction = bits.getBigUint64(0) & ((1n << 52n) - 1n);
  const mantissa = math.bignumber(String(field === 0 ? fraction : fraction | (1n << 52n)));
  const power = math.bignumber(2).pow(Math.max(field, 1) - 1075);
  return mantissa.mul(power).mul(x < 0 ? -1 : 1);
}

/** |result − truth| in units of the last place of the double next to the truth. */
export function ulpError(math: MathJsInstance, result: number, truth: BigNumber): number {
  const size = Math.abs(truth.toNumber());
  const unit = size < 2 ** -1021 ? 2 ** -1074 : 2 ** (Math.floor(Math.log2(size) + 1e-13) - 52);
  const scaled = exactly(math, result).sub(truth).abs().div(exactly(math, unit));
  return scaled.toNumber();
}

/** A fixed sequence of numbers in [0, 1), for choosing test points. */
export function fixedSequence(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 11n) / 2 ** 53;
  };
}
