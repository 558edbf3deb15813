/** Measures the bytes that a forward and a backward pass of each operator leave behind; run as a process of its own, with one large young generation. */
import type { Axis } from "../../../../src/density/axis.js";
import { applyOperator, column, type Expression, type OperatorCall, positionArray } from "../../../../src/density/expression.js";
import type { Operator } from "../../../../src/density/operator.js";
import { gatherRowsOperator } from "../../../../src/density/operators/gather-rows.js";
import {
  cholesky,
  columnsOf,
  hiddenMarkov,
  logDeterminant,
  logSumExpOver,
  lowerMatrixVector,
  matern32,
  matrixVector,
  multivariateNormalCholeskyLogDensity,
  multivariateNormalLogDensity,
  ordinaryDifferentialEquation,
  rowSums,
  softmax,
  triangularSolve,
} from "../../../../src/density/operators/index.js";

const axis = (name: string, length: number): Axis => ({ name, length });
const square = (side: Axis): Axis => ({ name: `${side.name} × ${side.name}`, product: [side, side] });
const lengthOf = (one: Axis | null): number =>
  one === null ? 1 : (one.length ?? (one.product ?? []).reduce((product, factor) => product * lengthOf(factor), 1));
const parameter = (name: string, over: Axis | null = null): Expression => positionArray(name, over);
const side = axis("side", 11);
const rows = axis("rows", 30);
const known = { name: "known", product: [rows, axis("few", 3)] } as const;
const matrix = { name: "rows × side", product: [rows, side] } as const;
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Each with its parameters; the numbers in them are made up from their places. */
function expressions(): Record<string, Expression> {
  const chain = (states: number, starts?: Expression) => ({
    initial: range(states).map(() => parameter("weight")),
    transition: range(states).map(() => range(states).map(() => parameter("transition"))),
    emissions: range(states).map(() => parameter("emissions", rows)),
    ...(starts === undefined ? {} : { starts }),
  });
  const covariance = matern32(parameter("x", side), { amplitude: 1, lengthScale: 1 });
  return {
    "matrix-vector": matrixVector(parameter("X", matrix), parameter("b", side)),
    "hidden-markov": hiddenMarkov(chain(2)),
    "hidden-markov, sequences": hiddenMarkov(chain(2, column("starts", rows))),
    "hidden-markov, three states": hiddenMarkov(chain(3)),
    "log-sum-exp": logSumExpOver(parameter("x", matrix)),
    columns: columnsOf(parameter("X", known))[0],
    "gather-rows": applyOperator({
      operator: gatherRowsOperator,
      inputs: [column("index", rows), parameter("X", matrix)],
      outputs: [matrix],
      work: [],
      settings: null,
    })[0],
    "row-sums": rowSums(parameter("X", matrix)),
    softmax: softmax(parameter("x", matrix)),
    distances: callIn(covariance, "distances"),
    cholesky: cholesky(parameter("K", square(side))),
    "log-determinant": logDeterminant(parameter("L", square(side))),
    "lower-matrix-vector": lowerMatrixVector(parameter("L", square(side)), parameter("z", matrix)),
    "triangular-solve": triangularSolve(parameter("L", square(side)), parameter("b", matrix)),
    "multivariate-normal": multivariateNormalLogDensity(parameter("y", side), parameter("mean"), parameter("K", square(side))),
    "multivariate-normal-cholesky": multivariateNormalCholeskyLogDensity(
      parameter("y", matrix),
      parameter("mean", side),
      parameter("L", square(side)),
    ),
    "ordinary-differential-equation": ordinaryDifferentialEquation({
      rightHandSide: (_, [u, v], [a]) => [a.times(v), u.times(-1)],
      initial: [parameter("u"), parameter("v")],
      parameters: [parameter("a")],
      times: column("times", rows),
    })[0],
  };
}

/** The output of the operator of a name among what an expression is computed from. */
function callIn(expression: Expression, name: string): Expression {
  const found = (node: Expression): Expression | undefined =>
    node.about.call?.operator.name === name ? node : node.inputs.map(found).find((one) => one !== undefined);
  return found(expression) as Expression;
}

/** What makes sense for all: squares are positive definite, times increase, all is positive. */
function inputOf(expression: Expression): (i: number) => number {
  const { axis: over } = expression;
  if (expression.operation === "constant") return () => expression.about.value as number;
  const isSquare = over?.product !== undefined && over.product[0] === over.product[1];
  if (isSquare) return (i) => (i % (side.length as number) === Math.floor(i / (side.length as number)) ? 3 : 0.1);
  if (expression.about.name === "index") return (i) => i % 30;
  if (expression.about.name === "starts") return (i) => (i % 10 === 0 ? 1 : 0);
  return (i) => 0.3 + 0.1 * i;
}

function bytesPerEvaluation(expression: Expression, hasKernels: boolean): number {
  const call = expression.about.call as OperatorCall;
  const operator = call.operator as unknown as Operator;
  const memory = new WebAssembly.Memory({ initial: 64 });
  let end = 64;
  const placed = (length: number, value: (i: number) => number): Float64Array => {
    const array = new Float64Array(memory.buffer, end, length).map((_, i) => value(i));
    const view = new Float64Array(memory.buffer, end, length);
    view.set(array);
    end += 8 * (length + 2);
    return view;
  };
  const arrays = {
    inputs: call.inputs.map((input) => placed(lengthOf(input.axis), inputOf(input))),
    outputs: call.outputs.map((one) => placed(lengthOf(one), () => 0)),
    work: call.work.map((one) => placed(lengthOf(one), () => 0)),
    inputAdjoints: call.inputs.map(({ axis: over }) => placed(lengthOf(over), () => 0)),
    outputAdjoints: call.outputs.map((one) => placed(lengthOf(one), () => 1e-3)),
  };
  const kernels = hasKernels ? operator.kernelsOn?.(memory) : undefined;
  const evaluate = (count: number) => {
    for (let i = 0; i < count; i++) {
      operator.forward(arrays, call.settings, kernels);
      operator.backward?.(arrays, call.settings, kernels);
    }
  };
  // Engines measure themselves, too: the least of several rounds, once the code is compiled for speed.
  evaluate(6000);
  const count = 1000;
  const rounds = range(3).map(() => {
    const before = process.memoryUsage().heapUsed;
    evaluate(count);
    return (process.memoryUsage().heapUsed - before) / count;
  });
  return Math.min(...rounds);
}

const measured = Object.entries(expressions()).flatMap(([name, expression]) =>
  [true, false].map((hasKernels) => ({
    name,
    operator: expression.about.call?.operator.name,
    hasKernels,
    bytes: bytesPerEvaluation(expression, hasKernels),
  })),
);
console.log(JSON.stringify(measured));
