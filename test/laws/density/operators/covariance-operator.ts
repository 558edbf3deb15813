/** A covariance, compiled, in the shape of an operator of x, amplitude, length scales and diagonal: so that tests of operators can test it. */
import type { Axis } from "../../../../src/density/axis.js";
import { column, compile, type Expression, logDensityOf, positionArray, wasm } from "../../../../src/density/index.js";
import type { Operator } from "../../../../src/density/operator.js";
import type { CovarianceParameters } from "../../../../src/density/operators/index.js";

type Covariance = (x: Expression, parameters: CovarianceParameters) => Expression;
type Numbers = Float64Array | Int32Array;

/** All inputs are parameters, and the log density is Σ weight × covariance. */
function compiled(covariance: Covariance, inputs: readonly Numbers[], weights: Float64Array) {
  const n = Math.sqrt(weights.length);
  const [rows, dimensions]: Axis[] = [
    { name: "rows", length: n },
    { name: "dimensions", length: inputs[0].length / n },
  ];
  const severalScales = inputs[2].length > 1;
  const x = positionArray("x", { name: "rows × dimensions", product: [rows, dimensions] });
  const [amplitude, diagonal] = ["amplitude", "diagonal"].map((name) => positionArray(name, null));
  const lengthScale = positionArray("lengthScale", severalScales ? dimensions : null);
  const matrix = covariance(x, { amplitude, lengthScale, diagonal });
  const { program, operators, outputs } = compile({
    positions: [x, amplitude, lengthScale, diagonal],
    terms: [{ name: "sum", expression: matrix.times(column("weights", matrix.axis as Axis)) }],
    outputs: [{ name: "matrix", expression: matrix }],
  });
  const bound = wasm.load(program, operators).bind({}, { weights });
  const gradient = new Float64Array(bound.position.length);
  logDensityOf(bound).evaluateInto(gradient, Float64Array.from(inputs.flatMap((input) => [...input])));
  bound.run("outputs");
  return { gradient, matrix: bound.array(outputs.get("matrix") as number) };
}

/** Its forward step gives the matrix, its backward step adds the gradient of Σ weight × matrix. */
export const covarianceOperator = (name: string, covariance: Covariance): Operator<null> => ({
  name,
  forward({ inputs, outputs }) {
    outputs[0].set(compiled(covariance, inputs, new Float64Array(outputs[0].length)).matrix);
  },
  backward({ inputs, inputAdjoints, outputAdjoints }) {
    const { gradient } = compiled(covariance, inputs, outputAdjoints[0]);
    let at = 0;
    for (const [which, { length }] of inputs.entries())
      for (let i = 0; i < length; i++, at++) {
        const adjoint = inputAdjoints[which];
        if (adjoint !== null) adjoint[i] += gradient[at];
      }
  },
});
