/** Arbitrary valid options of randomization rules, responses and the trials that are made of them. */
import fc from "fast-check";
import { binaryResponse } from "../../../src/trials/comparative/binary-response.js";
import { continuousResponse } from "../../../src/trials/comparative/continuous-response.js";
import { countResponse } from "../../../src/trials/comparative/count-response.js";
import { survivalResponse } from "../../../src/trials/comparative/survival-response.js";
import type { AllocationRule } from "../../../src/trials/randomization/allocation-rule.js";
import { bigStick } from "../../../src/trials/randomization/big-stick.js";
import { completeRandomization } from "../../../src/trials/randomization/complete-randomization.js";
import { efronBiasedCoin } from "../../../src/trials/randomization/efron-biased-coin.js";
import { minimization } from "../../../src/trials/randomization/minimization.js";
import { permutedBlocks } from "../../../src/trials/randomization/permuted-blocks.js";
import { stratified } from "../../../src/trials/randomization/stratified.js";
import { urn } from "../../../src/trials/randomization/urn.js";

export type Options = Readonly<Record<string, unknown>>;

export const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
export const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
export const given = (options: Options): Options =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

const wholeRatio = (arms: number) => fc.array(fc.integer({ min: 1, max: 3 }), { minLength: arms, maxLength: arms });
const anyRatio = (arms: number) => fc.oneof(wholeRatio(arms), fc.array(between(0.2, 5), { minLength: arms, maxLength: arms }));

/** Factors that the scenarios of these laws give to patients. */
export const factors = fc.uniqueArray(fc.constantFrom<unknown>("sex", "site", { covariate: "age", cuts: [50, 60], weight: 2 }), {
  minLength: 1,
  maxLength: 3,
});

const blockOptions = (arms: number) =>
  wholeRatio(arms).chain((ratio) => {
    const sum = ratio.reduce((total, part) => total + part, 0);
    const size = fc.integer({ min: 1, max: 3 }).map((multiple) => multiple * sum);
    return fc.record({ ratio: fc.constant(ratio), blockSize: fc.oneof(size, fc.array(size, { minLength: 1, maxLength: 3 })) });
  });

const minimizationOptions = (arms: number) =>
  fc.record({
    factors,
    ratio: anyRatio(arms),
    imbalance: optional(fc.constantFrom("range", "variance", "standard-deviation")),
    // Above the largest smallest share of any ratio.
    probability: optional(between(0.51, 1)),
    overallWeight: optional(between(0, 2)),
    stratumWeight: optional(between(0, 2)),
  });

const urnOptions = (arms: number) =>
  fc.record({ arms: fc.constant(arms), alpha: optional(fc.nat(3)), beta: optional(fc.integer({ min: 1, max: 3 })) });

/** A rule for so many arms. */
export function anyRule(arms: number): fc.Arbitrary<AllocationRule> {
  const plain: fc.Arbitrary<AllocationRule>[] = [
    anyRatio(arms).map((ratio) => completeRandomization({ ratio })),
    blockOptions(arms).map(permutedBlocks),
    fc.tuple(anyRatio(arms), between(0.51, 1)).map(([ratio, probability]) => efronBiasedCoin({ ratio, probability })),
    urnOptions(arms).map((options) => urn(given(options))),
    minimizationOptions(arms).map((options) => minimization(given(options) as never)),
    ...(arms === 2 ? [fc.integer({ min: 1, max: 5 }).map((limit) => bigStick({ limit }))] : []),
  ];
  const strata = fc.tuple(fc.oneof(...plain), factors).map(([rule, by]) => stratified({ rule, factors: by as string[] }));
  return fc.oneof(...plain, strata);
}

const larger = optional(fc.constantFrom("better" as const, "worse" as const));
const responseOptions = {
  binaryResponse: fc.record({ measuredAfter: optional(fc.constantFrom(0, 1, 2.5)), larger }).map(given),
  continuousResponse: fc.record({ measuredAfter: optional(fc.constantFrom(0, 1, 2.5)), larger }).map(given),
  countResponse: fc.record({ exposure: between(0.1, 5), larger }).map(given),
  survivalResponse: fc.record({ followUp: between(0.1, 5), larger }).map(given),
};

export const anyResponse: fc.Arbitrary<unknown> = fc.oneof(
  responseOptions.binaryResponse.map((options) => binaryResponse(options)),
  responseOptions.continuousResponse.map((options) => continuousResponse(options)),
  responseOptions.countResponse.map((options) => countResponse(options as never)),
  responseOptions.survivalResponse.map((options) => survivalResponse(options as never)),
);

/** A number of arms, and how a user names them. */
export const anyArms = fc
  .integer({ min: 2, max: 4 })
  .chain((count) =>
    fc.constantFrom<number | readonly string[]>(count, ["A", "B", "C", "D"].slice(0, count)).map((named) => ({ count, named })),
  );

const parallelGroupOptions = anyArms.chain(({ count, named }) =>
  fc.record({
    arms: fc.constant(named),
    patients: fc.integer({ min: 1, max: 30 }),
    response: anyResponse,
    randomization: optional(anyRule(count)),
    control: optional(fc.nat(count - 1)),
    alpha: optional(between(0.001, 0.5)),
    balance: optional(fc.oneof(fc.constant(false), factors)),
  }),
);

export const randomizedDesignOptions: { readonly [name: string]: fc.Arbitrary<Options> } = {
  parallelGroup: parallelGroupOptions.map(given),
};

export const randomizationOptions: { readonly [name: string]: fc.Arbitrary<Options> } = {
  completeRandomization: fc.record({ ratio: optional(anyRatio(3)) }).map(given),
  permutedBlocks: blockOptions(3),
  stratified: fc.record({ rule: anyRule(2), factors }),
  efronBiasedCoin: fc.record({ probability: optional(between(0.51, 1)), ratio: optional(anyRatio(2)) }).map(given),
  bigStick: fc.record({ limit: fc.integer({ min: 1, max: 9 }) }),
  urn: urnOptions(3).map(given),
  minimization: minimizationOptions(3).map(given),
  ...responseOptions,
};
