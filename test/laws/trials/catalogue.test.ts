import { describe, expect, it } from "vitest";
import { catalogue, designs } from "../../../src/trials/catalogue.js";
import { designOptions, optionsByName } from "./arbitrary-designs.js";

describe("the catalogue of trials", () => {
  it("has arbitrary options for every design, so that all laws run over it", () => {
    expect(Object.keys(designOptions).sort()).toEqual(Object.keys(designs).sort());
  });

  it("has arbitrary options for everything else in it", () => {
    expect(Object.keys(optionsByName).sort()).toEqual(Object.keys(catalogue).sort());
  });
});
