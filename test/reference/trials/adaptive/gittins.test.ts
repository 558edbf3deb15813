/**
 * Gittins indices. Source of the values: gittins.json (calibration by dynamic programming to 1e-6, the R package gittins, and the tables of
 * Gittins, Glazebrook and Weber 2011).
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { gittinsIndex } from "../../../../src/trials/adaptive/gittins/gittins-index.js";
import { gittinsTable } from "../../../../src/trials/adaptive/gittins/gittins-table.js";

const values = JSON.parse(readFileSync(new URL("../data/gittins.json", import.meta.url), "utf8"));
const discounts: readonly string[] = Object.keys(values.bernoulli);
const statesOf = (key: string) => key.split(",").map((part) => Number(part.replace(/[ab]=/, "")));

describe.each(discounts)("Bernoulli indices with discount %s", (discount) => {
  const cases = Object.entries(values.bernoulli[discount] as Record<string, number>);

  it("agree with the reference to its calibration tolerance", () => {
    expect(cases.length).toBe(25);
    const largest = Math.max(
      ...cases.map(([key, expected]) => {
        const [a, b] = statesOf(key);
        return Math.abs(gittinsIndex(a, b, Number(discount)) - expected);
      }),
    );
    expect(largest).toBeLessThan(1.5e-6);
  });

  it("are the table's to the 1e-4 that it promises", () => {
    const table = gittinsTable({ discount: Number(discount), patients: 40 });
    for (const [key] of cases) {
      const [a, b] = statesOf(key);
      expect(Math.abs(table.index(a - 1, b - 1) - gittinsIndex(a, b, Number(discount)))).toBeLessThan(1e-4);
    }
    for (const [s, f] of [
      [40, 0],
      [0, 40],
      [20, 20],
      [31, 9],
      [13, 4],
    ])
      expect(Math.abs(table.index(s, f) - gittinsIndex(s + 1, f + 1, Number(discount)))).toBeLessThan(1e-4);
  });
});

it("agree with the published table for discount 0.9 to its four digits", () => {
  for (const [state, published] of Object.entries(values.known_published["Gittins 1989/2011 table gamma=.9"])) {
    const [a, b] = state.split(",").map(Number);
    expect(Math.abs(gittinsIndex(a, b, 0.9) - (published as number))).toBeLessThan(0.00005001);
  }
});
