/** Mixtures of distributions. */
import { Expression, type Operand, toExpression } from "../../density/expression.js";
import { columnsOf } from "../../density/operators/columns-of.js";
import { InvalidArgument } from "../../errors.js";
import type { Distribution } from "../distribution.js";
import { mixtureOf, type Weights } from "../mixture-of.js";
import { constantValue, requireDistribution, requireParameter } from "../parameters.js";

/**
 * A mixture: log p(x) = ln Σ weight_k p_k(x), which sums out the component that x comes from.
 *
 * `weights` are as many numbers or expressions as there are components, or one expression over an axis of that length (a simplex), or over rows × that. A component whose
 * support does not hold an x adds nothing there. Throws `InvalidArgument` unless there are components, all distributions of numbers, and weights for
 * all of them, which add up to 1 where they are numbers. Source: gelman2013bayesian (22.1).
 */
export function mixture<Over extends string, Weights extends string = "scalar">(
  components: readonly Distribution<Over>[],
  weights: readonly Operand<Weights>[] | Expression,
): Distribution<Widest<Over | Weights>> {
  if (!Array.isArray(components) || components.length === 0)
    throw new InvalidArgument("mixture", "components", "be a list of distributions", components);
  for (const [k, component] of components.entries()) requireDistribution("mixture", `components[${k}]`, component);
  const name = `mixture(${components.map((component) => component.name).join(", ")})`;
  return mixtureOf("mixture", name, components, checkedWeights(weights, components.length));
}

/** The axis of a combination of any number of operands. */
type Widest<Over extends string> = [Exclude<Over, "scalar">] extends [never] ? "scalar" : Exclude<Over, "scalar">;

function checkedWeights(weights: readonly Operand[] | Expression, count: number): Weights {
  if (weights instanceof Expression) {
    const at = weights.axis?.product === undefined ? elementsOf(weights, count) : columnsOf(weights);
    if (at.length !== count) throw new InvalidArgument("mixture", "weights", `be ${count} for each row`, at.length);
    return {
      logarithms: at.map((weight) => weight.log()),
      parameters: { weights },
      domains: { weights: "simplex" },
      valueIn: (k, given) => (given.weights as ArrayLike<number>)[k],
    };
  }
  if (!Array.isArray(weights) || weights.length !== count)
    throw new InvalidArgument("mixture", "weights", `be ${count} numbers or expressions, or one over an axis`, weights);
  const at = weights as readonly Operand[];
  for (const [k, weight] of at.entries()) {
    if (!(count === 1 && weight === 1)) requireParameter("mixture", `weights[${k}]`, "probability", weight);
  }
  const numbers = at.map(constantValue);
  const total = numbers.every((weight) => weight !== undefined) ? numbers.reduce((sum, weight) => sum + weight, 0) : 1;
  if (Math.abs(total - 1) > 1e-12) throw new InvalidArgument("mixture", "weights", "add up to 1", numbers);
  const entries = at.map((weight, k) => [`weights[${k}]`, weight] as const);
  const domains = entries.map(([name]) => [name, "probability"] as const);
  return {
    logarithms: at.map((weight) => toExpression(weight).log()),
    parameters: Object.fromEntries(entries),
    domains: Object.fromEntries(domains),
    valueIn: (k, given) => given[`weights[${k}]`] as number,
  };
}

const elementsOf = (weights: Expression, count: number) => Array.from({ length: count }, (_, k) => weights.at(k));
