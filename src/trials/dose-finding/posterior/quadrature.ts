/** Posteriors by deterministic quadrature: the same answer every time, without Monte Carlo noise. */
import { InvalidArgument } from "../../../errors.js";
import { checkInteger, checkKnown } from "../../requirements.js";
import { oneParameterQuadrature } from "./one-parameter-quadrature.js";
import type { PosteriorMethod, ToxicityModel } from "./toxicity-model.js";
import { twoParameterQuadrature } from "./two-parameter-quadrature.js";

/** How finely posteriors are integrated. */
export interface QuadratureOptions {
  /**
   * Nodes along each parameter, 11 to 1001. When not given: with one parameter as many as it takes for about 12 digits, with two
   * parameters a number whose error is far below what any decision can feel.
   */
  readonly nodes?: number;
}

/**
 * Returns the method that computes posteriors of toxicity models by quadrature over their one or two parameters.
 *
 * Interval probabilities are integrals that end exactly at the interval's limits, and quantiles are roots of the same function.
 *
 * @throws InvalidArgument for a number of nodes out of range; its `of` for a model with other than one or two parameters.
 */
export function quadrature(options: QuadratureOptions = {}): PosteriorMethod {
  checkKnown("quadrature", options, ["nodes"]);
  const { nodes } = options;
  if (nodes !== undefined) checkInteger("quadrature", "nodes", nodes, 11, 1001);
  return {
    name: "quadrature",
    recipe: { make: "quadrature", options: { ...options } },
    of(model: ToxicityModel) {
      const parameters = model.mean.length;
      if (parameters === 1) return oneParameterQuadrature(model, options);
      if (parameters === 2) return twoParameterQuadrature(model, options);
      throw new InvalidArgument("quadrature", "model", "have one or two parameters", parameters);
    },
  };
}
