/**
 * What random numbers cost: streams, children, and each variate against the factory of @stdlib fed by the same stream.
 * Contestants take turns in one run; the table shows medians with the least and greatest, in nanoseconds of
 * processor time, and JSON follows.
 *
 *   npx esbuild bench/random.ts --bundle --platform=node --format=esm --outfile=random-bench.mjs && node random-bench.mjs
 */
import stdlibBeta from "@stdlib/random-base-beta";
import stdlibBinomial from "@stdlib/random-base-binomial";
import stdlibExponential from "@stdlib/random-base-exponential";
import stdlibGamma from "@stdlib/random-base-gamma";
import stdlibLogNormal from "@stdlib/random-base-lognormal";
import stdlibNegativeBinomial from "@stdlib/random-base-negative-binomial";
import stdlibNormal from "@stdlib/random-base-normal";
import stdlibPoisson from "@stdlib/random-base-poisson";
import stdlibWeibull from "@stdlib/random-base-weibull";
import * as random from "../src/random/index.js";

const REPETITIONS = 11;

/** A contestant draws `count` numbers and returns their sum, which keeps the work from being optimized away. */
type Contestant = (count: number) => number;
interface Row {
  readonly name: string;
  readonly count: number;
  readonly ours: Contestant;
  readonly stdlib?: Contestant;
}

const stream = random.rngFromSeed("bench");
const [k0, k1] = random.streamKey(stream);
const options = { prng: () => stream.uniform() };
const numbers = new Float64Array(1000);

/** Calls `draw` in a loop that all scalar contestants share, so that none is inlined into it. */
const repeated =
  (draw: () => number): Contestant =>
  (count) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += draw();
    return sum;
  };
const drawn = (variate: random.Variate): Contestant => repeated(() => variate(stream));

const streamRows: Row[] = [
  {
    name: "uniform, filled",
    count: 4_000_000,
    ours: (count) => {
      let sum = 0;
      for (let i = 0; i < count; i += numbers.length) {
        stream.fillUniform(numbers);
        sum += numbers[0];
      }
      return sum;
    },
  },
  {
    name: "uniform, single",
    count: 2_000_000,
    ours: (count) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += stream.uniform();
      return sum;
    },
  },
  {
    name: "child with its first uniform",
    count: 1_000_000,
    ours: (count) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += stream.child(i).uniform();
      return sum;
    },
  },
  {
    name: "child with its first two uniforms",
    count: 500_000,
    ours: (count) => {
      let sum = 0;
      for (let i = 0; i < count; i++) {
        const child = stream.child(i);
        sum += child.uniform() - child.uniform();
      }
      return sum;
    },
  },
  {
    name: 'child at "arrival" with its first uniform',
    count: 500_000,
    ours: (count) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += stream.child("arrival").uniform();
      return sum;
    },
  },
  {
    name: "firstUniformOfChild",
    count: 2_000_000,
    ours: (count) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += random.firstUniformOfChild(k0, k1, i);
      return sum;
    },
  },
  {
    name: "normal, filled",
    count: 1_000_000,
    ours: (count) => {
      let sum = 0;
      for (let i = 0; i < count; i += numbers.length) {
        random.fillStandardNormal(numbers, stream);
        sum += numbers[0];
      }
      return sum;
    },
  },
];

const variate = (name: string, ours: random.Variate, stdlib?: () => number): Row => ({
  name,
  count: 100_000,
  ours: drawn(ours),
  ...(stdlib && { stdlib: repeated(stdlib) }),
});

