/**
 * What elementary and distribution functions cost, in nanoseconds a call: the elementary ones against the engine's own `Math`
 * (whose digits differ between engines), the beta distribution function and the inverse of erfc against @stdlib's.
 * Contestants take turns in one run; the table shows medians with the least and greatest, and JSON follows.
 * A second table gives the largest errors of the elementary functions, in units of the last place, against 40 digits.
 *
 *   node bench/run.mjs numeric
 */
import stdlibErfcInverse from "@stdlib/math-base-special-erfcinv";
import stdlibBetaCdf from "@stdlib/stats-base-dists-beta-cdf";
import { all, type BigNumber, create } from "mathjs";
import * as numeric from "../src/numeric/index.js";
import { cos, exp, expm1, log, log1p, pow, sin, tanh } from "../src/numeric/index.js";

const REPETITIONS = 11;
const SIZE = 4096;

type Loop = (xs: Float64Array) => number;
interface Row {
  readonly name: string;
  readonly xs: Float64Array;
  /** How often a repetition goes through xs. */
  readonly rounds: number;
  readonly ours: Loop;
  readonly other?: Loop;
}

/** SIZE numbers spread evenly from low to high, in scattered order. */
function spread(low: number, high: number): Float64Array {
  return Float64Array.from({ length: SIZE }, (_, i) => low + (high - low) * ((i * 0.6180339887498949) % 1));
}

/** Each contestant has a loop of its own, as where it is used: then the engine may inline it. */
const loops: [name: string, xs: Float64Array, ours: Loop, other: Loop][] = [
  [
    "exp",
    spread(-20, 20),
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += exp(xs[i]);
      return s;
    },
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += Math.exp(xs[i]);
      return s;
    },
  ],
  [
    "expm1",
    spread(-2, 2),
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += expm1(xs[i]);
      return s;
    },
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += Math.expm1(xs[i]);
      return s;
    },
  ],
  [
    "log",
    spread(1e-3, 100),
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += log(xs[i]);
      return s;
    },
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += Math.log(xs[i]);
      return s;
    },
  ],
  [
    "log1p",
    spread(-0.9, 3),
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += log1p(xs[i]);
      return s;
    },
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += Math.log1p(xs[i]);
      return s;
    },
  ],
  [
    "pow(x, 1.7)",
    spread(1e-3, 100),
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += pow(xs[i], 1.7);
      return s;
    },
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += xs[i] ** 1.7;
      return s;
    },
  ],
  [
    "sin",
    spread(-10, 10),
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += sin(xs[i]);
      return s;
    },
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += Math.sin(xs[i]);
      return s;
    },
  ],
  [
    "cos",
    spread(-10, 10),
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += cos(xs[i]);
      return s;
    },
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += Math.cos(xs[i]);
      return s;
    },
  ],
  [
    "tanh",
    spread(-3, 3),
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += tanh(xs[i]);
      return s;
    },
    (xs) => {
      let s = 0;
      for (let i = 0; i < SIZE; i++) s += Math.tanh(xs[i]);
      return s;
    },
  ],
];
const elementary: Row[] = loops.map(([name, xs, ours, other]) => ({ name, xs, rounds: 50, ours, other }));

const sumOf =
  (f: (x: number) => number): Loop =>
  (xs) => {
    let sum = 0;
    for (let i = 0; i < SIZE; i++) sum += f(xs[i]);
    return sum;
  };

const open = spread(0.001, 0.999);
const functions: Row[] = (
  [
    { name: "logGamma", xs: spread(0.1, 50), ours: sumOf(numeric.logGamma) },
    { name: "normalCdf", xs: spread(-5, 5), ours: sumOf((x) => numeric.normalCdf(x)) },
    { name: "normalQuantile", xs: open, ours: sumOf((p) => numeric.normalQuantile(p)) },
    { name: "erfcInverse", xs: spread(0.001, 1.999), ours: sumOf(numeric.erfcInverse), other: sumOf(stdlibErfcInverse) },
    {
      name: "betaCdf(x, 4, 29)",
      xs: open,
      ours: sumOf((x) => numeric.betaCdf(x, 4, 29)),
      other: sumOf((x) => stdlibBetaCdf(x, 4, 29)),
    },
    {
      name: "betaCdfInteger(x, 4, 29)",
      xs: open,
      ours: sumOf((x) => numeric.betaCdfInteger(x, 4, 29)),
      other: sumOf((x) => stdlibBetaCdf(x, 4, 29)),
    },
    {
      name: "betaCdf(x, 350.5, 620)",
      xs: spread(0.3, 0.42),
      ours: sumOf((x) => numeric.betaCdf(x, 350.5, 620)),
      other: sumOf((x) => stdlibBetaCdf(x, 350.5, 620)),
    },
    { name: "betaQuantile(p, 4, 29)", xs: open, ours: sumOf((p) => numeric.betaQuantile(p, 4, 29)) },
    { name: "gammaCdf(x, 7.5)", xs: spread(0.5, 25), ours: sumOf((x) => numeric.gammaCdf(x, 7.5)) },
    { name: "gammaQuantile(p, 7.5)", xs: open, ours: sumOf((p) => numeric.gammaQuantile(p, 7.5)) },
    { name: "studentTCdf(x, 9)", xs: spread(-5, 5), ours: sumOf((x) => numeric.studentTCdf(x, 9)) },
    { name: "studentTQuantile(p, 9)", xs: open, ours: sumOf((p) => numeric.studentTQuantile(p, 9)) },
    { name: "binomialCdf(x, 60, 0.3)", xs: spread(0, 60), ours: sumOf((x) => numeric.binomialCdf(x, 60, 0.3)) },
    { name: "binomialQuantile(p, 60, 0.3)", xs: open, ours: sumOf((p) => numeric.binomialQuantile(p, 60, 0.3)) },
    { name: "poissonMass(x, 12.5)", xs: spread(0, 40).map(Math.floor), ours: sumOf((x) => numeric.poissonMass(x, 12.5)) },
  ] as Omit<Row, "rounds">[]
).map((row) => ({ ...row, rounds: 1 }));

