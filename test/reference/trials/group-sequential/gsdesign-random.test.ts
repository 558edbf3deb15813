/**
 * gsdesign-random.json: made by gsdesign-random.R with gsDesign on its finest grid (r = 80), settings drawn at random. Tolerance 5e-6 where
 * bounds are binding (its outer search over information ends about there), 1e-6 elsewhere.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as trials from "../../../../src/trials/group-sequential/index.js";

interface RandomCase {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly upper: readonly number[];
  readonly lower: readonly number[];
  readonly harm?: readonly number[];
  readonly inflation: number;
}

const reference: { provenance: string; cases: readonly RandomCase[] } = JSON.parse(
  readFileSync(new URL("./gsdesign-random.json", import.meta.url), "utf8"),
);

/** Things made from { make, options }, at any depth. */
function made(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const inside = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, made(part)]));
  if (!("make" in inside)) return inside;
  return (trials as unknown as Record<string, (options: unknown) => unknown>)[inside.make as string](inside.options);
}

function expectAll(found: readonly number[], expected: readonly number[], tolerance: number, about: string): void {
  expect(found.length, about).toBe(expected.length);
  found.forEach((value, k) => {
    expect(Math.abs(value - expected[k]), `${about} ${k}: ${value}, not ${expected[k]}`).toBeLessThanOrEqual(tolerance);
  });
}

describe(`settings drawn at random, against ${reference.provenance}`, () => {
  it("hold harm bounds that futility bounds limit before the last look", () => {
    const limited = reference.cases.filter(({ harm, lower }) => harm?.some((z, k) => k < harm.length - 1 && z === lower[k]));
    expect(limited.length).toBeGreaterThan(3);
  });

  for (const each of reference.cases) {
    it(each.name, () => {
      const plan = trials.groupSequentialPlan(made(each.options) as trials.GroupSequentialPlanOptions);
      const tolerance = each.options.binding ? 5e-6 : 1e-6;
      const { efficacy, futility, harm } = plan.boundaries;
      expectAll(efficacy, each.upper, tolerance, "upper");
      expectAll(futility, each.lower, tolerance, "lower");
      if (each.harm) expectAll(harm, each.harm, tolerance, "harm");
      expectAll([plan.inflation], [each.inflation], tolerance, "inflation");
    });
  }
});
