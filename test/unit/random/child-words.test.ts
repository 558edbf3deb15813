import { describe, expect, it } from "vitest";
import { childWords, portableChildWords, rngFromKey, rngFromSeed, streamKey } from "../../../src/random/index.js";

const [k0, k1] = streamKey(rngFromSeed("child words"));

describe.each([
  ["vectorized where that is possible", childWords],
  ["portable", portableChildWords],
])("words of children, %s", (_, make) => {
  it.each([1, 3, 4, 5, 64, 1023, 1024])("are the keys of the children, and of a child of each: %i of them", (count) => {
    const words = make();
    words.fill(k0, k1, 7, count);
    words.fillBelow(2, count);
    const parent = rngFromKey(k0, k1);
    for (let i = 0; i < count; i++) {
      const child = parent.child(7 + i);
      expect([words.high[i], words.low[i]]).toEqual([...streamKey(child)]);
      expect([words.highBelow[i], words.lowBelow[i]]).toEqual([...streamKey(child.child(2))]);
    }
  });
});
