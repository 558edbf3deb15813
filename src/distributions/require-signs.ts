/** Parameters that are expressions: those that could be negative where they must not. */
import { type Expression, toExpression } from "../density/expression.js";
import { possibleSigns, type Signs } from "../density/sign-of.js";
import { InvalidArgument } from "../errors.js";
import type { Distribution, Domain, VectorDistribution } from "./distribution.js";

/** The domains without negative numbers, in words. */
const withoutNegatives: Readonly<Partial<Record<Domain, string>>> = {
  positive: "be positive",
  "non-negative": "be at least 0",
  probability: "be between 0 and 1",
  count: "be an integer from 0",
  simplex: "be probabilities",
  "positive-vector": "be positive",
};

/**
 * Refuses a distribution with a parameter that can be negative where its domain has no negative numbers, such as a real parameter as a standard
 * deviation. `known` tells the signs of nodes, as for `possibleSigns`.
 *
 * @throws InvalidArgument in the name of the distribution: `normal: sd must be positive, got an expression that can be negative`.
 */
export function requireSigns(
  distribution: Distribution | VectorDistribution,
  known: (node: Expression) => Signs | undefined,
): void {
  for (const [name, parameter] of Object.entries(distribution.parameters)) {
    const requirement = withoutNegatives[distribution.domains[name] as Domain];
    if (requirement === undefined || typeof parameter === "number") continue;
    const { negative, zero, positive } = possibleSigns(toExpression(parameter), known);
    if (!negative && (positive || zero)) continue;
    const error = new InvalidArgument(distribution.name, name, requirement, "");
    error.message = `${distribution.name}: ${name} must ${requirement}, got an expression that can be negative`;
    throw error;
  }
}
