/**
 * Arbitrary valid options of every function in the catalogue of trials, by name. A new design adds one entry here, and all laws run over it.
 */
import fc from "fast-check";
import type { AnyDesign } from "../../../src/trials/block.js";
import { catalogue, designs, modifiers } from "../../../src/trials/catalogue.js";
import { laplace } from "../../../src/trials/dose-finding/posterior/laplace.js";
import { quadrature } from "../../../src/trials/dose-finding/posterior/quadrature.js";
import type { Scenario } from "../../../src/trials/scenario.js";
import { bayesianAdaptiveDesignOptions } from "./arbitrary-bayesian-adaptive.js";
import { boundaryPartOptions } from "./arbitrary-boundary-parts.js";
import { groupSequentialDesignOptions, planOptions } from "./arbitrary-group-sequential.js";
import { randomizationOptions, randomizedDesignOptions } from "./arbitrary-randomization.js";
import { responseAdaptiveDesignOptions, responseAdaptivePartOptions } from "./arbitrary-response-adaptive.js";

export type Options = Readonly<Record<string, unknown>>;

/** An option that is given in half of the cases. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Leaves out options that are not given. */
export const withoutAbsent = (options: Options): Options =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Number of doses, and how a user names them. */
const doses = fc.integer({ min: 1, max: 5 }).chain((count) =>
  fc
    .constantFrom<number | readonly (number | string)[]>(
      count,
      Array.from({ length: count }, (_, i) => 10 * (i + 1)),
      Array.from({ length: count }, (_, i) => `level ${String.fromCharCode(65 + i)}`),
    )
    .map((named) => ({ count, named })),
);

/** Lengths of the assessment window: scenarios of these laws have the same. */
const windows = maybe(fc.constantFrom(1, 2.5, 28));

const boinOptions = doses
  .chain(({ count, named }) =>
    fc.record({
      doses: fc.constant(named),
      target: between(0.05, 0.6),
      cohortSize: maybe(fc.integer({ min: 1, max: 4 })),
      maximumPatients: fc.integer({ min: 4, max: 30 }),
      startLevel: maybe(fc.integer({ min: 1, max: count })),
      subtherapeutic: maybe(between(0.2, 0.85)),
      overlyToxic: maybe(between(1.15, 1.6)),
      eliminationCutoff: maybe(between(0.3, 1)),
      extraSafety: maybe(fc.boolean()),
      extraSafetyOffset: maybe(between(0, 0.4)),
      enoughAtDose: maybe(fc.integer({ min: 1, max: 15 })),
      titration: maybe(fc.boolean()),
      limitRecommendation: maybe(fc.boolean()),
      stayOnOneOfThree: maybe(fc.boolean()),
      window: windows,
    }),
  )
  .map(({ target, subtherapeutic, overlyToxic, ...options }) => ({
    ...options,
    target,
    subtherapeutic: subtherapeutic && subtherapeutic * target,
    overlyToxic: overlyToxic && overlyToxic * target,
  }));

const threePlusThreeOptions = doses.chain(({ count, named }) =>
  fc.record({
    doses: fc.constant(named),
    deEscalate: maybe(fc.boolean()),
    startLevel: maybe(fc.integer({ min: 1, max: count })),
    window: windows,
  }),
);

/** A row of decisions that become more careful with the number of toxicities. */
const decisionRow = (n: number) =>
  fc
    .array(fc.constantFrom(0, 0, 1, 1, 2, 3, 4), { minLength: n + 1, maxLength: n + 1 })
    .map((levels) => levels.sort((a, b) => Math.min(a, 3) - Math.min(b, 3)).map((level) => ["E", "S", "D", "DU", "STOP"][level]));

