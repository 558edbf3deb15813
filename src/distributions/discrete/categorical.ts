/** The categorical distribution. */
import { constant, type Expression } from "../../density/expression.js";
import { logSumExpOver } from "../../density/operators/log-sum-exp.js";
import { exp } from "../../numeric/elementary/exponential.js";
import { logSumExp } from "../../numeric/special/log-sum-exp.js";
import { categoryNumeric } from "../category-numeric.js";
import { categoryTails, chosenBy } from "../choose.js";
import type { Distribution } from "../distribution.js";
import { type List, type ListParameter, listParameter } from "../list-parameter.js";
import { logSumExpOf } from "../log-sum-exp.js";
import { tailsOf } from "../log-tails.js";
import { chosenOption } from "../parameters.js";
import { probabilityList } from "../probability-list.js";

/** The parameters of a categorical distribution: a list, or an expression over an axis (then of all rows the same). */
export type CategoricalOptions<Over extends string = string> =
  | { /** The probability of each category; they add up to 1. */ readonly probabilities: List<Over>; readonly logits?: undefined }
  | {
      /** The logarithm of each probability, up to a constant. */ readonly logits: List<Over>;
      readonly probabilities?: undefined;
    };

/**
 * The categorical distribution of 0, 1, …: log p(x) = ln probabilities_x = logits_x − ln Σ e^logits.
 *
 * Throws `InvalidArgument` unless there is one of the two, and numbers are probabilities that add up to 1, or finite. Source: johnson2005 (1.2.3).
 */
export function categorical<Over extends string = "scalar">(options: CategoricalOptions<Over>): Distribution<Over> {
  const isByLogit = chosenOption("categorical", options, "probabilities", "logits") === "logits";
  const list = isByLogit
    ? listParameter("categorical", "logits", options.logits, "real", "vector", 2)
    : probabilityList("categorical", options.probabilities);
  const last = list.length === undefined ? undefined : list.length - 1;
  return {
    name: "categorical",
    parameters: list.parameters,
    domains: list.domains,
    support: { kind: "integer", lower: 0, ...(last !== undefined && { upper: last }) },
    logDensity: (x) => (isByLogit ? chosenBy(x, list).minus(logTotal(list)) : chosenBy(x, list).log()),
    ...tailsOf((x) => {
      const [below, above] = [
        fromLeft(list.elements(), isByLogit),
        fromLeft([...list.elements()].reverse(), isByLogit).reverse(),
      ];
      const total = isByLogit ? logTotal(list) : constant(0);
      return categoryTails(
        x,
        below.map((sum) => sum.minus(total)),
        above.map((sum) => sum.minus(total)),
      );
    }),
    numeric: categoryNumeric((given) => {
      const values = list.valuesIn(given);
      return isByLogit ? softmaxOf(values) : values;
    }),
  };
}

const logTotal = (list: ListParameter): Expression =>
  list.whole === undefined ? logSumExpOf(list.elements()) : logSumExpOver(list.whole);

/** The logarithms of the sums of the first 1, 2, … entries, but not of all. */
function fromLeft(entries: readonly Expression[], areLogs: boolean): Expression[] {
  const sums: Expression[] = [entries[0]];
  for (const entry of entries.slice(1, -1)) {
    const before = sums[sums.length - 1];
    sums.push(areLogs ? logSumExpOf([before, entry]) : before.plus(entry));
  }
  return areLogs ? sums : sums.map((sum) => sum.log());
}

function softmaxOf(logits: ArrayLike<number>): Float64Array {
  const total = logSumExp(logits);
  return Float64Array.from(logits, (logit) => exp(logit - total));
}