let sink = 0;

/** Nanoseconds a call: [median, least, greatest] for each contestant. */
function measure(row: Row): number[][] {
  const contestants = row.other === undefined ? [row.ours] : [row.ours, row.other];
  const times: number[][] = contestants.map(() => []);
  for (let repetition = -3; repetition < REPETITIONS; repetition++) {
    contestants.forEach((loop, i) => {
      const start = process.cpuUsage();
      for (let round = 0; round < row.rounds; round++) sink += loop(row.xs);
      const used = process.cpuUsage(start);
      if (repetition >= 0) times[i].push(((used.user + used.system) * 1000) / (row.rounds * SIZE));
    });
  }
  return times.map((list) => {
    list.sort((a, b) => a - b);
    return [list[REPETITIONS >> 1], list[0], list[REPETITIONS - 1]];
  });
}

const math = create(all, { number: "BigNumber", precision: 40 });

/** The double itself, not its shortest decimal text. */
function exactly(x: number): BigNumber {
  const exponent = Math.floor(Math.log2(Math.abs(x))) - 60;
  return math.bignumber(String(BigInt(Math.round(x * 2 ** -exponent)))).mul(math.bignumber(2).pow(exponent));
}

function largestError(f: (x: number) => number, truth: (x: BigNumber) => BigNumber, xs: Float64Array): number {
  let worst = 0;
  for (const x of xs.filter((_, i) => i % 4 === 0)) {
    const exact = truth(exactly(x));
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(exact.toNumber()))) - 52);
    worst = Math.max(worst, exactly(f(x)).sub(exact).abs().toNumber() / unit);
  }
  return worst;
}

const text = (times: number[] | undefined) =>
  times === undefined ? "" : `${times[0].toFixed(1)} (${times[1].toFixed(1)}–${times[2].toFixed(1)})`;
const results: Record<string, unknown>[] = [];
for (const [title, rows] of [
  ["Math", elementary],
  ["@stdlib", functions],
] as const) {
  console.log(`${"ns a call".padEnd(30)}${"ours".padEnd(24)}${title.padEnd(24)}ratio`);
  for (const row of rows) {
    const [ours, other] = measure(row);
    const ratio = other === undefined ? undefined : ours[0] / other[0];
    results.push({ name: row.name, ours: ours[0], [title]: other?.[0] });
    console.log(`${row.name.padEnd(30)}${text(ours).padEnd(24)}${text(other).padEnd(24)}${ratio?.toFixed(2) ?? ""}`);
  }
  console.log();
}

console.log(`${"largest error, ulp".padEnd(30)}${"ours".padEnd(24)}Math`);
const one = math.bignumber(1);
for (const [name, ours, theirs, truth, xs] of [
  ["exp", exp, Math.exp, (x: BigNumber) => x.exp(), spread(-20, 20)],
  ["expm1", expm1, Math.expm1, (x: BigNumber) => x.exp().sub(one), spread(-2, 2)],
  ["log", log, Math.log, (x: BigNumber) => x.ln(), spread(0.3, 3)],
  ["log1p", log1p, Math.log1p, (x: BigNumber) => x.add(one).ln(), spread(-0.9, 3)],
  ["sin", sin, Math.sin, (x: BigNumber) => x.sin(), spread(-10, 10)],
  ["cos", cos, Math.cos, (x: BigNumber) => x.cos(), spread(-10, 10)],
  ["tanh", tanh, Math.tanh, (x: BigNumber) => x.tanh(), spread(-3, 3)],
] as const) {
  const errors = [largestError(ours, truth, xs), largestError(theirs, truth, xs)];
  results.push({ name: `${name}, ulp`, ours: errors[0], Math: errors[1] });
  console.log(`${name.padEnd(30)}${errors[0].toFixed(3).padEnd(24)}${errors[1].toFixed(3)}`);
}
if (Number.isNaN(sink)) console.log("a result was NaN");
console.log(JSON.stringify({ benchmark: "numeric", results }));
