/** "Did you mean". */
import { describe, expect, it } from "vitest";
import { didYouMean } from "../../../src/cli/nearest-name.js";

describe("didYouMean", () => {
  const known = ["boin", "threePlusThree", "target", "maximumPatients"];

  it.each([
    ["bion", "boin"],
    ["BOIN", "boin"],
    ["taget", "target"],
    ["threePlusTree", "threePlusThree"],
    ["maxPatients", ""],
    ["crm", ""],
    ["", ""],
    [7, ""],
  ])("answers %j with %j", (name, near) => {
    expect(didYouMean(name, known)).toBe(near === "" ? "" : `; did you mean ${near}?`);
  });

  it("takes no time over a very long name", () => {
    expect(didYouMean("x".repeat(1_000_000), known)).toBe("");
  });
});
