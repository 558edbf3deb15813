/**
 * Our kernels beside ml-matrix, interleaved in one run: median and best time per call, and the ratio of the best.
 * Bundle and run: `npx esbuild bench/linear-algebra.ts --bundle --platform=node --format=esm --outfile=out/bench.mjs && node out/bench.mjs`.
 */
import { CholeskyDecomposition, LuDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import {
  choleskyInto,
  choleskyUpdateInto,
  leastSquares,
  matrixProductInto,
  solveCholeskyInto,
  solveSymmetricInto,
  symmetricFactorInto,
} from "../src/linear-algebra/index.js";

interface Contender {
  readonly name: string;
  run(): void;
}

const ROUNDS = 15;

/** Times the contenders in turns, so that a busy machine hurts them alike; returns microseconds a call, sorted, for each. */
function race(contenders: readonly Contender[], target = 4): number[][] {
  const repeats = contenders.map(({ run }) => {
    for (let i = 0; i < 20; i++) run();
    let count = 1;
    for (;;) {
      const start = performance.now();
      for (let i = 0; i < count; i++) run();
      if (performance.now() - start >= target || count > 1e6) return count;
      count *= 2;
    }
  });
  const times: number[][] = contenders.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    contenders.forEach(({ run }, c) => {
      const start = performance.now();
      for (let i = 0; i < repeats[c]; i++) run();
      times[c].push((1000 * (performance.now() - start)) / repeats[c]);
    });
  }
  for (const list of times) list.sort((a, b) => a - b);
  return times;
}

function report(title: string, contenders: readonly Contender[]): void {
  const times = race(contenders);
  const cells = contenders.map(({ name }, c) => {
    const list = times[c];
    return `${name} ${list[ROUNDS >> 1].toFixed(2)} µs (best ${list[0].toFixed(2)})`;
  });
  const ratio = times.length > 1 ? `, ${(times[1][0] / times[0][0]).toFixed(1)}×` : "";
  console.log(`${title.padEnd(28)} ${cells.join(" | ")}${ratio}`);
}

let state = 1;
const noise = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 31 - 1;
};

for (const n of [3, 10, 30, 100, 250]) {
  const general = Float64Array.from({ length: n * n }, noise);
  const a = general.map((_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return i === j ? 2 * n : general[Math.max(i, j) * n + Math.min(i, j)];
  });
  const b = Float64Array.from({ length: n }, noise);
  const matrix = Matrix.from1DArray(n, n, a);
  const other = Matrix.from1DArray(n, n, general);
  const column = Matrix.columnVector(b);
  const factor = new Float64Array(n * n);
  const out = new Float64Array(n * n);
  const x = new Float64Array(n);
  const pivots = new Int32Array(n);
  const work = new Float64Array(n);

  report(`Cholesky, n = ${n}`, [
    { name: "own", run: () => choleskyInto(factor, a, n) },
    { name: "ml-matrix", run: () => new CholeskyDecomposition(matrix) },
  ]);
  report(`Cholesky and solve, n = ${n}`, [
    {
      name: "own",
      run: () => {
        choleskyInto(factor, a, n);
        solveCholeskyInto(x, factor, b, n);
      },
    },
    { name: "ml-matrix", run: () => new CholeskyDecomposition(matrix).solve(column) },
  ]);
  report(`symmetric solve, n = ${n}`, [
    {
      name: "own",
      run: () => {
        symmetricFactorInto(out, pivots, a, n);
        solveSymmetricInto(x, out, pivots, b, n);
      },
    },
    { name: "ml-matrix LU", run: () => new LuDecomposition(matrix).solve(column) },
  ]);
  report(`product, n = ${n}`, [
    { name: "own", run: () => matrixProductInto(out, a, general, n, n, n) },
    { name: "ml-matrix", run: () => matrix.mmul(other) },
  ]);
  choleskyInto(factor, a, n);
  const small = b.map((value) => value * 1e-3);
  report(`rank-one update, n = ${n}`, [{ name: "own", run: () => choleskyUpdateInto(factor, small, n, work) }]);
  const rows = 4 * n;
  const design = Float64Array.from({ length: rows * n }, noise);
  const y = Float64Array.from({ length: rows }, noise);
  const designMatrix = Matrix.from1DArray(rows, n, design);
  const response = Matrix.columnVector(y);
  if (n > 100) continue;
  report(`least squares, ${rows} × ${n}`, [
    { name: "own", run: () => leastSquares(design, y, n) },
    { name: "ml-matrix QR", run: () => new QrDecomposition(designMatrix).solve(response) },
  ]);
}
