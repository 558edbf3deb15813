/**
 * Operators: processor time of the forward and the backward step, and bytes allocated per call of both. Processor time, for the machine may be shared;
 * the best of several rounds.
 */
import type { Axis } from "../src/density/axis.js";
import { column, type Expression, type OperatorCall, positionArray } from "../src/density/expression.js";
import type { Operator } from "../src/density/operator.js";
import {
  cholesky,
  hiddenMarkov,
  logSumExpOver,
  lowerMatrixVector,
  matrixVector,
  multivariateNormalCholeskyLogDensity,
  multivariateNormalLogDensity,
  ordinaryDifferentialEquation,
  softmax,
  triangularSolve,
} from "../src/density/operators/index.js";

const axis = (name: string, length: number): Axis => ({ name, length });
const times = (a: Axis, b: Axis): Axis => ({ name: `${a.name} × ${b.name}`, product: [a, b] });
const lengthOf = (one: Axis | null): number =>
  one === null ? 1 : (one.length ?? (one.product ?? []).reduce((product, factor) => product * lengthOf(factor), 1));

let state = 1;
const noise = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 31 - 1;
};
const vector = (length: number, scale = 1, shift = 0): Float64Array =>
  Float64Array.from({ length }, () => shift + scale * noise());

/** Positive definite: n on the diagonal, noise beside it. */
function definite(n: number): Float64Array {
  const a = vector(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[j * n + i] = a[i * n + j] = i === j ? n : a[i * n + j];
  return a;
}

interface Entry {
  readonly name: string;
  readonly expression: Expression;
  readonly inputs: readonly Float64Array[];
}

function measure({ name, expression, inputs }: Entry): { name: string; forward: number; backward: number; bytes: number } {
  const call = expression.about.call as OperatorCall;
  const operator = call.operator as unknown as Operator;
  const arrays = {
    inputs,
    outputs: call.outputs.map((one) => new Float64Array(lengthOf(one))),
    work: call.work.map((one) => new Float64Array(lengthOf(one))),
    inputAdjoints: call.inputs.map((input, i) =>
      input.operation === "column" || input.operation === "constant" ? null : new Float64Array(inputs[i].length),
    ),
    outputAdjoints: call.outputs.map((one) => new Float64Array(lengthOf(one)).fill(0.001)),
  };
  const both = () => {
    operator.forward(arrays, call.settings);
    operator.backward?.(arrays, call.settings);
  };
  for (let i = 0; i < 200; i++) both();
  let count = 1;
  for (let spent = 0; spent < 30; count *= 2) {
    const start = performance.now();
    for (let i = 0; i < count; i++) both();
    spent = performance.now() - start;
  }
  const best = { both: Number.POSITIVE_INFINITY, forward: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 9; round++) {
    const start = process.cpuUsage().user;
    for (let i = 0; i < count; i++) operator.forward(arrays, call.settings);
    const middle = process.cpuUsage().user;
    for (let i = 0; i < count; i++) both();
    best.forward = Math.min(best.forward, (middle - start) / count);
    best.both = Math.min(best.both, (process.cpuUsage().user - middle) / count);
  }
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 100; i++) both();
  const bytes = Math.max(0, (process.memoryUsage().heapUsed - before) / 100);
  return { name, forward: best.forward, backward: best.both - best.forward, bytes };
}

const parameter = (name: string, over: Axis | null): Expression => positionArray(name, over);

function entries(): Entry[] {
  const [rows, columns, points, side, small] = [
    axis("rows", 1000),
    axis("columns", 20),
    axis("points", 11),
    axis("side", 100),
    axis("small", 5),
  ];
  const several = times(rows, small);
  const time = axis("times", 416);
  const chain = {
    initial: [1, 1],
    transition: [0, 1].map((j) => [0, 1].map((k) => parameter(`${j}${k}`, null))),
    emissions: [0, 1].map((k) => parameter(`emission ${k}`, time)),
  };
  const years = axis("years", 20);
  const predators = ordinaryDifferentialEquation({
    rightHandSide: (_, [u, v], [a, b, c, d]) => [a.minus(b.times(v)).times(u), d.times(u).minus(c).times(v)],
    initial: ["u", "v"].map((name) => parameter(name, null)),
    parameters: ["alpha", "beta", "gamma", "delta"].map((name) => parameter(name, null)),
    times: column("years", years),
  });
  const unit = Float64Array.of(1);
  const share = Float64Array.of(0.5);
  const factor = definite(100);
  return [
    {
      name: "matrix-vector 1000 × 20",
      expression: matrixVector(column("X", times(rows, columns)), parameter("b", columns)),
      inputs: [vector(20_000), vector(20)],
    },
    {
      name: "hidden-markov 2 × 416",
      expression: hiddenMarkov(chain),
      inputs: [unit, unit, share, share, share, share, vector(416, 3), vector(416, 3)],
    },
    {
      name: "Lotka–Volterra, 20 years",
      expression: predators[0],
      inputs: [
        ...[33.96, 5.93, 0.545, 0.028, 0.803, 0.024, 0].map((value) => Float64Array.of(value)),
        Float64Array.from({ length: 20 }, (_, i) => i + 1),
      ],
    },
    {
      name: "multivariate normal 11",
      expression: multivariateNormalLogDensity(column("y", points), 0, parameter("K", times(points, points))),
      inputs: [vector(11), Float64Array.of(0), definite(11)],
    },
    {
      name: "multivariate normal 100",
      expression: multivariateNormalLogDensity(column("y", side), 0, parameter("K", times(side, side))),
      inputs: [vector(100), Float64Array.of(0), definite(100)],
    },
    { name: "cholesky 11", expression: cholesky(parameter("K", times(points, points))), inputs: [definite(11)] },
    { name: "cholesky 100", expression: cholesky(parameter("K", times(side, side))), inputs: [factor] },
    {
      name: "lower matrix-vector 100",
      expression: lowerMatrixVector(parameter("L", times(side, side)), parameter("z", side)),
      inputs: [factor, vector(100)],
    },
    {
      name: "triangular solve 100",
      expression: triangularSolve(parameter("L", times(side, side)), parameter("b", side)),
      inputs: [factor, vector(100)],
    },
    {
      name: "normal rows 1000 × 5",
      expression: multivariateNormalCholeskyLogDensity(
        column("y", several),
        parameter("mean", small),
        parameter("L", times(small, small)),
      ),
      inputs: [vector(5000), vector(5), definite(5)],
    },
    { name: "log-sum-exp 1000 × 5", expression: logSumExpOver(parameter("x", several)), inputs: [vector(5000)] },
    { name: "softmax 1000 × 5", expression: softmax(parameter("x", several)), inputs: [vector(5000)] },
  ];
}

const results = entries().map(measure);
for (const { name, forward, backward, bytes } of results)
  console.log(
    `${name.padEnd(28)} forward ${forward.toFixed(2).padStart(8)} µs  backward ${backward.toFixed(2).padStart(8)} µs  ${bytes.toFixed(0).padStart(6)} bytes`,
  );
console.log(JSON.stringify({ operators: results }));
