/** The Dirichlet distribution. */
import { constant, type Expression, unary } from "../../density/expression.js";
import { InvalidArgument } from "../../errors.js";
import { logGamma } from "../../numeric/special/log-gamma.js";
import { dirichletVariate } from "../../random/variates/dirichlet.js";
import type { VectorDistribution } from "../distribution.js";
import { type List, type ListParameter, listParameter, requireVector, sumOfVector, sumOver, sumWith } from "../list-parameter.js";
import { requireOptions } from "../parameters.js";

/** The parameters of a Dirichlet distribution. */
export interface DirichletOptions {
  /** The concentration of each part, positive: as many prior counts. A list, an expression over an axis, or one number for all `dimension` parts. */
  readonly concentration: List | number;
  /** How many parts, where one number holds for all. */
  readonly dimension?: number;
}

/**
 * The Dirichlet distribution of parts that add up to 1: log p(x) = ln Γ(Σ concentration) − Σ ln Γ(concentration_k) + Σ (concentration_k − 1) ln x_k.
 *
 * Of a value over rows × K there is one log density for each row. Throws `InvalidArgument` unless there are two parts or more and numbers are positive. Source: johnson1995 (25.27), gelman2013bayesian (3.4).
 */
export function dirichlet(options: DirichletOptions): VectorDistribution {
  requireOptions("dirichlet", options);
  const concentration = listParameter("dirichlet", "concentration", listOf(options), "positive", "positive-vector", 2);
  const { length } = concentration;
  return {
    name: "dirichlet",
    parameters: concentration.parameters,
    domains: concentration.domains,
    support: { kind: "simplex", ...(length !== undefined && { dimension: length }) },
    logDensity: (x) => logKernel(x, concentration).plus(logNormalizer(concentration)),
    numeric: {
      size: (given) => concentration.valuesIn(given).length,
      drawInto: (out, rng, given) => dirichletVariate({ concentrations: concentration.valuesIn(given) }).drawInto(out, rng),
    },
  };
}

function listOf({ concentration, dimension }: DirichletOptions): unknown {
  if (dimension === undefined) return concentration;
  if (!Number.isSafeInteger(dimension) || dimension < 2 || dimension > 1e6)
    throw new InvalidArgument("dirichlet", "dimension", "be an integer from 2", dimension);
  if (typeof concentration !== "number") throw new InvalidArgument("dirichlet", "concentration", "be one number", concentration);
  return Array.from({ length: dimension }, () => concentration);
}

/** Σ (concentration_k − 1) ln x_k: over the whole of x where all concentrations are the same number. */
function logKernel(x: Expression, concentration: ListParameter): Expression {
  requireVector("dirichlet", x, concentration);
  const numbers = concentration.numbers();
  if (numbers?.every((number) => number === numbers[0])) return sumOfVector(x.log()).times(numbers[0] - 1);
  return sumWith(x, concentration, (part, number) => number.minus(1).times(part.log()));
}

function logNormalizer(concentration: ListParameter): Expression {
  const numbers = concentration.numbers();
  if (numbers === undefined) {
    const total = sumOver(concentration, (number) => number);
    return unary("logGamma", total).minus(sumOver(concentration, (number) => unary("logGamma", number)));
  }
  const total = numbers.reduce((sum, number) => sum + number, 0);
  return constant(logGamma(total) - numbers.reduce((sum, number) => sum + logGamma(number), 0));
}
