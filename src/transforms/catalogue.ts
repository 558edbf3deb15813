/** Every step that a transform adds to programs: threads rebuild programs by these names. */
import type { Operator } from "../density/operator.js";
import { correlationOperator } from "./correlation.js";
import { correlationCholeskyOperator } from "./correlation-cholesky.js";
import { covarianceCholeskyOperator } from "./covariance-cholesky.js";
import { orderedOperator } from "./ordered.js";
import { positiveOrderedOperator } from "./positive-ordered.js";
import { simplexOperator } from "./simplex.js";
import { sumToZeroOperator } from "./sum-to-zero.js";
import { unitVectorOperator } from "./unit-vector.js";

/** The operators of all transforms of vectors. */
export const transformOperatorCatalogue: readonly Operator<never>[] = [
  correlationOperator,
  correlationCholeskyOperator,
  covarianceCholeskyOperator,
  orderedOperator,
  positiveOrderedOperator,
  simplexOperator,
  sumToZeroOperator,
  unitVectorOperator,
];