const decisionTableOptions = fc
  .tuple(doses, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 4, max: 24 }))
  .chain(([{ count, named }, cohortSize, maximumPatients]) =>
    fc.record({
      doses: fc.constant(named),
      target: between(0.05, 0.95),
      maximumPatients: fc.constant(maximumPatients),
      cohortSize: fc.constant(cohortSize),
      table: fc.record(Object.fromEntries(Array.from({ length: maximumPatients }, (_, i) => [i + 1, decisionRow(i + 1)]))),
      startLevel: maybe(fc.integer({ min: 1, max: count })),
      enoughAtDose: maybe(fc.integer({ min: 1, max: 15 })),
      name: maybe(fc.constantFrom("ours", "table 2")),
      window: windows,
    }),
  );

/** Options that CRM and TITE-CRM share. */
const crmModelOptions = doses.chain(({ count, named }) =>
  fc
    .record({
      target: between(0.1, 0.5),
      maximumPatients: fc.integer({ min: 1, max: 15 }),
      increasing: fc.boolean(),
      labels: maybe(fc.constant(named)),
      guesses: fc.array(between(0.01, 0.15), { minLength: count, maxLength: count }),
      halfwidth: between(0.01, 0.08),
      priorLevel: fc.integer({ min: 1, max: count }),
      model: maybe(fc.constantFrom("power", "logistic")),
      intercept: maybe(between(2.5, 4)),
      priorDeviation: maybe(between(0.2, 2)),
      estimator: maybe(fc.constantFrom("plug-in", "mean", "median")),
      posterior: maybe(fc.constantFrom(quadrature(), quadrature({ nodes: 41 }))),
      start: fc.option(
        fc.oneof(
          fc.integer({ min: 1, max: count }),
          fc
            .array(fc.integer({ min: 1, max: count }), { minLength: 1, maxLength: 15 })
            .map((levels) => levels.sort((a, b) => a - b)),
        ),
        { nil: undefined },
      ),
      noSkipping: maybe(fc.boolean()),
      safetyCutoff: maybe(between(0.5, 0.99)),
      window: windows,
    })
    .map(({ increasing, labels, guesses, halfwidth, priorLevel, start, maximumPatients, ...options }) => {
      let sum = 0;
      const skeleton = guesses.map((step) => {
        sum += step;
        return sum;
      });
      return {
        ...options,
        maximumPatients,
        ...(increasing ? { doses: labels, skeleton } : { doses: named, halfwidth, priorLevel }),
        ...(Array.isArray(start) ? { initialSequence: start.slice(0, maximumPatients) } : { startLevel: start }),
      };
    }),
);

const crmOptions = fc
  .tuple(crmModelOptions, fc.record({ cohortSize: maybe(fc.integer({ min: 1, max: 4 })), coherent: maybe(fc.boolean()) }))
  .map(([shared, { cohortSize, coherent }]) => ({
    ...shared,
    cohortSize: cohortSize && Math.min(cohortSize, shared.maximumPatients),
    coherent,
  }));

/** Options of designs that compare with an interval around the target. */
const intervalOptions = (own: Readonly<Record<string, fc.Arbitrary<unknown>>> = {}) =>
  doses.chain(({ count, named }) =>
    fc
      .record({
        doses: fc.constant(named),
        target: between(0.06, 0.9),
        maximumPatients: fc.integer({ min: 4, max: 24 }),
        cohortSize: maybe(fc.integer({ min: 1, max: 4 })),
        startLevel: maybe(fc.integer({ min: 1, max: count })),
        around: maybe(fc.tuple(between(0.01, 0.05), between(0.01, 0.09))),
        eliminationCutoff: maybe(between(0.3, 1)),
        eliminateFrom: maybe(fc.integer({ min: 1, max: 6 })),
        enoughAtDose: maybe(fc.integer({ min: 1, max: 15 })),
        window: windows,
        ...own,
      })
      .map(({ around, ...options }) => ({
        ...options,
        interval: around && [options.target - around[0], options.target + around[1]],
      })),
  );

const titeCrmOptions = fc
  .tuple(
    crmModelOptions,
    fc.record({
      weighting: maybe(fc.constantFrom("linear", "adaptive")),
      initialWait: maybe(between(0.1, 30)),
      completeFollowUp: maybe(fc.boolean()),
    }),
  )
  .map(([shared, own]) => ({ ...shared, ...own }));

