/** Arbitrary valid options of spending functions, families of bounds and futility rules. */
import fc from "fast-check";
import { hwangShihDeCani, kimDeMets, lanDeMetsPocock } from "../../../src/trials/group-sequential/index.js";
import { between, given, type Options, optional } from "./arbitrary-randomization.js";

const spending = fc.constantFrom(lanDeMetsPocock(), hwangShihDeCani({ gamma: -2 }), kimDeMets({ rho: 2 }));

/** Two increasing numbers. */
const increasing = (min: number, max: number) =>
  fc.tuple(between(min, max), between(min, max)).map(([a, b]) => (a < b ? [a, b] : [b, a + (a - b) / 8 + 1e-3]));

const twoParameters: fc.Arbitrary<Options> = fc.oneof(
  fc.record({ intercept: between(-3, 3), slope: between(0.1, 5) }),
  fc.tuple(increasing(0.05, 0.8), increasing(0.01, 0.8)).map(([times, shares]) => ({ through: [...times, ...shares] })),
);

const points: fc.Arbitrary<Options> = fc
  .uniqueArray(between(0.01, 0.99), { minLength: 1, maxLength: 5 })
  .chain((times) =>
    fc
      .array(between(0, 1), { minLength: times.length, maxLength: times.length })
      .map((shares) => ({ times: [...times].sort((a, b) => a - b), shares: [...shares].sort((a, b) => a - b) })),
  );

const limited: fc.Arbitrary<Options> = fc
  .record({ spending, from: between(0, 0.6), more: between(0.01, 0.4) })
  .map(({ from, more, ...options }) => ({ ...options, from, to: from + more }));

const list = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: 0, maxLength: 5 });

export const boundaryPartOptions: { readonly [name: string]: fc.Arbitrary<Options> } = {
  lanDeMetsObrienFleming: fc.record({ rho: optional(between(0.01, 20)) }).map(given),
  lanDeMetsPocock: fc.constant({}),
  hwangShihDeCani: fc.record({ gamma: between(-40, 40) }),
  kimDeMets: fc.record({ rho: between(0.001, 50) }),
  exponentialSpending: fc.record({ nu: between(0.001, 10) }),
  logisticSpending: twoParameters,
  normalSpending: twoParameters,
  cauchySpending: twoParameters,
  extremeValueSpending: twoParameters,
  mirroredExtremeValueSpending: twoParameters,
  studentTSpending: fc
    .tuple(twoParameters, between(1, 50))
    .map(([options, degreesOfFreedom]) => ({ ...options, degreesOfFreedom })),
  betaDistributionSpending: fc.record({ shape1: between(0.1, 10), shape2: between(0.1, 10) }),
  pointsSpending: points,
  stepSpending: points,
  truncatedSpending: limited,
  trimmedSpending: limited,
  gappedSpending: limited,
  xiGallo: fc.record({ method: fc.constantFrom(1, 2, 3), gamma: between(0.5, 0.99) }),
  obrienFleming: fc.constant({}),
  pocock: fc.constant({}),
  wangTsiatis: fc.record({ delta: between(-9, 0.99) }),
  haybittlePeto: fc
    .record({ interim: optional(fc.oneof(between(0.1, 8), fc.array(between(0.1, 8), { minLength: 1, maxLength: 5 }))) })
    .map(given),
  noEarlyEfficacy: fc.constant({}),
  betaSpending: fc.record({ spending, adjusted: optional(fc.boolean()) }).map(given),
  nullSpending: fc.record({ spending, total: optional(between(0.01, 0.99)) }).map(given),
  fixedFutility: fc.record({ z: list(between(-4, 4)) }),
  effectFutility: fc.record({ parts: list(between(-1, 1)) }),
  conditionalPowerFutility: fc.record({ power: list(between(0.01, 0.99)), under: fc.constantFrom("planned", "trend") }),
  pampallonaTsiatis: fc.record({ delta: between(-9, 0.99) }),
};
