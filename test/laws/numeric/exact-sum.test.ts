import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExactSum, exactSumOf } from "../../../src/numeric/exact-sum.js";

/** The value of a finite double as an integer multiple of 2^−1074. */
function toInteger(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0);
  const exponent = (word >> 52n) & 0x7ffn;
  const fraction = word & 0xfffffffffffffn;
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return word >> 63n === 1n ? -size : size;
}

/** Rounds an integer multiple of 2^−1074 to the nearest double by search over the bit patterns of doubles. */
function toNearest(integer: bigint): number {
  const size = integer < 0n ? -integer : integer;
  const bits = new DataView(new ArrayBuffer(8));
  const at = (pattern: bigint): number => {
    bits.setBigUint64(0, pattern);
    return bits.getFloat64(0);
  };
  const infinity = 0x7ffn << 52n;
  const exact = (pattern: bigint): bigint => (pattern === infinity ? 1n << 2098n : toInteger(at(pattern)));
  let below = 0n;
  let above = infinity;
  if (size >= exact(infinity)) below = infinity;
  while (above - below > 1n) {
    const middle = (below + above) / 2n;
    if (exact(middle) <= size) below = middle;
    else above = middle;
  }
  const doubled = 2n * size - exact(below) - exact(above);
  const chosen =
    below === infinity || doubled > 0n || (doubled === 0n && below % 2n === 1n) ? (below === infinity ? below : above) : below;
  return integer < 0n ? -at(chosen) : at(chosen);
}

const exactReference = (values: readonly number[]): number =>
  toNearest(values.reduce((sum, value) => sum + toInteger(value), 0n)) + 0;

const finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(
    1e308,
    -1e308,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    Number.MIN_VALUE,
    -Number.MIN_VALUE,
    2 ** -1022,
    2 ** 53,
    2 ** 970,
  ),
  fc.integer(),
  fc.tuple(fc.integer({ min: -1074, max: 1023 }), fc.constantFrom(-1, 1)).map(([exponent, sign]) => sign * 2 ** exponent),
  fc.double({ min: -1e-300, max: 1e-300, noNaN: true }),
);
/** Lists that cancel: some values come with their negations, in a random order. */
const cancelling = fc
  .tuple(fc.array(finite, { maxLength: 30 }), fc.array(finite, { maxLength: 8 }))
  .chain(([paired, alone]) =>
    fc.shuffledSubarray([...paired, ...paired.map((value) => -value), ...alone], { minLength: 2 * paired.length + alone.length }),
  );

const accumulate = (values: readonly number[]): ExactSum => {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum;
};

describe("exact summation", () => {
  it("is the exact sum rounded once, whatever cancels", () => {
    fc.assert(
      fc.property(cancelling, (values) => {
        const expected = exactReference(values);
        expect(Object.is(accumulate(values).round(), expected)).toBe(true);
        expect(Object.is(exactSumOf(Float64Array.from(values)), expected)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the same state for any order and any grouping", () => {
    fc.assert(
      fc.property(cancelling, fc.array(fc.nat(80), { maxLength: 5 }), (values, cuts) => {
        const text = accumulate(values).toJSON();
        const reversed = Float64Array.from(values).reverse();
        const total = new ExactSum();
        const bounds = [0, ...cuts.map((cut) => Math.min(cut, values.length)).sort((a, b) => a - b), values.length];
        for (let i = bounds.length - 1; i > 0; i--) {
          const part = new ExactSum();
          part.addAll(reversed, bounds[i - 1], bounds[i]);
          total.merge(i % 2 === 0 ? part : ExactSum.fromJSON(part.toJSON()));
        }
        expect(total.toJSON()).toBe(text);
        expect(Object.is(total.round(), accumulate(values).round())).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("survives a round trip through JSON and continues exactly", () => {
    fc.assert(
      fc.property(cancelling, cancelling, (first, second) => {
        const restored = ExactSum.fromJSON(JSON.parse(JSON.stringify(accumulate(first))));
        for (const value of second) restored.add(value);
        expect(restored.toJSON()).toBe(accumulate([...first, ...second]).toJSON());
      }),
    );
  });

  it("treats infinities and NaN without regard to order", () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 12 }), (values) => {
        const plain =
          values.some((value) => Number.isNaN(value)) || (values.includes(Infinity) && values.includes(-Infinity))
            ? Number.NaN
            : values.includes(Infinity)
              ? Infinity
              : values.includes(-Infinity)
                ? -Infinity
                : exactReference(values);
        expect(Object.is(accumulate(values).round(), plain)).toBe(true);
        expect(Object.is(accumulate([...values].reverse()).round(), plain)).toBe(true);
      }),
    );
  });
});
