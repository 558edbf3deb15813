import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../src/execution/canonical-json.js";

describe("canonicalJson", () => {
  it("sorts keys at every depth, and leaves no spaces", () => {
    expect(canonicalJson({ seed: 1, design: { target: 0.3, doses: [2, 1] }, arms: [{ b: null, a: "x" }] })).toBe(
      '{"arms":[{"a":"x","b":null}],"design":{"doses":[2,1],"target":0.3},"seed":1}',
    );
  });

  // Source: rfc8785, section 3.2.3: sorting by UTF-16 code units, not by code points.
  it("sorts the keys of the example in the standard as the standard does", () => {
    const keys = { "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One" };
    const more = { "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis" };
    expect(Object.values(JSON.parse(canonicalJson({ ...keys, ...more })))).toEqual([
      "One",
      "Carriage Return",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  // Source: rfc8785, appendix B, pairs of a double's bits and its text.
  it.each([
    ["0000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["44b52d02c7e14af6", "1e+23"],
    ["444b1ae4d6e2ef4e", "999999999999999700000"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555553", "333333333.3333332"],
  ])("writes the double %s as %s", (bits, text) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(`0x${bits}`));
    expect(canonicalJson(view.getFloat64(0))).toBe(text);
  });

  it("tells infinities and minus zero apart from other numbers, and refuses NaN", () => {
    expect(canonicalJson([Infinity, -0])).toBe('[{"$number":"Infinity"},{"$number":"-0"}]');
    expect(() => canonicalJson({ prior: { sd: Number.NaN } })).toThrow("canonicalJson: value.prior.sd must be a number, got NaN");
    expect(() => canonicalJson(Float64Array.of(1, Number.NaN))).toThrow("canonicalJson: value[1] must be a number, got NaN");
    expect(() => canonicalJson({ prior: undefined })).toThrow("canonicalJson: value.prior must be plain data");
  });
});
