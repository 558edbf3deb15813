/** Both log tails of a distribution as expressions. */
import { binary, constant, type Expression, type Operand, select, toExpression } from "../density/expression.js";
import type { LogTails } from "../density/operators/tails/tails-operator.js";
import type { Distribution, Support } from "./distribution.js";
import type { Tails } from "./tails.js";

/** The two methods of a distribution. */
export type TailMethods = Required<Pick<Tails, "logCdf" | "logSurvival">>;

/** Both methods from one function: what is asked twice is the same expression, so that it is computed once. */
export function tailsOf(logTails: (x: Expression, asked?: Operand) => LogTails): TailMethods {
  const known = new WeakMap<Expression, Map<Operand | undefined, LogTails>>();
  const at = (x: Expression, asked?: Operand): LogTails => {
    const ofX = known.get(x) ?? new Map<Operand | undefined, LogTails>();
    known.set(x, ofX);
    const tails = ofX.get(asked) ?? logTails(x, asked);
    ofX.set(asked, tails);
    return tails;
  };
  return { logCdf: (x, asked) => at(x, asked).below, logSurvival: (x, asked) => at(x, asked).above };
}

/** The methods of a distribution for any x, also where all lies above or below it; undefined where it has none. */
export function tailsEverywhere({ support, logCdf, logSurvival }: Distribution): TailMethods | undefined {
  if (logCdf === undefined || logSurvival === undefined) return undefined;
  const { kind, lower, upper } = support;
  if (lower === undefined && upper === undefined) return { logCdf, logSurvival };
  const impossible = Number.NEGATIVE_INFINITY;
  return tailsOf((x, asked) => {
    // A count at its lower bound has itself below.
    const isAbove = lower === undefined ? constant(0) : binary(kind === "integer" ? "less" : "lessOrEqual", x, lower);
    const isBelow = upper === undefined ? constant(0) : binary("lessOrEqual", upper, x);
    const inside = select(isAbove, pointInside(support), select(isBelow, pointInside(support), x));
    return {
      below: select(isAbove, impossible, select(isBelow, 0, logCdf(inside, asked))),
      above: select(isAbove, 0, select(isBelow, impossible, logSurvival(inside, asked))),
    };
  });
}

/** A point in the support, where all derivatives exist. */
export function pointInside({ kind, lower, upper }: Support): Expression {
  if (lower === undefined) return upper === undefined ? constant(0) : toExpression(upper).plus(-1);
  if (kind === "integer") return toExpression(lower);
  return upper === undefined ? toExpression(lower).plus(1) : toExpression(lower).plus(upper).times(0.5);
}