const titeBoinOptions = boinOptions
  .chain((options) => {
    const { titration: _, limitRecommendation: __, ...shared } = options;
    return fc.record({
      shared: fc.constant(shared),
      method: maybe(fc.constantFrom("imputation", "effectiveSampleSize")),
      maximumPending: maybe(between(0, 1)),
      minimumFollowUp: maybe(between(0, 1)),
      minimumComplete: maybe(fc.integer({ min: 0, max: 6 })),
    });
  })
  .map(({ shared, ...own }) => ({ ...shared, ...own }));

const blrmOptions = fc.integer({ min: 1, max: 5 }).chain((count) =>
  fc
    .record({
      steps: fc.array(between(0.1, 2), { minLength: count, maxLength: count }),
      referenceDose: between(0.5, 20),
      mean: fc.tuple(between(-4, 1), between(-1, 1)),
      sd: fc.tuple(between(0.3, 3), between(0.1, 1.5)),
      correlation: maybe(between(-0.8, 0.8)),
      asCovariance: fc.boolean(),
      targetInterval: maybe(fc.tuple(between(0.1, 0.2), between(0.25, 0.4))),
      unacceptable: maybe(between(0.5, 0.7)),
      byLoss: fc.boolean(),
      posterior: maybe(fc.constantFrom(quadrature(), quadrature({ nodes: 41 }), laplace())),
      maximumPatients: fc.integer({ min: 4, max: 12 }),
      cohortSize: maybe(fc.integer({ min: 1, max: 4 })),
      startLevel: maybe(fc.integer({ min: 1, max: count })),
      overdose: fc.oneof(
        fc.record({ maximumOverdoseProbability: maybe(between(0.1, 1)) }),
        fc.record({ overdoseQuantile: fc.record({ probability: between(0.5, 0.9), below: between(0.25, 0.5) }) }),
      ),
      leastTargetProbability: maybe(between(0, 0.4)),
      increments: maybe(
        fc.constantFrom(
          [{ from: 0, increment: 1 }],
          [
            { from: 0, increment: 2 },
            { from: 3, increment: 0.5 },
          ],
        ),
      ),
      noSkipping: maybe(fc.boolean()),
      incrementsByToxicities: maybe(
        fc.constant([
          { from: 0, increment: 1 },
          { from: 1, increment: 0.5 },
        ]),
      ),
      stopping: maybe(
        fc.constantFrom(
          [{ patientsAtDose: 6, targetProbability: 0.4 }],
          [{ patients: 9, patientsAtDose: 3, nearness: 0.3 }, { targetProbability: 0.6 }],
          [{ variation: 0.3 }],
        ),
      ),
      window: windows,
    })
    .map(({ steps, mean, sd, correlation, asCovariance, byLoss, overdose, maximumPatients, cohortSize, ...options }) => {
      let amount = 0;
      const off = (correlation ?? 0) * sd[0] * sd[1];
      const prior = asCovariance
        ? {
            mean,
            covariance: [
              [sd[0] * sd[0], off],
              [off, sd[1] * sd[1]],
            ],
          }
        : withoutAbsent({ mean, sd, correlation });
      return {
        ...options,
        doses: steps.map((step) => {
          amount += step;
          return amount;
        }),
        prior,
        maximumPatients,
        cohortSize,
        losses: byLoss ? (options.unacceptable === undefined ? [1, 0, 2] : [1, 0, 1, 2]) : undefined,
        ...withoutAbsent(overdose),
      };
    }),
);

