/**
 * What one evaluation of a compiled log density and its gradient costs: programs written by hand, on both backends, whose turns come in one run.
 * The table shows medians of short turns in microseconds, with the least and the ninth decile; JSON follows.
 *
 *   node bench/run.mjs density
 */

import type { Backend, BoundProgram, Columns } from "../src/density/backend.js";
import { portable, wasm } from "../src/density/backends/index.js";
import { logDensityOf } from "../src/density/index.js";
import type { Program } from "../src/density/program.js";
import { autoregression, type Example, grouped, irregular, loop, program } from "../test/unit/density/backends/programs.js";

const REPETITIONS = 401;

interface Row {
  readonly name: string;
  readonly program: Program;
  readonly data: { readonly sizes: Record<string, number>; readonly columns: Columns };
}

/** Normal likelihood, 919 houses in 85 counties: sorted by county, as the radon data are, or scattered. */
function radon(isSorted: boolean): Row {
  const { sizes, columns } = grouped.data(919);
  const group = Int32Array.from({ length: 919 }, (_, i) => (isSorted ? Math.floor((i * 85) / 919) : (i * 37) % 85));
  return {
    name: `normal with 85 groups ${isSorted ? "in order" : "scattered"}, 919 rows`,
    program: grouped.program,
    data: { sizes: { ...sizes, groups: 85 }, columns: { ...columns, group } },
  };
}

/** Logistic regression on 4 columns: the derivative, and Σ log(1 + e^−|η|) as a running product. */
const wells = program(
  [{ name: "rows" }, { name: "four", fixed: 4 }, { name: "one", fixed: 1 }],
  [
    { name: "beta", type: "f64", size: 1, role: "position" },
    { name: "dBeta", type: "f64", size: 1, role: "gradient" },
    { name: "y", type: "f64", size: 0, role: "data" },
    ...["x0", "x1", "x2", "x3"].map((name) => ({ name, type: "f64", size: 0, role: "data" }) as const),
    { name: "linear", type: "f64", size: 2, role: "work" },
    { name: "logs", type: "f64", size: 2, role: "work" },
    { name: "value", type: "f64", size: 2, role: "output" },
  ],
  9,
  {
    density: [
      loop(0, "any", (body) => {
        const columns = [3, 4, 5, 6].map((array) => body.add({ op: "load", array }));
        const products = columns.map((x, at) => body.add({ op: "multiply", a: body.add({ op: "element", array: 0, at }), b: x }));
        const eta = products.reduce((a, b) => body.add({ op: "add", a, b }));
        const y = body.add({ op: "load", array: 2 });
        const zero = body.add({ op: "constant", value: 0 });
        const one = body.add({ op: "constant", value: 1 });
        const power = body.add({ op: "exp", a: body.add({ op: "negate", a: body.add({ op: "absolute", a: eta }) }) });
        const onePlus = body.add({ op: "add", a: one, b: power });
        body.add({ op: "sumLog", array: 8, at: 0, value: onePlus });
        const larger = body.add({ op: "maximum", a: eta, b: zero });
        const part = body.add({ op: "subtract", a: body.add({ op: "multiply", a: y, b: eta }), b: larger });
        body.add({ op: "sum", array: 7, at: 0, value: part });
        const test = body.add({ op: "less", a: eta, b: zero });
        const numerator = body.add({ op: "select", test, a: power, b: one });
        const residual = body.add({ op: "subtract", a: y, b: body.add({ op: "divide", a: numerator, b: onePlus }) });
        for (const [at, x] of columns.entries())
          body.add({ op: "sum", array: 1, at, value: body.add({ op: "multiply", a: residual, b: x }) });
      }),
      loop(null, "any", (body) => {
        const linear = body.add({ op: "element", array: 7, at: 0 });
        const logs = body.add({ op: "element", array: 8, at: 0 });
        body.add({ op: "storeAt", array: 9, at: 0, value: body.add({ op: "subtract", a: linear, b: logs }) });
      }),
    ],
  },
);

function logistic(): Row {
  const columns = {
    y: irregular(3020, 9).map((value) => (value > 0 ? 1 : 0)),
    x0: new Float64Array(3020).fill(1),
    x1: irregular(3020, 2),
    x2: irregular(3020, 3),
    x3: irregular(3020, 4),
  };
  return { name: "logistic with 4 columns, 3020 rows", program: wells, data: { sizes: { rows: 3020 }, columns } };
}

const sized = (name: string, example: Example, rows: number): Row => ({
  name,
  program: example.program,
  data: example.data(rows),
});

const rows: readonly Row[] = [
  radon(true),
  radon(false),
  logistic(),
  sized("autoregression forward and backward, 200 rows", autoregression, 200),
  sized("normal with 1 group, 2 rows", grouped, 2),
];

/** Microseconds an evaluation takes, averaged over about `milliseconds`. */
function microseconds(bound: BoundProgram, milliseconds: number): number {
  const density = logDensityOf(bound);
  const position = irregular(density.dimension, 2).map((value) => 0.1 * value);
  const gradient = new Float64Array(density.dimension);
  let count = 0;
  let total = 0;
  const start = performance.now();
  let now = start;
  while (now - start < milliseconds) {
    for (let i = 0; i < 8; i++) total += density.evaluateInto(gradient, position);
    count += 8;
    now = performance.now();
  }
  if (Number.isNaN(total)) throw new Error("the density is NaN");
  return (1000 * (now - start)) / count;
}

const backends: readonly Backend[] = [wasm, portable];
const results = [];
console.log(`${"program".padEnd(48)} backend     load ms   median µs   (least – ninth decile)`);
for (const { name, program, data } of rows) {
  const bounds = backends.map((backend) => {
    const start = performance.now();
    const bound = backend.load(program, []).bind(data.sizes, data.columns);
    const loadMilliseconds = performance.now() - start;
    for (let i = 0; i < 3; i++) microseconds(bound, 100);
    return { backend: backend.name, bound, loadMilliseconds, times: [] as number[] };
  });
  for (let repetition = 0; repetition < REPETITIONS; repetition++)
    for (const { bound, times } of bounds) times.push(microseconds(bound, 0.4));
  for (const { backend, loadMilliseconds, times } of bounds) {
    times.sort((a, b) => a - b);
    const [least, median, ninthDecile] = [0, 0.5, 0.9].map((share) => times[Math.floor(share * (REPETITIONS - 1))]);
    results.push({ name, backend, loadMilliseconds, median, least, ninthDecile });
    console.log(
      `${name.padEnd(48)} ${backend.padEnd(10)} ${loadMilliseconds.toFixed(2).padStart(8)} ${median.toFixed(3).padStart(11)}   (${least.toFixed(3)} – ${ninthDecile.toFixed(3)})`,
    );
  }
}
console.log(JSON.stringify({ benchmark: "density", results }));
