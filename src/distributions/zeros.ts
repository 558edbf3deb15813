/** Zeros of their own: what zero-inflated and hurdle distributions share. */
import { type Expression, type Operand, toExpression, unary } from "../density/expression.js";
import { InvalidArgument } from "../errors.js";
import { expit } from "../numeric/special/logit.js";
import type { Distribution, Domain } from "./distribution.js";
import type { Values } from "./numeric-family.js";
import { chosenOption, constantValue, requireDistribution, requireParameter } from "./parameters.js";

/** How likely a zero of its own is: its probability, or the logit of it. */
export type ZerosOptions<Over extends string = string> =
  | { readonly probability: Operand<Over>; readonly logit?: undefined }
  | { readonly logit: Operand<Over>; readonly probability?: undefined };

/** Checked options. */
export interface Zeros {
  /** ln of the probability of such a zero, and of none. */
  readonly logZero: Expression;
  readonly logRest: Expression;
  readonly parameters: Readonly<Record<string, Operand>>;
  readonly domains: Readonly<Record<string, Domain>>;
  probabilityIn(given: Values): number;
  /** 1 less that, without cancellation. */
  restIn(given: Values): number;
}

/** Throws `InvalidArgument` unless the distribution is of numbers from 0 and there is one of `probability` and `logit`, which a number can be. */
export function zerosOf(caller: string, distribution: unknown, options: unknown): Zeros {
  requireDistribution(caller, "distribution", distribution);
  requireFromZero(caller, distribution);
  const by = chosenOption(caller, options, "probability", "logit");
  const operand = (options as Readonly<Record<string, unknown>>)[by] as Operand;
  const domain = by === "logit" ? "real" : "probability";
  requireParameter(caller, by, domain, operand);
  const given = toExpression(operand);
  const shared = { parameters: { [by]: operand }, domains: { [by]: domain } as const };
  if (by === "logit")
    return {
      ...shared,
      logZero: unary("log1pExp", given.negated()).negated(),
      logRest: unary("log1pExp", given).negated(),
      probabilityIn: ({ logit }) => expit(logit as number),
      restIn: ({ logit }) => expit(-(logit as number)),
    };
  return {
    ...shared,
    logZero: given.log(),
    logRest: unary("log1p", given.negated()),
    probabilityIn: ({ probability }) => probability as number,
    restIn: ({ probability }) => 1 - (probability as number),
  };
}

function requireFromZero(caller: string, { name, support }: Distribution): void {
  const { lower } = support;
  if (lower === undefined || constantValue(lower) !== 0)
    throw new InvalidArgument(caller, "distribution", "be one of numbers from 0", name);
}