/** Options of designs. */
export const designOptions: { readonly [name: string]: fc.Arbitrary<Options> } = {
  boin: boinOptions.map(withoutAbsent),
  threePlusThree: threePlusThreeOptions.map(withoutAbsent),
  decisionTableDesign: decisionTableOptions.map(withoutAbsent),
  mtpi: intervalOptions().map(withoutAbsent),
  mtpi2: intervalOptions().map(withoutAbsent),
  keyboard: intervalOptions({ extraSafety: maybe(fc.boolean()), extraSafetyOffset: maybe(between(0, 0.4)) }).map(withoutAbsent),
  i3PlusThree: intervalOptions().map(withoutAbsent),
  titeBoin: titeBoinOptions.map(withoutAbsent),
  crm: crmOptions.map(withoutAbsent),
  blrm: blrmOptions.map(withoutAbsent),
  titeCrm: titeCrmOptions.map(withoutAbsent),
  ...randomizedDesignOptions,
  ...responseAdaptiveDesignOptions,
  ...bayesianAdaptiveDesignOptions,
  ...groupSequentialDesignOptions,
};

/** Options of modifiers, valid for any design. */
export const modifierOptions: { readonly [name: string]: fc.Arbitrary<Options> } = {
  withMaximumPatients: fc.record({ patients: fc.integer({ min: 1, max: 30 }) }),
  withSafetyStop: fc
    .record({ target: between(0.05, 0.6), cutoff: maybe(between(0.5, 0.99)), patients: maybe(fc.integer({ min: 1, max: 6 })) })
    .map(withoutAbsent),
  withoutSkipping: fc.constant({}),
  withEnoughAtDose: fc.record({ patients: fc.integer({ min: 1, max: 15 }) }),
  withBackfill: fc
    .record({
      maximumAtDose: maybe(fc.integer({ min: 1, max: 12 })),
      order: maybe(fc.constantFrom("highest", "lowest")),
      closing: maybe(fc.constantFrom("own", "pooled")),
      reconcile: maybe(fc.boolean()),
      staggered: maybe(fc.boolean()),
      awaitBackfilled: maybe(fc.boolean()),
    })
    .map(withoutAbsent),
};

/** Options that scenarios of comparative trials share, for so many arms. */
const comparativeOptions = (arms: number) => ({
  whileClosed: maybe(fc.constantFrom("wait", "lost")),
  dropoutRate: maybe(fc.oneof(between(0, 2), fc.array(between(0, 2), { minLength: arms, maxLength: arms }))),
  covariates: maybe(
    fc.record({
      sex: fc.constant({ levels: ["female", "male"], probabilities: [0.4, 0.6], effects: [0, -0.5] }),
      age: fc.constant({ levels: [1, 2, 3], effects: [0, 1, Array.from({ length: arms }, (_, arm) => arm / 4)] }),
    }),
  ),
});

/** Options of a scenario with values by arm, and what else it has. */
const byArm = (name: string, value: fc.Arbitrary<number>, others: Readonly<Record<string, fc.Arbitrary<unknown>>> = {}) =>
  fc
    .integer({ min: 1, max: 4 })
    .chain((arms) =>
      fc.record({
        [name]: fc.array(value, { minLength: arms, maxLength: arms }),
        ...comparativeOptions(arms),
        ...others,
      }),
    )
    .map(withoutAbsent);

const hazards = fc.oneof(
  between(0, 3),
  fc.tuple(between(0, 3), between(0.1, 2), between(0, 3)).map(([first, from, second]) => [
    { from: 0, rate: first },
    { from, rate: second },
  ]),
);

