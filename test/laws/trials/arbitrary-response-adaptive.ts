/** Arbitrary valid options of allocation targets, response-adaptive rules and the trials that are made of them. */
import fc from "fast-check";
import type { AdaptiveRule } from "../../../src/trials/adaptive/rules/adaptive-rule.js";
import { covariateAdjusted } from "../../../src/trials/adaptive/rules/covariate-adjusted.js";
import { doublyAdaptiveBiasedCoin } from "../../../src/trials/adaptive/rules/doubly-adaptive-biased-coin.js";
import { erade } from "../../../src/trials/adaptive/rules/erade.js";
import { forwardLookingGittins, gittinsRule } from "../../../src/trials/adaptive/rules/gittins-rule.js";
import { playTheWinner } from "../../../src/trials/adaptive/rules/play-the-winner.js";
import { aOptimalTarget } from "../../../src/trials/adaptive/targets/a-optimal-target.js";
import type { AllocationTarget } from "../../../src/trials/adaptive/targets/allocation-target.js";
import { fixedTarget } from "../../../src/trials/adaptive/targets/fixed-target.js";
import { maximumPowerTarget } from "../../../src/trials/adaptive/targets/maximum-power-target.js";
import { neymanTarget } from "../../../src/trials/adaptive/targets/neyman-target.js";
import { rsihrTarget } from "../../../src/trials/adaptive/targets/rsihr-target.js";
import { urnTarget } from "../../../src/trials/adaptive/targets/urn-target.js";
import { zhangRosenbergerTarget } from "../../../src/trials/adaptive/targets/zhang-rosenberger-target.js";
import { anyArms, anyResponse, anyRule, between, factors, given, type Options, optional } from "./arbitrary-randomization.js";

type Scale = AdaptiveRule["scales"][number];

const targets = (arms: number): readonly AllocationTarget[] => [
  neymanTarget(),
  rsihrTarget(),
  urnTarget(),
  aOptimalTarget(),
  maximumPowerTarget({ minimum: 0.1 }),
  maximumPowerTarget({ fewFailures: true }),
  fixedTarget({ ratio: Array.from({ length: arms }, (_, arm) => arm + 1) }),
  ...(arms === 2 ? [zhangRosenbergerTarget()] : []),
];

const anyTarget = (arms: number, scale: Scale) =>
  fc.constantFrom(...targets(arms).filter(({ scales }) => scales.includes(scale)));

const gittins = { discount: fc.constantFrom(0.5, 0.8), table: fc.constantFrom(5, 20) };
const forwardOptions = fc.record({ ...gittins, block: fc.integer({ min: 1, max: 4 }), controlled: optional(fc.boolean()) });
const playOptions = fc.record({ balls: optional(between(0, 3)), added: optional(between(0.1, 3)) });
const coinOptions = (arms: number, scale: Scale) =>
  fc.record({ target: anyTarget(arms, scale), gamma: optional(between(0, 10)) });
const eradeOptions = (scale: Scale) => fc.record({ target: anyTarget(2, scale), alpha: optional(between(0.1, 0.9)) });
const adjustedOptions = (arms: number) =>
  fc.record({
    target: anyTarget(arms, "proportion"),
    factors,
    by: optional(fc.constantFrom("strata", "model")),
    gamma: optional(between(0, 5)),
  });

function anyAdaptiveRule(arms: number, scale: Scale): fc.Arbitrary<AdaptiveRule> {
  const coin = coinOptions(arms, scale).map((options) => doublyAdaptiveBiasedCoin(given(options) as never));
  const efficient = arms === 2 ? [eradeOptions(scale).map((options) => erade(given(options) as never))] : [];
  const normal = scale === "mean" ? [fc.record(gittins).map((options) => gittinsRule(options))] : [];
  if (scale !== "proportion") return fc.oneof(coin, ...efficient, ...normal);
  return fc.oneof(
    coin,
    ...efficient,
    playOptions.map((options) => playTheWinner(given(options))),
    fc.record(gittins).map((options) => gittinsRule(options)),
    forwardOptions.map((options) => forwardLookingGittins(given(options) as never)),
    adjustedOptions(arms).map((options) => covariateAdjusted(given(options) as never)),
  );
}

const responseAdaptiveOptions = fc.tuple(anyArms, anyResponse).chain(([{ count, named }, response]) =>
  fc.record({
    arms: fc.constant(named),
    patients: fc.integer({ min: 1, max: 24 }),
    response: fc.constant(response),
    rule: anyAdaptiveRule(count, (response as { scale: Scale }).scale),
    burnIn: optional(fc.integer({ min: 1, max: 5 })),
    randomization: optional(anyRule(count)),
    updateEvery: optional(fc.integer({ min: 1, max: 6 })),
    minimum: optional(between(0, 0.9 / count)),
    control: optional(fc.nat(count - 1)),
    alpha: optional(between(0.001, 0.5)),
  }),
);

export const responseAdaptiveDesignOptions: { readonly [name: string]: fc.Arbitrary<Options> } = {
  responseAdaptive: responseAdaptiveOptions.map(given),
};

export const responseAdaptivePartOptions: { readonly [name: string]: fc.Arbitrary<Options> } = {
  neymanTarget: fc.constant({}),
  rsihrTarget: fc.constant({}),
  urnTarget: fc.constant({}),
  aOptimalTarget: fc.constant({}),
  zhangRosenbergerTarget: fc.constant({}),
  maximumPowerTarget: fc.record({ minimum: optional(between(0, 0.4)), fewFailures: optional(fc.boolean()) }).map(given),
  fixedTarget: fc.record({ ratio: fc.array(between(0.1, 5), { minLength: 2, maxLength: 5 }) }),
  doublyAdaptiveBiasedCoin: coinOptions(3, "proportion").map(given),
  erade: eradeOptions("mean").map(given),
  playTheWinner: playOptions.map(given),
  gittinsRule: fc.record(gittins),
  forwardLookingGittins: forwardOptions.map(given),
  covariateAdjusted: adjustedOptions(3).map(given),
};
