/** Families of distributions whose parameters are numbers: what a leaf declares, and the distribution made of it. */
import { type Expression, type Operand, toExpression } from "../density/expression.js";
import type { LogTails } from "../density/operators/tails/tails-operator.js";
import type { Distribution, Domain, Support } from "./distribution.js";
import { tailsOf } from "./log-tails.js";
import type { Numbers, NumericFamily } from "./numeric-family.js";
import { requireOneAxis, requireOptions, requireParameter } from "./parameters.js";

/** The parameters as expressions. */
type Parameters<Name extends string> = Readonly<Record<Name, Expression>>;

/** A family, declared once. */
export interface Family<Name extends string> {
  readonly name: string;
  readonly domains: Readonly<Record<Name, Domain>>;
  support(parameters: Readonly<Record<Name, Operand>>): Support;
  logDensity(x: Expression, parameters: Parameters<Name>): Expression;
  /** ln P(X ≤ x) and ln P(X > x); where `asked` is 0 anything finite. */
  logTails(x: Expression, parameters: Parameters<Name>, asked?: Operand): LogTails;
  /** ln P(|X − center| ≤ distance). */
  logProbabilityWithin?(distance: Expression, parameters: Parameters<Name>, asked?: Operand): Expression;
  /** The parameter around which the distribution is symmetric. */
  readonly center?: Name;
  /** x = from(z), z having the other distribution. */
  standardized?(parameters: Parameters<Name>): NonNullable<Distribution["standardized"]>;
  readonly numeric: NumericFamily<Numbers<Name>>;
}

/** The supports that need no parameters. */
export const realLine: Support = { kind: "real" };
export const positiveHalf: Support = { kind: "interval", lower: 0 };
export const aboveZero: Support = { kind: "interval", lower: 0, open: true };
export const unitInterval: Support = { kind: "interval", lower: 0, upper: 1, open: true };
export const countsFromZero: Support = { kind: "integer", lower: 0 };

/** The distribution of a family with these parameters. Throws `InvalidArgument` for numbers outside their domains. */
export function ofFamily<Name extends string, Over extends string>(
  family: Family<Name>,
  options: Readonly<Record<Name, Operand>>,
): Distribution<Over> {
  requireOptions(family.name, options);
  const given = {} as Record<Name, Operand>;
  const expressions = {} as Record<Name, Expression>;
  for (const name of Object.keys(family.domains) as Name[]) {
    requireParameter(family.name, name, family.domains[name], options[name]);
    requireOneAxis(family.name, name, options[name], Object.values(given));
    given[name] = options[name];
    expressions[name] = toExpression(options[name]);
  }
  const { logProbabilityWithin, center } = family;
  return {
    name: family.name,
    parameters: given,
    domains: family.domains,
    support: family.support(given),
    logDensity: (x) => family.logDensity(x, expressions),
    ...tailsOf((x, asked) => family.logTails(x, expressions, asked)),
    ...(logProbabilityWithin && {
      logProbabilityWithin: (distance: Expression, asked?: Operand) => logProbabilityWithin(distance, expressions, asked),
    }),
    ...(center !== undefined && { center: given[center] }),
    // Made when asked for: the standard form is of the same family.
    get standardized() {
      return family.standardized?.(expressions);
    },
    numeric: family.numeric,
  };
}