/** Options of scenarios and their parts. */
export const otherOptions: { readonly [name: string]: fc.Arbitrary<Options> } = {
  ...randomizationOptions,
  ...responseAdaptivePartOptions,
  doseFindingScenario: fc
    .record({
      toxicity: fc.array(between(0.01, 0.99), { minLength: 1, maxLength: 6 }),
      target: maybe(between(0.01, 0.99)),
      trueLevel: maybe(fc.constant(1)),
      window: windows,
      whileClosed: maybe(fc.constantFrom("wait", "lost")),
      dropoutRate: maybe(between(0, 2)),
    })
    .map(withoutAbsent),
  binaryScenario: byArm("probabilities", between(0, 1)),
  continuousScenario: byArm("means", between(-10, 10), { standardDeviations: between(0.1, 5) }),
  countScenario: byArm("rates", between(0.1, 10), { overdispersion: maybe(between(0, 3)) }),
  survivalScenario: fc.oneof(byArm("medians", between(0.1, 10)), byArm("hazards", hazards as fc.Arbitrary<never>)),
  toxicityEfficacyScenario: fc
    .integer({ min: 1, max: 6 })
    .chain((arms) =>
      fc.record({
        toxicity: fc.array(between(0.01, 0.99), { minLength: arms, maxLength: arms }),
        response: fc.array(between(0.01, 0.99), { minLength: arms, maxLength: arms }),
        target: maybe(between(0.01, 0.99)),
        window: windows,
        responseWindow: windows,
        whileClosed: maybe(fc.constantFrom("wait", "lost")),
      }),
    )
    .map(withoutAbsent),
  groupSequentialPlan: planOptions,
  ...boundaryPartOptions,
  immediateAccrual: fc.constant({}),
  regularAccrual: fc.record({ rate: between(0.01, 100) }),
  poissonAccrual: fc.record({ rate: between(0.01, 100) }),
  piecewiseAccrual: fc
    .array(fc.record({ length: between(0.1, 10), rate: between(0, 10) }), { minLength: 1, maxLength: 4 })
    .map((steps) => {
      let from = 0;
      const pieces = steps.map(({ length, rate }) => {
        const piece = { from, rate };
        from += length;
        return piece;
      });
      return { pieces };
    }),
  onsetAtWindowEnd: fc.constant({}),
  uniformOnset: fc.constant({}),
  weibullOnset: fc.record({ late: between(0.01, 0.99) }),
  laplace: fc.constant({}),
  quadrature: fc.record({ nodes: maybe(fc.integer({ min: 11, max: 101 })) }).map(withoutAbsent),
  hazardOnset: fc.record({ hazards: fc.array(between(0.01, 5), { minLength: 1, maxLength: 6 }) }),
};

/** Options of anything in the catalogue. */
export const optionsByName: { readonly [name: string]: fc.Arbitrary<Options> } = {
  ...designOptions,
  ...modifierOptions,
  ...otherOptions,
};

/** A function of the catalogue. */
export const made = (name: string, ...inputs: readonly unknown[]): unknown =>
  (catalogue as unknown as Record<string, (...inputs: readonly unknown[]) => unknown>)[name](...inputs);

/** A design of the catalogue with arbitrary valid options, sometimes modified, and the length of its assessment window. */
export interface ArbitraryDesign {
  readonly name: string;
  readonly options: Options;
  readonly modifiers: readonly (readonly [name: string, options: Options])[];
  readonly window: number;
  readonly design: AnyDesign<never>;
}

/** Modifiers of any design; the others modify designs that look for a dose. */
const modifiersOfAny: readonly string[] = ["withMaximumPatients"];

const anyModifier = (design: AnyDesign<never>) =>
  fc
    .constantFrom(...Object.keys(modifiers).filter((name) => isDoseFinding(design) || modifiersOfAny.includes(name)))
    .chain((name) => modifierOptions[name].map((options) => [name, options] as const));

export const isDoseFinding = ({ endpoint }: AnyDesign<never>) => endpoint.outcomes === "time to toxicity";

export function arbitraryDesign(name: string, { modified = false } = {}): fc.Arbitrary<ArbitraryDesign> {
  return designOptions[name].chain((options) => {
    const plain = made(name, options) as AnyDesign<never>;
    const wrapping = modified ? fc.array(anyModifier(plain), { minLength: 1, maxLength: 2 }) : fc.constant([]);
    return wrapping.map((modifiers) => ({
      name,
      options,
      modifiers,
      window: (options.window as number | undefined) ?? 1,
      design: modifiers.reduce((design, [modifier, own]) => made(modifier, design, own) as AnyDesign<never>, plain),
    }));
  });
}

export const designNames: readonly string[] = Object.keys(designs);

/** True toxicities that need not increase. */
export const truths = (arms: number) => fc.array(between(0.01, 0.95), { minLength: arms, maxLength: arms });

