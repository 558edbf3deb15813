/** The same digits everywhere: what the built package computes, as bits, to be compared between engines. */
import type { Executor } from "equipoise/execution";
import * as numeric from "equipoise/numeric";
import {
  betaVariate,
  binomialVariate,
  gammaVariate,
  negativeBinomialVariate,
  normalVariate,
  poissonVariate,
  type Rng,
  rCompatible,
  rngFromSeed,
  type Variate,
  weibullVariate,
} from "equipoise/random";
import {
  binaryResponse,
  binaryScenario,
  boin,
  continuousResponse,
  continuousScenario,
  countResponse,
  countScenario,
  doseFindingScenario,
  parallelGroup,
  poissonAccrual,
  type Study,
  simulate,
  survivalResponse,
  survivalScenario,
  threePlusThree,
  weibullOnset,
} from "equipoise/trials";

/** The bits of doubles as 16 hexadecimal digits each; every NaN is alike. */
export function bitsOf(values: ArrayLike<number>): string[] {
  const view = new DataView(new ArrayBuffer(8));
  return Array.from(values, (value) => {
    if (Number.isNaN(value)) return "NaN";
    view.setFloat64(0, value);
    return view.getBigUint64(0).toString(16).padStart(16, "0");
  });
}

/** A 64-bit fingerprint (FNV-1a) of the bits of doubles. */
export function fingerprint(values: ArrayLike<number>): string {
  let hash = 0xcbf29ce484222325n;
  for (const bits of bitsOf(values)) {
    const word = bits === "NaN" ? 0x7ff8000000000000n : BigInt(`0x${bits}`);
    hash = BigInt.asUintN(64, (hash ^ word) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}

const points = 20_000;

/** Points of both signs and of all magnitudes from 2^-60 to 2^60, from a stream of their own. */
function spread(label: string): Float64Array {
  const rng = rngFromSeed("bits").child(label);
  return Float64Array.from({ length: points }, () => {
    let scale = 1;
    const exponent = Math.floor(rng.uniform() * 121) - 60;
    for (let i = 0; i < Math.abs(exponent); i++) scale *= exponent < 0 ? 0.5 : 2;
    return (rng.uniform() < 0.5 ? -1 : 1) * (1 + rng.uniform()) * scale;
  });
}

/** The first numbers of some streams, bit by bit, so that a difference can be seen and not only be told. */
export function firstUniforms(): Record<string, string[]> {
  const first = (rng: Rng) => {
    const out = new Float64Array(4);
    rng.fillUniform(out);
    return bitsOf(out);
  };
  return {
    "seed 1": first(rngFromSeed(1)),
    "seed 1 / toxicity / 17": first(rngFromSeed(1).child("toxicity").child(17)),
    'seed "equipoise" / Ärzte / 2^53 - 1': first(rngFromSeed("equipoise").child("Ärzte").child(Number.MAX_SAFE_INTEGER)),
    "R 4.2.2, set.seed(1)": bitsOf(rCompatible(1).runif(4)),
  };
}

const variates: Record<string, Variate> = {
  normal: normalVariate(),
  gamma: gammaVariate({ shape: 0.7 }),
  beta: betaVariate({ shape1: 2, shape2: 3.5 }),
  weibull: weibullVariate({ shape: 1.5 }),
  binomial: binomialVariate({ trials: 50, probability: 0.3 }),
  poisson: poissonVariate({ mean: 40 }),
  "negative binomial": negativeBinomialVariate({ mean: 5, shape: 1.2 }),
};

/** Fingerprints of streams and variates, thousands of numbers each. */
export function streams(): Record<string, string> {
  const filled = new Float64Array(points);
  rngFromSeed(2026).child("filled").fillUniform(filled);
  const root = rngFromSeed(2026).child("children");
  const prints: Record<string, string> = {
    filled: fingerprint(filled),
    children: fingerprint(Float64Array.from({ length: points }, (_, i) => root.child(i).uniform())),
    "R uniform": fingerprint(rCompatible(42).runif(points)),
    "R normal": fingerprint(rCompatible(42).rnorm(points)),
    "R exponential": fingerprint(rCompatible(42).rexp(points)),
    "R gamma": fingerprint(rCompatible(42).rgamma(points, 0.7)),
    "R beta": fingerprint(rCompatible(42).rbeta(points, 2, 3.5)),
    "R binomial": fingerprint(rCompatible(42).rbinom(points, 50, 0.3)),
  };
  for (const [name, draw] of Object.entries(variates)) {
    const rng = rngFromSeed(2026).child(name);
    prints[name] = fingerprint(Float64Array.from({ length: points }, () => draw(rng)));
  }
  return prints;
}

const { exp, expm1, log, log1p, log2, log10, sin, cos, tan, sinh, cosh, tanh, atan, cbrt } = numeric;
const unary = { exp, expm1, log, log1p, log2, log10, sin, cos, tan, sinh, cosh, tanh, atan, cbrt };
const { normalCdf, normalQuantile, erfc, logGamma, digamma, trigamma, gamma } = numeric;
const special = { normalCdf, erfc, logGamma, digamma, trigamma, gamma };

/** Fingerprints of the elementary functions, thousands of points each, and of what stands on them. */
export function functions(): Record<string, string> {
  const x = spread("x");
  const y = spread("y");
  const small = x.map((value, i) => 0.5 * y[i] * (Math.abs(value) < 1 ? value : 1 / value));
  const shapes = [0.3, 1, 4.5, 60];
  const probabilities = Float64Array.from({ length: 200 }, (_, i) => (i + 0.5) / 200);
  const over = (f: (p: number, shape: number) => number) =>
    fingerprint(shapes.flatMap((shape) => Array.from(probabilities, (p) => f(p, shape))));
  const prints: Record<string, string> = {};
  for (const [name, f] of Object.entries(unary)) prints[name] = fingerprint([...x, ...small].map((value) => f(value)));
  for (const [name, f] of Object.entries(special))
    prints[name] = fingerprint(small.map((value) => f(20 * Math.abs(value) + 1e-6)));
  prints.pow = fingerprint(x.map((value, i) => numeric.pow(Math.abs(value), small[i])));
  prints.atan2 = fingerprint(x.map((value, i) => numeric.atan2(value, y[i])));
  prints.normalQuantile = fingerprint(probabilities.map((p) => normalQuantile(p)));
  prints.gammaQuantile = over((p, shape) => numeric.gammaQuantile(p, shape));
  prints.betaQuantile = over((p, shape) => numeric.betaQuantile(p, shape, 2.5));
  prints.studentTQuantile = over((p, shape) => numeric.studentTQuantile(p, shape));
  prints.exactSumOf = fingerprint([numeric.exactSumOf(x)]);
  prints.isotonicRegression = fingerprint(numeric.isotonicRegression(x));
  prints.brentRoot = fingerprint([numeric.brentRoot((t) => cos(t) - t, 0, 1).root]);
  return prints;
}

/** The bits of every mean of a study, which must not depend on where it runs. */
export async function study(executor?: Executor): Promise<Record<string, Record<string, string>>> {
  const result = await simulate({
    designs: { boin: boin({ target: 0.25, doses: 5, maximumPatients: 30 }), "3+3": threePlusThree({ doses: 5 }) },
    scenarios: {
      immediate: doseFindingScenario({ toxicity: [0.05, 0.12, 0.25, 0.4, 0.55], target: 0.25 }),
      "over time": doseFindingScenario({
        toxicity: [0.05, 0.12, 0.25, 0.4, 0.55],
        target: 0.25,
        accrual: poissonAccrual({ rate: 2 }),
        onset: weibullOnset(),
      }),
    },
    replicates: 400,
    seed: "bits",
    blockSize: 50,
    ...(executor === undefined ? {} : { executor }),
  });
  return meansOf(result);
}

/** The bits of every mean, by design and scenario. */
export function meansOf(result: Study): Record<string, Record<string, string>> {
  return Object.fromEntries(
    result.cells.map(({ design, scenario, metrics, estimates }) => [
      `${design}, ${scenario}`,
      Object.fromEntries(metrics.map(({ name }, i) => [name, bitsOf([estimates[i].mean])[0]])),
    ]),
  );
}

/** The same of trials that compare arms: one for each kind of outcome, with all that can happen to patients. */
export async function comparisons(executor?: Executor): Promise<Record<string, Record<string, string>>> {
  const shared = { replicates: 100, seed: "bits", blockSize: 30, ...(executor === undefined ? {} : { executor }) };
  const trial = { arms: ["control", "low", "high"], patients: 90, control: 0, balance: false } as const;
  const others = {
    accrual: poissonAccrual({ rate: 8 }),
    dropoutRate: [0.05, 0.1, 0.1],
    covariates: {
      sex: { levels: ["female", "male"], effects: [0, 0.4] },
      site: { levels: [1, 2, 3], effects: [0, 0.2, [0, 0, 0.5]] },
    },
  } as const;
  const immediate = binaryScenario({ probabilities: [0.2, 0.3, 0.45] });
  const measured = continuousScenario({ means: [0, 0.2, 0.5], standardDeviations: [1, 1, 1.5], accrual: others.accrual });
  const studies = [
    await simulate({
      ...shared,
      designs: { proportions: parallelGroup({ ...trial, response: binaryResponse({ measuredAfter: 0.5 }) }) },
      scenarios: { immediate, "over time": binaryScenario({ probabilities: [0.2, 0.3, 0.45], ...others }) },
    }),
    await simulate({
      ...shared,
      designs: { means: parallelGroup({ ...trial, response: continuousResponse({ measuredAfter: 2 }) }) },
      scenarios: { measured, "over time": continuousScenario({ means: [0, 0.2, 0.5], standardDeviations: 1, ...others }) },
    }),
    await simulate({
      ...shared,
      designs: { counts: parallelGroup({ ...trial, response: countResponse({ exposure: 1.5 }) }) },
      scenarios: { "over time": countScenario({ rates: [1.2, 1, 0.7], overdispersion: 0.6, ...others }) },
    }),
    await simulate({
      ...shared,
      designs: { survival: parallelGroup({ ...trial, response: survivalResponse({ followUp: 5 }) }) },
      scenarios: {
        "over time": survivalScenario({
          hazards: [
            0.4,
            [
              { from: 0, rate: 0.4 },
              { from: 1, rate: 0.2 },
            ],
            0.25,
          ],
          ...others,
        }),
      },
    }),
  ];
  return Object.assign({}, ...studies.map(meansOf));
}
