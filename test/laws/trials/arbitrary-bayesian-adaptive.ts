/** Arbitrary valid options of Bayesian adaptive trials. */
import fc from "fast-check";
import { anyArms, anyResponse, between, given, type Options, optional } from "./arbitrary-randomization.js";

const priors: { readonly [scale: string]: fc.Arbitrary<unknown> } = {
  proportion: fc.record({ alpha: between(0.3, 5), beta: between(0.3, 5) }),
  rate: fc.record({ shape: between(0.3, 3), rate: fc.constantFrom(0, 0.5) }),
  mean: fc.constantFrom(
    { kind: "reference" },
    { kind: "plugIn" },
    { kind: "known", standardDeviation: 2 },
    { kind: "known", standardDeviation: 1, mean: 0, sd: 3 },
    { kind: "conjugate", mean: 0, patients: 1, shape: 2, rate: 1 },
  ),
};

/** Thresholds for each analysis, or one for all. */
const byLook = (looks: number, value: fc.Arbitrary<number>, direction: 1 | -1) =>
  fc.oneof(
    value,
    fc.array(value, { minLength: looks, maxLength: looks }).map((list) => list.sort((a, b) => direction * (a - b))),
  );

const difference = (looks: number) =>
  optional(
    fc
      .record({
        probability: byLook(looks, between(0.3, 0.95), -1),
        difference: between(0.05, 0.5),
        onlyFirstControl: optional(fc.boolean()),
      })
      .map(given),
  );

/** Control's protection with its limits, or none. */
const protections = (arms: number) =>
  fc.constantFrom<Options>(
    { controlAllocation: "matched" },
    { controlAllocation: "square-root" },
    { controlAllocation: "square-root at start" },
    { controlAllocation: "square-root fixed" },
    { controlAllocation: 0.3 },
    { controlAllocation: "adaptive", tuning: 0.5 },
    { controlAllocation: Array.from({ length: arms - 1 }, (_, dropped) => 0.2 + 0.2 * (dropped / arms)) },
    { minimum: 0.5 / arms, rescale: "limits" },
  );

const changes = (arms: number, looks: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: Math.max(1, looks - 2) }), fc.boolean())
    .map(([afterLook, closes]) =>
      arms < 3 || looks < 3
        ? undefined
        : [{ afterLook, opens: arms - 1 }, ...(closes ? [{ afterLook: afterLook + 1, closes: arms - 1 }] : [])],
    );

const bayesianAdaptiveOptions = fc
  .tuple(anyArms, anyResponse, fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 }), fc.boolean())
  .chain(([{ count, named }, response, steps, controlled]) => {
    let patients = 0;
    const looks = steps.map((step) => {
      patients += step;
      return patients;
    });
    const { scale } = response as { scale: string };
    return fc
      .record({
        arms: fc.constant(named),
        response: fc.constant(response),
        looks: fc.constant(looks),
        enrolledAtLooks: optional(fc.nat({ max: 4 }).map((more) => looks.map((look) => look + more))),
        prior: optional(priors[scale]),
        superiority: optional(byLook(looks.length, between(0.6, 0.999), -1)),
        inferiority: optional(byLook(looks.length, between(0, 0.9 / count), 1)),
        equivalence: difference(looks.length),
        tuning: optional(fc.oneof(byLook(looks.length, between(0, 1), 1), fc.constant("n/2N"))),
        measure: optional(fc.constantFrom("best", "best and variance")),
        adaptAfterLook: optional(fc.integer({ min: 1, max: looks.length })),
        changes: changes(count, looks.length),
        futility: difference(looks.length),
        control: fc.nat({ max: count - 1 }),
        protection: protections(count),
        minimum: optional(between(0, 0.9 / count)),
        maximum: optional(between(0.8, 1)),
      })
      .map(({ control, futility, protection, minimum, maximum, changes: planned, ...options }) => {
        const isMoved = planned !== undefined && control === count - 1;
        const own = controlled ? { control: isMoved ? 0 : control, futility, ...protection } : { minimum, maximum };
        return { ...options, changes: planned, ...own };
      });
  });

export const bayesianAdaptiveDesignOptions: { readonly [name: string]: fc.Arbitrary<Options> } = {
  bayesianAdaptive: bayesianAdaptiveOptions.map((options) => given(options as Options)),
};