const values = (arms: number, value: fc.Arbitrary<number>) => fc.array(value, { minLength: arms, maxLength: arms });

/** By the kind of outcomes that a design observes: which scenario makes them, and arbitrary truths for its arms. */
const truthsByOutcome: {
  readonly [outcomes: string]: readonly [make: string, truth: (arms: number, window: number) => fc.Arbitrary<Options>];
} = {
  "time to toxicity": [
    "doseFindingScenario",
    (arms, window) => fc.record({ toxicity: truths(arms), window: fc.constant(window) }),
  ],
  "event or none": ["binaryScenario", (arms) => fc.record({ probabilities: values(arms, between(0, 1)) })],
  number: [
    "continuousScenario",
    (arms) => fc.record({ means: values(arms, between(-3, 3)), standardDeviations: values(arms, between(0.1, 3)) }),
  ],
  "event times": [
    "countScenario",
    (arms) => fc.record({ rates: values(arms, between(0.1, 3)), overdispersion: values(arms, between(0, 2)) }),
  ],
  "time to event": [
    "survivalScenario",
    (arms) => fc.record({ hazards: fc.array(hazards, { minLength: arms, maxLength: arms }) }),
  ],
};

/** The factors that designs of these laws may name in their options; patients have them whenever a design names factors or covariates. */
export const FACTORS = {
  sex: { levels: ["female", "male"], probabilities: [0.4, 0.6], effects: [0, -0.5] },
  site: { levels: ["north", "south", "west"], effects: [0, 0.2, 0.4] },
  age: { levels: [34, 51, 67], probabilities: [0.3, 0.3, 0.4], effects: [0, 0.3, 0.6] },
};

/** Everything that can happen to patients besides their outcomes. */
function circumstances({ design, options, window }: ArbitraryDesign): fc.Arbitrary<Options> {
  const part = (name: string) => optionsByName[name].map((own) => made(name, own));
  const namesFactors = /"(factors|covariates?)":/.test(JSON.stringify(options));
  const ofPatients: Readonly<Record<string, fc.Arbitrary<unknown>>> = isDoseFinding(design)
    ? { onset: fc.constantFrom("onsetAtWindowEnd", "uniformOnset", "weibullOnset", "hazardOnset").chain(part) }
    : { covariates: namesFactors ? fc.constant(FACTORS) : maybe(fc.constant(FACTORS)) };
  return fc
    .record({
      accrual: fc.constantFrom("immediateAccrual", "regularAccrual", "poissonAccrual", "piecewiseAccrual").chain(part),
      whileClosed: fc.constantFrom("wait", "lost"),
      dropoutRate: fc.oneof(fc.constant(0), between(0, 1 / window)),
      ...ofPatients,
    } as Readonly<Record<string, fc.Arbitrary<unknown>>>)
    .map(withoutAbsent);
}

/** A scenario in which patients arrive, are lost and have late outcomes in any way. */
export function arbitraryScenario(given: ArbitraryDesign): fc.Arbitrary<Scenario<never>> {
  const { design, window } = given;
  const [make, truth] = truthsByOutcome[design.endpoint.outcomes ?? ""];
  return fc
    .tuple(truth(design.arms.length, window), circumstances(given))
    .map(([known, others]) => made(make, { ...known, ...others }) as Scenario<never>);
}

/** Nothing but outcomes: nobody is lost, all are alike; in dose finding, patients are there when wanted, in comparisons they may come over time. */
export function plainScenario(given: ArbitraryDesign): fc.Arbitrary<Scenario<never>> {
  const { design, window } = given;
  const [make, truth] = truthsByOutcome[design.endpoint.outcomes ?? ""];
  const arrivals = circumstances(given).map(({ accrual, whileClosed }) => ({ accrual, whileClosed }));
  return fc
    .tuple(truth(design.arms.length, window), isDoseFinding(design) ? fc.constant({}) : arrivals)
    .map(([known, others]) => made(make, { ...known, ...others }) as Scenario<never>);
}
