import { describe, expect, it } from "vitest";
import {
  atan,
  atan2,
  cbrt,
  cos,
  cosh,
  exp,
  expm1,
  log,
  log1p,
  log2,
  log10,
  pow,
  sin,
  sinh,
  tan,
  tanh,
} from "../../../../src/numeric/elementary.js";
import { fixedSequence } from "./ulp-error.js";

/** FNV-1a over the bytes of all results. */
function hashOfBits(values: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(8));
  let hash = 0x811c9dc5;
  for (const value of values) {
    view.setFloat64(0, value);
    for (let byte = 0; byte < 8; byte++) hash = Math.imul(hash ^ view.getUint8(byte), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

describe("the bits of the elementary functions", () => {
  it("are the ones recorded here, on every engine", () => {
    const next = fixedSequence(7);
    const points = Array.from({ length: 500 }, () => (next() - 0.5) * 2 ** Math.floor(20 * next() - 10));
    const hashes = Object.fromEntries(
      Object.entries({ atan, cbrt, cos, cosh, exp, expm1, sin, sinh, tan, tanh }).map(([name, f]) => [
        name,
        hashOfBits(points.map(f)),
      ]),
    );
    for (const [name, f] of Object.entries({ log, log1p, log2, log10 }))
      hashes[name] = hashOfBits(points.map((x) => f(Math.abs(x))));
    hashes.pow = hashOfBits(points.map((x, i) => pow(Math.abs(x), points[(i + 1) % 500])));
    hashes.atan2 = hashOfBits(points.map((x, i) => atan2(x, points[(i + 1) % 500])));
    expect(hashes).toMatchInlineSnapshot(`
      {
        "atan": "3240e7db",
        "atan2": "71e33511",
        "cbrt": "130d631",
        "cos": "b3d0f93c",
        "cosh": "fa53297b",
        "exp": "80aba845",
        "expm1": "1728abb2",
        "log": "4a139c52",
        "log10": "10dc90c8",
        "log1p": "798c9963",
        "log2": "b4ef6c07",
        "pow": "79550d40",
        "sin": "8254744c",
        "sinh": "a0c82612",
        "tan": "34e96c39",
        "tanh": "7530b9f0",
      }
    `);
  });
});
