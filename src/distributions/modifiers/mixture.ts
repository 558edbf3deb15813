/** Mixtures of distributions. */
import { binary, constant, Expression, type Operand, select, toExpression } from "../../density/expression.js";
import { InvalidArgument } from "../../errors.js";
import type { Distribution, Domain, Support } from "../distribution.js";
import { logSumExpOf } from "../log-sum-exp.js";
import { mixtureNumeric } from "../mixture-numeric.js";
import { constantValue, requireDistribution, requireParameter } from "../parameters.js";
import { partOf } from "../parts.js";

/**
 * A mixture: log p(x) = ln Σ weight_k p_k(x), which sums out the component that x comes from.
 *
 * `weights` are as many numbers or expressions as there are components, or one expression over an axis of that length (a simplex). A component whose
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
  const shares = checkedWeights(weights, components.length);
  const parts = components.map((component, k) => partOf(component, `components[${k}].`));
  const support = supportOf(components);
  return {
    name: `mixture(${components.map(({ name }) => name).join(", ")})`,
    parameters: Object.assign({}, ...parts.map(({ parameters }) => parameters), shares.parameters),
    domains: Object.assign({}, ...parts.map(({ domains }) => domains), shares.domains),
    support,
    logDensity: (x) =>
      logSumExpOf(
        components.map((component, k) =>
          toExpression(shares.at[k])
            .log()
            .plus(logDensityInside(component, support, x)),
        ),
      ),
    ...logTails(components, shares.at),
    numeric: mixtureNumeric(parts, shares.isVector ? undefined : components.map((_, k) => `weights[${k}]`)),
  };
}

/** The axis of a combination of any number of operands. */
type Widest<Over extends string> = [Exclude<Over, "scalar">] extends [never] ? "scalar" : Exclude<Over, "scalar">;

interface Weights {
  readonly at: readonly Operand[];
  readonly isVector: boolean;
  readonly parameters: Readonly<Record<string, Operand>>;
  readonly domains: Readonly<Record<string, Domain>>;
}

function checkedWeights(weights: readonly Operand[] | Expression, count: number): Weights {
  if (weights instanceof Expression) {
    const at = Array.from({ length: count }, (_, k) => weights.at(k));
    return { at, isVector: true, parameters: { weights }, domains: { weights: "simplex" } };
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
  return { at, isVector: false, parameters: Object.fromEntries(entries), domains: Object.fromEntries(domains) };
}

/** The smallest one that holds those of all components. */
function supportOf(components: readonly Distribution[]): Support {
  const supports = components.map(({ support }) => support);
  const counts = supports.filter(({ kind }) => kind === "integer").length;
  if (counts !== 0 && counts !== supports.length)
    throw new InvalidArgument(
      "mixture",
      "components",
      "be all of counts or none",
      supports.map(({ kind }) => kind),
    );
  const lower = outermost(
    "minimum",
    supports.map((support) => support.lower),
  );
  const upper = outermost(
    "maximum",
    supports.map((support) => support.upper),
  );
  const bounds = { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) };
  if (counts !== 0) return { kind: "integer", ...bounds };
  return lower === undefined && upper === undefined ? { kind: "real" } : { kind: "interval", ...bounds };
}

/** undefined if one is, or if they cannot be compared. */
function outermost(operation: "minimum" | "maximum", bounds: readonly (Operand | undefined)[]): Operand | undefined {
  const [first, ...others] = bounds;
  if (others.every((bound) => bound === first)) return first;
  const numbers = bounds.map((bound) => (bound === undefined ? undefined : constantValue(bound)));
  if (numbers.some((bound) => bound === undefined)) return undefined;
  return operation === "minimum" ? Math.min(...(numbers as number[])) : Math.max(...(numbers as number[]));
}

/** log p(x), or −∞ outside the support; there the density is asked elsewhere, where its derivative exists. */
function logDensityInside({ support, logDensity }: Distribution, whole: Support, x: Expression): Expression {
  const lower = support.lower === whole.lower ? undefined : support.lower;
  const upper = support.upper === whole.upper ? undefined : support.upper;
  if (lower === undefined && upper === undefined) return logDensity(x);
  const isInside = binary(
    "multiply",
    binary("lessOrEqual", lower ?? Number.NEGATIVE_INFINITY, x),
    binary("lessOrEqual", x, upper ?? Number.POSITIVE_INFINITY),
  );
  const inside =
    lower === undefined || upper === undefined
      ? toExpression(lower ?? (upper as Operand)).plus(lower === undefined ? -1 : 1)
      : toExpression(lower).plus(upper).times(0.5);
  return select(isInside, logDensity(select(isInside, x, inside)), constant(Number.NEGATIVE_INFINITY));
}

/** Where all components have them and reach everywhere. */
function logTails(
  components: readonly Distribution[],
  weights: readonly Operand[],
): Pick<Distribution<never>, "logCdf" | "logSurvival"> {
  const whole = components.every(({ support, logCdf, logSurvival }) => support.kind === "real" && logCdf && logSurvival);
  if (!whole) return {};
  const over = (tail: "logCdf" | "logSurvival") => (x: Expression) =>
    logSumExpOf(
      components.map((component, k) =>
        toExpression(weights[k])
          .log()
          .plus((component[tail] as (x: Expression) => Expression)(x)),
      ),
    );
  return { logCdf: over("logCdf"), logSurvival: over("logSurvival") };
}
