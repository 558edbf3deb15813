/**
 * What rows that repeat save: log density and gradient of 10,000 rows in few cells, from distinct rows and row by row, on the same data with turns in
 * one run. The table shows medians of short turns in microseconds; JSON follows.
 *
 *   node bench/run.mjs repeated-rows
 */
import type { BoundProgram, Columns } from "../src/density/backend.js";
import { column, compile, type Expression, indexColumn, logDensityOf, positionArray, wasm } from "../src/density/index.js";
import { matrixVector } from "../src/density/operators/index.js";
import { bernoulli, censored, orderedLogistic, poisson, weibull } from "../src/distributions/index.js";

const ROWS = 10_000;
const REPETITIONS = 201;
const rows = { name: "rows" };
const [a, b] = ["a", "b"].map((name) => positionArray(name, null));

interface Case {
  readonly name: string;
  readonly positions: readonly Expression[];
  readonly density: Expression;
  /** The value of each column in a cell. */
  readonly columns: Readonly<Record<string, (cell: number, row: number) => number>>;
  readonly sizes?: Readonly<Record<string, number>>;
}

const x = column("x", rows);
const share = (cell: number) => (cell % 2) + 1 / (1 + cell);
const outcome = (_: number, row: number) => Number((row * 7919) % 13 < 5);

function cases(): readonly Case[] {
  const sites = { name: "sites" };
  const site = indexColumn("site", rows, sites);
  const alpha = positionArray("alpha", sites);
  const predictors = { name: "predictors", length: 6 };
  const X = column("X", { name: "cells", product: [rows, predictors] });
  const beta = positionArray("beta", predictors);
  const y = column("y", rows);
  const eta = a.plus(b.times(x));
  const columns = { x: share, y: outcome };
  return [
    {
      name: "logistic, 12 sites",
      positions: [a, b, alpha],
      density: bernoulli({ logit: alpha.at(site).plus(eta) }).logDensity(y),
      columns: { ...columns, site: (cell) => cell % 12 },
      sizes: { sites: 12 },
    },
    {
      name: "logistic, data matrix of 6 columns",
      positions: [beta],
      density: bernoulli({ logit: matrixVector(X, beta) }).logDensity(y),
      columns: { y: outcome, X: (cell) => share(cell) },
    },
    {
      name: "Poisson",
      positions: [a, b],
      density: poisson({ logRate: eta }).logDensity(y),
      columns: { ...columns, y: (cell) => cell % 4 },
    },
    {
      name: "ordered logistic, 4 levels",
      positions: [a, b],
      density: orderedLogistic({ location: b.times(x), cutpoints: [a, a.plus(1), a.plus(2)] }).logDensity(y),
      columns: { x: share, y: (cell) => cell % 4 },
    },
    {
      name: "Weibull, half censored",
      positions: [a, b],
      density: censored(weibull({ shape: a.exp(), scale: b.times(x).exp() }), { right: column("censored", rows) }).logDensity(y),
      columns: { x: share, y: (cell) => 1 + (cell % 3), censored: (cell) => cell % 2 },
    },
  ];
}

/** The same density twice: by rows, and by distinct rows. */
function bind({ positions, density, columns, sizes = {} }: Case, cells: number): readonly BoundProgram[] {
  const { program, operators } = compile({ positions, terms: [{ name: "y", expression: density }], outputs: [] });
  const bound: Record<string, Float64Array | Int32Array> = {};
  for (const { name, type, role } of program.arrays) {
    if (role !== "data") continue;
    const width = name === "X" ? 6 : 1;
    const list = Array.from({ length: ROWS * width }, (_, k) =>
      columns[name]((Math.floor(k / width) * 37 + (k % width)) % cells, k),
    );
    bound[name] = type === "i32" ? Int32Array.from(list) : Float64Array.from(list);
  }
  const byRows = { ...program, entries: { ...program.entries, weighted: [] } };
  return [byRows, program].map((each) => wasm.load(each, operators).bind({ rows: ROWS, ...sizes }, bound as Columns));
}

/** Microseconds of one evaluation, averaged over about 0.4 milliseconds. */
function microseconds(bound: BoundProgram): number {
  const density = logDensityOf(bound);
  const position = Float64Array.from({ length: density.dimension }, (_, i) => 0.1 * (i % 3));
  const gradient = new Float64Array(density.dimension);
  let count = 0;
  const start = performance.now();
  let now = start;
  while (now - start < 0.4) {
    for (let i = 0; i < 8; i++) density.evaluateInto(gradient, position);
    count += 8;
    now = performance.now();
  }
  return (1000 * (now - start)) / count;
}

const median = (values: number[]): number => values.sort((p, q) => p - q)[values.length >> 1];
const results = [];
console.log(
  `${"model".padEnd(38)}${"cells".padStart(6)}${"by rows µs".padStart(14)}${"distinct µs".padStart(14)}${"times faster".padStart(14)}`,
);
for (const cells of [12, 240, 2400]) {
  for (const one of cases()) {
    const bounds = bind(one, cells);
    const times = bounds.map((): number[] => []);
    for (const bound of bounds) for (let i = 0; i < 50; i++) microseconds(bound);
    for (let i = 0; i < REPETITIONS; i++) for (const [k, bound] of bounds.entries()) times[k].push(microseconds(bound));
    const [byRows, distinct] = times.map(median);
    results.push({ model: one.name, cells, byRows, distinct });
    const figures = [byRows.toFixed(2), distinct.toFixed(2), (byRows / distinct).toFixed(1)].map((figure) => figure.padStart(14));
    console.log(`${one.name.padEnd(38)}${`${cells}`.padStart(6)}${figures.join("")}`);
  }
}
console.log(JSON.stringify({ benchmark: "repeated-rows", rows: ROWS, results }));
