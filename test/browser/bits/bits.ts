/** The same digits everywhere: what the built package computes, as bits, to be compared between engines. */

import type { Executor } from "equipoise/execution";
import {
  atan,
  atan2,
  brentRoot,
  cbrt,
  cos,
  cosh,
  exactSumOf,
  exp,
  expm1,
  isotonicRegression,
  log,
  log1p,
  log2,
  log10,
  pow,
  sin,
  sinh,
  tan,
  tanh,
} from "equipoise/numeric";
import { rCompatible, rngFromSeed } from "equipoise/random";
import { boin, doseFindingScenario, poissonAccrual, simulate, threePlusThree, weibullOnset } from "equipoise/trials";

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
  const first = (rng: ReturnType<typeof rngFromSeed>) => {
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

/** Fingerprints of streams and variates, thousands of numbers each. */
export function streams(): Record<string, string> {
  const filled = new Float64Array(points);
  rngFromSeed(2026).child("filled").fillUniform(filled);
  const root = rngFromSeed(2026).child("children");
  return {
    filled: fingerprint(filled),
    children: fingerprint(Float64Array.from({ length: points }, (_, i) => root.child(i).uniform())),
    "R uniform": fingerprint(rCompatible(42).runif(points)),
    "R normal": fingerprint(rCompatible(42).rnorm(points)),
    "R exponential": fingerprint(rCompatible(42).rexp(points)),
    "R gamma": fingerprint(rCompatible(42).rgamma(points, 0.7)),
    "R beta": fingerprint(rCompatible(42).rbeta(points, 2, 3.5)),
    "R binomial": fingerprint(rCompatible(42).rbinom(points, 50, 0.3)),
  };
}

const unary = { exp, expm1, log, log1p, log2, log10, sin, cos, tan, sinh, cosh, tanh, atan, cbrt };

/** Fingerprints of the elementary functions, thousands of points each, and of what stands on them. */
export function functions(): Record<string, string> {
  const x = spread("x");
  const y = spread("y");
  const small = x.map((value, i) => 0.5 * y[i] * (Math.abs(value) < 1 ? value : 1 / value));
  const prints: Record<string, string> = {};
  for (const [name, f] of Object.entries(unary)) prints[name] = fingerprint([...x, ...small].map((value) => f(value)));
  prints.pow = fingerprint(x.map((value, i) => pow(Math.abs(value), small[i])));
  prints.atan2 = fingerprint(x.map((value, i) => atan2(value, y[i])));
  prints.exactSumOf = fingerprint([exactSumOf(x)]);
  prints.isotonicRegression = fingerprint(isotonicRegression(x));
  prints.brentRoot = fingerprint([brentRoot((t) => cos(t) - t, 0, 1).root]);
  return prints;
}

const scenario = doseFindingScenario({
  toxicity: [0.05, 0.12, 0.25, 0.4, 0.55],
  accrual: poissonAccrual({ rate: 2 }),
  onset: weibullOnset(),
  target: 0.25,
});

/** The fingerprint of a study, which must not depend on where it runs. */
export async function study(executor?: Executor): Promise<Record<string, string>> {
  const result = await simulate({
    designs: { boin: boin({ target: 0.25, doses: 5, maximumPatients: 30 }), "3+3": threePlusThree({ doses: 5 }) },
    scenarios: { rising: scenario },
    replicates: 400,
    seed: "bits",
    blockSize: 50,
    ...(executor === undefined ? {} : { executor }),
  });
  return Object.fromEntries(
    result.cells.map((cell) => [
      cell.design,
      fingerprint(cell.estimates.flatMap((estimate) => Object.values(estimate).filter((value) => typeof value === "number"))),
    ]),
  );
}