const variateRows: Row[] = [
  variate("uniform(0, 1)", random.uniformVariate(), () => stream.uniform()),
  variate("normal(0, 1)", random.normalVariate(), stdlibNormal.factory(0, 1, options)),
  variate("log-normal(0, 1)", random.logNormalVariate(), stdlibLogNormal.factory(0, 1, options)),
  variate("exponential(1)", random.exponentialVariate(), stdlibExponential.factory(1, options)),
  variate("Weibull(1.5, 2)", random.weibullVariate({ shape: 1.5, scale: 2 }), stdlibWeibull.factory(1.5, 2, options)),
  variate("gamma(0.5)", random.gammaVariate({ shape: 0.5 }), stdlibGamma.factory(0.5, 1, options)),
  variate("gamma(2.3)", random.gammaVariate({ shape: 2.3 }), stdlibGamma.factory(2.3, 1, options)),
  variate("beta(0.5, 0.5)", random.betaVariate({ shape1: 0.5, shape2: 0.5 }), stdlibBeta.factory(0.5, 0.5, options)),
  variate("beta(1.5, 2.5)", random.betaVariate({ shape1: 1.5, shape2: 2.5 }), stdlibBeta.factory(1.5, 2.5, options)),
  variate("binomial(3, 0.3)", random.binomialVariate({ trials: 3, probability: 0.3 }), stdlibBinomial.factory(3, 0.3, options)),
  variate(
    "binomial(30, 0.3)",
    random.binomialVariate({ trials: 30, probability: 0.3 }),
    stdlibBinomial.factory(30, 0.3, options),
  ),
  variate(
    "binomial(1000, 0.3)",
    random.binomialVariate({ trials: 1000, probability: 0.3 }),
    stdlibBinomial.factory(1000, 0.3, options),
  ),
  variate("binomialCount(3, 0.3)", (source) => random.binomialCount(source, 3, 0.3), stdlibBinomial.factory(3, 0.3, options)),
  variate(
    "binomialCount(1000, 0.3)",
    (source) => random.binomialCount(source, 1000, 0.3),
    stdlibBinomial.factory(1000, 0.3, options),
  ),
  variate("Poisson(3)", random.poissonVariate({ mean: 3 }), stdlibPoisson.factory(3, options)),
  variate("Poisson(50)", random.poissonVariate({ mean: 50 }), stdlibPoisson.factory(50, options)),
  variate("poissonCount(3)", (source) => random.poissonCount(source, 3), stdlibPoisson.factory(3, options)),
  variate("poissonCount(50)", (source) => random.poissonCount(source, 50), stdlibPoisson.factory(50, options)),
  variate(
    "negative binomial(7.5, 5)",
    random.negativeBinomialVariate({ mean: 7.5, shape: 5 }),
    stdlibNegativeBinomial.factory(5, 0.4, options),
  ),
  variate("categorical of 5", random.categoricalVariate({ probabilities: [1, 2, 3, 4, 5] })),
  {
    name: "making gamma(2.3)",
    count: 2000,
    ours: repeated(() => random.gammaVariate({ shape: 2.3 }).length),
    stdlib: repeated(() => stdlibGamma.factory(2.3, 1, options).length),
  },
  {
    name: "making binomial(30, 0.3)",
    count: 2000,
    ours: repeated(() => random.binomialVariate({ trials: 30, probability: 0.3 }).length),
    stdlib: repeated(() => stdlibBinomial.factory(30, 0.3, options).length),
  },
];

const rCompatible = random.rCompatible(1);
const rRows: Row[] = [
  { name: "R-compatible runif", count: 500_000, ours: repeated(() => rCompatible.uniform()) },
  { name: "R-compatible rnorm", count: 100_000, ours: repeated(() => rCompatible.normal()) },
  { name: "R-compatible rexp", count: 100_000, ours: repeated(() => rCompatible.exponential()) },
];

interface Spread {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], least: sorted[0], greatest: sorted[sorted.length - 1] };
}

let sink = 0;

/** Nanoseconds of processor time a number: unlike those of the clock, they do not grow with what else the machine does. */
function time(contestant: Contestant, count: number): number {
  const start = process.cpuUsage();
  sink += contestant(count);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1e3) / count;
}

const rows = [...streamRows, ...variateRows, ...rRows];
const times = rows.map(() => ({ ours: [] as number[], stdlib: [] as number[] }));
// The first two rounds warm the compiler up and are not kept.
for (let round = -2; round < REPETITIONS; round++) {
  rows.forEach(({ count, ours, stdlib }, i) => {
    const mine = time(ours, count);
    const theirs = stdlib ? time(stdlib, count) : Number.NaN;
    if (round < 0) return;
    times[i].ours.push(mine);
    if (stdlib) times[i].stdlib.push(theirs);
  });
}

const results = rows.map(({ name, stdlib }, i) => ({
  name,
  ours: spreadOf(times[i].ours),
  stdlib: stdlib ? spreadOf(times[i].stdlib) : null,
}));

const shown = ({ median, least, greatest }: Spread) => `${median.toFixed(1)} (${least.toFixed(1)}–${greatest.toFixed(1)})`;
const lines = results.map(({ name, ours, stdlib }) => {
  const perSecond = `${(1000 / ours.median).toFixed(1)} M/s`;
  const times = stdlib ? `${shown(stdlib)} | ${(stdlib.median / ours.median).toFixed(1)}` : " | ";
  return `| ${name} | ${shown(ours)} | ${perSecond} | ${times} |`;
});
const table = ["| numbers | ours, ns | ours | @stdlib, ns | times faster |", "|---|---|---|---|---|", ...lines].join("\n");
process.stdout.write(
  `${table}\n\n${JSON.stringify({ node: process.version, repetitions: REPETITIONS, results, checksum: sink })}\n`,
);
