import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Rng } from "../../../src/random/rng.js";
import { rngFromSeed, streamKey } from "../../../src/random/stream.js";
import { firstUniformOfChild } from "../../../src/random/threefry.js";

const seeds = fc.oneof(fc.maxSafeNat(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.string());
const labels = fc.oneof(fc.maxSafeNat(), fc.nat({ max: 100 }), fc.string(), fc.string({ unit: "binary" }));
const take = (rng: Rng, count: number) => Array.from({ length: count }, () => rng.uniform());

describe("a stream", () => {
  test.prop([seeds, fc.array(labels, { maxLength: 3 })])(
    "gives the same numbers whenever it is addressed again",
    (seed, path) => {
      const walk = () => path.reduce<Rng>((rng, label) => rng.child(label), rngFromSeed(seed));
      expect(take(walk(), 6)).toEqual(take(walk(), 6));
    },
  );

  test.prop([seeds, labels, fc.nat({ max: 5 }), fc.nat({ max: 5 })])(
    "neither advances with its children nor they with it",
    (seed, label, a, b) => {
      const parent = rngFromSeed(seed);
      take(parent, a);
      const child = parent.child(label);
      take(child, b);
      expect(take(parent, 4)).toEqual(take(rngFromSeed(seed), a + 4).slice(a));
      expect(take(child, 4)).toEqual(take(rngFromSeed(seed).child(label), b + 4).slice(b));
    },
  );

  test.prop([seeds, fc.array(fc.nat({ max: 6 }), { maxLength: 6 }), fc.boolean()])(
    "is filled with the numbers that single calls give, in pieces of any length",
    (seed, lengths, startSingly) => {
      const filled = rngFromSeed(seed);
      const numbers = startSingly ? [filled.uniform()] : [];
      for (const length of lengths) {
        const piece = new Float64Array(length);
        filled.fillUniform(piece);
        numbers.push(...piece);
      }
      numbers.push(filled.uniform());
      expect(numbers).toEqual(take(rngFromSeed(seed), numbers.length));
    },
  );

  test.prop([seeds])("stays in the open interval (0, 1)", (seed) => {
    const out = new Float64Array(100);
    rngFromSeed(seed).fillUniform(out);
    expect(out.every((u) => u > 0 && u < 1)).toBe(true);
  });

  test.prop([seeds, fc.maxSafeNat()])("has the first number that its key and label alone give", (seed, label) => {
    const rng = rngFromSeed(seed);
    const [k0, k1] = streamKey(rng);
    expect(firstUniformOfChild(k0, k1, label)).toBe(rng.child(label).uniform());
  });

  test.prop([seeds, fc.uniqueArray(labels, { minLength: 2, maxLength: 30 })])(
    "has a different address for every label",
    (seed, different) => {
      const rng = rngFromSeed(seed);
      const keys = different.map((label) => streamKey(rng.child(label)).join());
      expect(new Set([...keys, streamKey(rng).join()]).size).toBe(different.length + 1);
    },
  );
});
