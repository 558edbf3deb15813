/** Arbitrary valid options of group-sequential plans and of the trials that run them. */
import fc from "fast-check";
import {
  betaSpending,
  fixedFutility,
  groupSequentialPlan,
  hwangShihDeCani,
  kimDeMets,
  lanDeMetsObrienFleming,
  lanDeMetsPocock,
  pocock,
  wangTsiatis,
} from "../../../src/trials/group-sequential/index.js";
import { between, given, type Options, optional } from "./arbitrary-randomization.js";

const efficacy = fc.constantFrom(
  lanDeMetsObrienFleming(),
  lanDeMetsPocock(),
  hwangShihDeCani({ gamma: -2 }),
  kimDeMets({ rho: 2 }),
  pocock(),
  wangTsiatis({ delta: 0.2 }),
);

/** Options of a plan with 1 to 3 looks: two-sided, or one-sided with a futility or harm rule or none. */
export const planOptions: fc.Arbitrary<Options> = fc.integer({ min: 1, max: 3 }).chain((looks) =>
  fc
    .record({
      looks: fc.constant(looks),
      efficacy,
      alpha: fc.constantFrom(0.025, 0.05, 0.1),
      power: fc.constantFrom(0.6, 0.8, 0.9),
      more: fc.oneof(
        fc.constant({ sided: 2 }),
        fc.constant({}),
        fc.boolean().map((binding) => ({ futility: betaSpending({ spending: hwangShihDeCani({ gamma: -1 }) }), binding })),
        between(-1, 0.5).map((z) => ({ futility: fixedFutility({ z: new Array<number>(looks - 1).fill(z) }) })),
        fc.constant({ harm: lanDeMetsPocock(), harmTotal: 0.1 }),
      ),
    })
    .map(({ more, ...options }) => ({ ...options, ...more })),
);

const plan = planOptions.map((options) => groupSequentialPlan(options as never));
const armNames = fc.constantFrom(undefined, ["standard", "new"]);
const larger = optional(fc.constantFrom("better", "worse"));

const meansOptions = fc
  .record({
    plan,
    patients: fc.integer({ min: 9, max: 40 }),
    arms: fc.constantFrom(undefined, ["standard", "new"], ["only"]),
    alternative: between(-2, 2),
    nullValue: optional(between(-0.5, 0.5)),
    standardDeviation: between(0.2, 3),
    test: optional(fc.constantFrom("z", "t")),
    larger,
    measuredAfter: optional(fc.constantFrom(0, 1, 2.5)),
  })
  .map(given);

const ratesOptions = fc
  .record({
    plan,
    patients: fc.integer({ min: 9, max: 40 }),
    one: fc.boolean(),
    effect: fc.constantFrom("difference", "ratio", "odds-ratio"),
    treatmentRate: between(0.05, 0.95),
    controlRate: between(0.05, 0.95),
    ratio: optional(fc.constantFrom(1, 2, 0.5)),
    larger,
    measuredAfter: optional(fc.constantFrom(0, 1, 2.5)),
  })
  .map(({ controlRate, effect, one, ratio, ...options }) =>
    given(one ? { ...options, arms: ["only"], nullValue: controlRate } : { ...options, controlRate, effect, ratio }),
  );

const countsOptions = fc
  .record({
    plan,
    arms: armNames,
    patients: fc.integer({ min: 8, max: 30 }),
    treatmentRate: between(0.2, 3),
    controlRate: between(0.2, 3),
    overdispersion: optional(between(0, 2)),
    knownOverdispersion: optional(fc.boolean()),
    boundsFor: optional(fc.constantFrom("information", "planned")),
    accrualDuration: between(0.5, 5),
    course: fc.oneof(
      between(0.5, 3).map((exposure) => ({ exposure })),
      between(0.1, 3).map((followUp) => ({ followUp })),
    ),
    larger,
  })
  .map(({ course, ...options }) => given({ ...options, ...course }));

const survivalOptions = fc.integer({ min: 10, max: 40 }).chain((patients) =>
  fc
    .record({
      plan,
      arms: armNames,
      patients: fc.constant(patients),
      events: fc.integer({ min: 6, max: patients - 3 }),
      controlHazard: fc.oneof(
        between(0.1, 2),
        fc.constant([
          { from: 0, rate: 0.5 },
          { from: 1, rate: 0.2 },
        ]),
      ),
      hazardRatio: fc.oneof(
        between(0.3, 2),
        fc.constant([
          { from: 0, ratio: 1 },
          { from: 0.5, ratio: 0.5 },
        ]),
      ),
      formula: optional(fc.constantFrom("schoenfeld", "freedman", "hsieh-freedman")),
      ratio: optional(fc.constantFrom(1, 2)),
      accrual: optional(between(1, 20)),
      weight: optional(
        fc.constantFrom(
          { kind: "fleming-harrington", rho: 0, gamma: 1 },
          { kind: "fleming-harrington", rho: 1, gamma: 1 },
          { kind: "magirr-burman", delay: 0.5 },
        ),
      ),
      larger,
    })
    .map(given),
);

/** Options of designs, by name. */
export const groupSequentialDesignOptions = {
  groupSequentialMeans: meansOptions,
  groupSequentialRates: ratesOptions,
  groupSequentialCounts: countsOptions,
  groupSequentialSurvival: survivalOptions,
};
