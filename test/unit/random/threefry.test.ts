import { describe, expect, it } from "vitest";
import {
  childKeyInto,
  fillFirstUniforms,
  firstUniformOfChild,
  threefry2x32Into,
  uniformFromWords,
} from "../../../src/random/threefry.js";

function threefry(key: [number, number], counter: [number, number]): string {
  const out = new Int32Array(2);
  threefry2x32Into(out, key[0], key[1], counter[0], counter[1]);
  return [...out].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join(" ");
}

describe("threefry2x32Into", () => {
  // Source: the known answers (kat_vectors, "threefry2x32 20") published with Random123 by salmon2011parallel.
  it("gives the published known answers", () => {
    expect(threefry([0, 0], [0, 0])).toBe("6b200159 99ba4efe");
    expect(threefry([0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff])).toBe("1cb996fc bb002be7");
    expect(threefry([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3])).toBe("c4923a9c 483df7a0");
  });

  it("takes signed and unsigned words alike", () => {
    expect(threefry([-1, -1], [-1, -1])).toBe(threefry([0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff]));
  });

  it("may write over its own key", () => {
    const key = new Int32Array([0x13198a2e, 0x03707344]);
    threefry2x32Into(key, key[0], key[1], 0x243f6a88, 0x85a308d3);
    expect([key[0] >>> 0, key[1] >>> 0]).toEqual([0xc4923a9c, 0x483df7a0]);
  });
});

describe("firstUniformOfChild", () => {
  it("makes its number from the words of the hash, as the known answer shows", () => {
    // Key and counter 0: words 6b200159 99ba4efe, so k = floor(6b200159 / 2^5) * 2^26 + floor(99ba4efe / 2^6).
    const k = (0x6b200159n >> 5n) * (1n << 26n) + (0x99ba4efen >> 6n);
    expect(firstUniformOfChild(0, 0, 0)).toBe(Number(k) * 2 ** -53);
  });

  it("uses the high word of labels beyond 2^32", () => {
    const label = 5 * 2 ** 32 + 0xfedcba98;
    const out = new Int32Array(2);
    threefry2x32Into(out, 123, -456, 0xfedcba98, 5);
    expect(firstUniformOfChild(123, -456, label)).toBe(uniformFromWords(out[0], out[1]));
    const key = new Int32Array(2);
    childKeyInto(key, 123, -456, label);
    expect(key).toEqual(out);
  });

  it("is what fillFirstUniforms gives for consecutive labels, across 2^32 too", () => {
    const out = new Float64Array(7);
    fillFirstUniforms(out, 9, 10, 2 ** 32 - 3);
    for (let i = 0; i < out.length; i++) expect(out[i]).toBe(firstUniformOfChild(9, 10, 2 ** 32 - 3 + i));
  });
});

describe("uniformFromWords", () => {
  it("stays inside (0, 1) at both ends", () => {
    expect(uniformFromWords(0, 0)).toBe(2 ** -54);
    expect(uniformFromWords(31, 63)).toBe(2 ** -54);
    expect(uniformFromWords(0, 64)).toBe(2 ** -53);
    expect(uniformFromWords(-1, -1)).toBe(1 - 2 ** -53);
  });
});
