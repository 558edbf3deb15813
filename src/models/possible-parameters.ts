/** Distributions whose parameters cannot be right: a scale that can be negative, a probability above 1. */
import { type Expression, type Operand, toExpression } from "../density/expression.js";
import type { Domain } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import type { AnyDistribution } from "./parameter-options.js";
import type { DeclaredParameter } from "./trace.js";

/** How far an expression is certain to get when unknowns move: −∞, +∞. */
interface Reach {
  readonly down: boolean;
  readonly up: boolean;
}

const NOWHERE: Reach = { down: false, up: false };
const EVERYWHERE: Reach = { down: true, up: true };

/** The domains that do not go to −∞, in words. */
const domains: Readonly<Partial<Record<Domain, string>>> = {
  positive: "be positive",
  "non-negative": "be at least 0",
  count: "be an integer from 0",
  "positive-vector": "be positive",
  probability: "be between 0 and 1",
  simplex: "be probabilities",
};

/**
 * Refuses a distribution one of whose parameters takes impossible values for some values of the unknowns, such as a standard deviation that is a real
 * unknown. Only what is certain is refused: an expression in which an unknown occurs twice may well be right.
 *
 * @throws InvalidArgument in the name of the distribution, or of the caller where it is none.
 */
export function requirePossible(caller: string, distribution: AnyDistribution, parameters: readonly DeclaredParameter[]): void {
  if (typeof distribution?.logDensity !== "function")
    throw new InvalidArgument(caller, "distribution", "be a distribution", distribution);
  for (const [name, operand] of Object.entries<Operand>(distribution.parameters)) {
    const domain = distribution.domains[name] as Domain;
    if (domain === "ordered") requireOrdered(distribution.name, name, operand, parameters);
    const requirement = domains[domain];
    if (requirement === undefined || typeof operand === "number") continue;
    const { down, up } = reachOf(toExpression(operand), parameters);
    if (down || (up && (domain === "probability" || domain === "simplex")))
      throw new InvalidArgument(
        distribution.name,
        name,
        requirement,
        `an expression that can be ${down ? "negative" : "above 1"}`,
      );
  }
}

/** Refuses cutpoints that are a parameter whose elements are not kept in order. */
function requireOrdered(caller: string, name: string, operand: Operand, parameters: readonly DeclaredParameter[]): void {
  const table = gatheredFrom(operand);
  const parameter = parameters.find(({ value }) => value === operand || value === table);
  if (parameter !== undefined && (parameter.transform.elementwise || parameter.standard !== undefined))
    throw new InvalidArgument(caller, name, "increase: declare the parameter with { constrain: ordered }", parameter.name);
}

/** The table whose rows an expression gathers. */
const gatheredFrom = (operand: Operand): Expression | undefined =>
  typeof operand !== "number" && operand.about.call?.operator.name === "gather-rows" ? operand.inputs[1] : undefined;

function reachOf(expression: Expression, parameters: readonly DeclaredParameter[]): Reach {
  const leaves = new Map(parameters.map((parameter) => [parameter.value, reachOfParameter(parameter)]));
  const occurrences = new Map<Expression, number>();
  const count = (node: Expression): void => {
    const before = occurrences.get(node) ?? 0;
    occurrences.set(node, before + 1);
    // Twice is enough to know: what is under a node that occurs again occurs again.
    if (before < 2 && !leaves.has(node)) node.inputs.forEach(count);
  };
  count(expression);
  const of = (node: Expression): Reach => {
    const leaf = leaves.get(node);
    if (leaf !== undefined) return occurrences.get(node) === 1 ? leaf : NOWHERE;
    return reachOfOperation(node, of);
  };
  return of(expression);
}

function reachOfParameter({ distribution, transform, standard }: DeclaredParameter): Reach {
  if (standard !== undefined || transform.name === "identity" || transform.name === "ordered") return EVERYWHERE;
  if (transform.name === "positive-ordered") return { down: false, up: true };
  if (!transform.elementwise) return NOWHERE;
  const { lower, upper } = distribution.support;
  return { down: lower === undefined, up: upper === undefined };
}

/** Operations that are not told here go nowhere for certain. */
function reachOfOperation({ operation, inputs }: Expression, of: (node: Expression) => Reach): Reach {
  const [a, b] = inputs as readonly [Expression, Expression];
  switch (operation) {
    case "gather":
    case "element":
    case "sum":
      return of(a);
    case "negate":
      return turned(of(a));
    case "add":
      return either(of(a), of(b));
    case "subtract":
      return either(of(a), turned(of(b)));
    case "multiply":
      return ofProduct(a, b, of);
    case "divide":
      return b.operation === "constant" ? scaled(of(a), b.about.value as number) : whole(of(a));
    default:
      return NOWHERE;
  }
}

function ofProduct(a: Expression, b: Expression, of: (node: Expression) => Reach): Reach {
  if (a.operation === "constant") return scaled(of(b), a.about.value as number);
  if (b.operation === "constant") return scaled(of(a), b.about.value as number);
  return either(whole(of(a)), whole(of(b)));
}

const turned = ({ down, up }: Reach): Reach => ({ down: up, up: down });
const either = (a: Reach, b: Reach): Reach => ({ down: a.down || b.down, up: a.up || b.up });
/** A product with something of a sign unknown: certain only of what goes both ways. */
const whole = ({ down, up }: Reach): Reach => (down && up ? EVERYWHERE : NOWHERE);
const scaled = (reach: Reach, factor: number): Reach => (factor > 0 ? reach : factor < 0 ? turned(reach) : NOWHERE);
