/** How sensitive a CRM is to its model: the indifference intervals of a skeleton. */
import { InvalidArgument } from "../../../errors.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import { checkBetween, checkKnown } from "../../requirements.js";
import { crmModel } from "./crm-models.js";
import { type CrmModelName, checkModel, checkSkeleton } from "./skeleton.js";

/** The model whose sensitivity is asked for. */
export interface SensitivityOptions {
  readonly target: number;
  readonly skeleton: readonly number[];
  /** "power" when not given. */
  readonly model?: CrmModelName;
  /** Intercept of the logistic model; 3 when not given. */
  readonly intercept?: number;
}

/** Beyond ± this the curves are flat. */
const WIDEST = 50;

/** A level's interval: in the long run the CRM settles at a dose whose true toxicity lies in it. */
export interface IndifferenceInterval {
  /** The level, counted from 1. */
  readonly level: number;
  /** The β for which it is recommended: from `from` (−∞ for the lowest level) to `to` (∞ for the highest). */
  readonly from: number;
  readonly to: number;
  /** The interval: the modelled toxicities of the level below (absent for the lowest) and above (absent for the highest) at its ends. */
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * Returns the indifference interval of each level: with b_k the β at which levels k − 1 and k are equally far from the target,
 * p_(k−1)(b_k) + p_k(b_k) = 2 φ, level k is recommended for β in (b_k, b_(k+1)), and its interval is (p_(k−1)(b_k), p_(k+1)(b_(k+1))).
 *
 * @throws InvalidArgument for a skeleton that does not increase in (0, 1), and a target that the logistic model's intercept does not reach.
 * Source: lee2009model, cheung2011dose.
 */
export function indifferenceIntervals(options: SensitivityOptions): readonly IndifferenceInterval[] {
  checkKnown("indifferenceIntervals", options, ["target", "skeleton", "model", "intercept"]);
  const { target, skeleton, model: name = "power", intercept = 3 } = options;
  checkBetween("indifferenceIntervals", "target", target, 0, 1);
  checkModel("indifferenceIntervals", name, intercept);
  checkSkeleton("indifferenceIntervals", skeleton, name, intercept);
  const model = crmModel({ model: name, skeleton, intercept, priorDeviation: 1 });
  const doses = skeleton.length;
  const boundaries = Array.from({ length: doses - 1 }, (_, k) => {
    const excess = (beta: number) => model.toxicity(k, beta, 0) + model.toxicity(k + 1, beta, 0) - 2 * target;
    if (!(excess(-WIDEST) > 0)) throw new InvalidArgument("indifferenceIntervals", "target", "be reached by the model", target);
    return brentRoot(excess, -WIDEST, WIDEST).root;
  });
  return skeleton.map((_, k) => ({
    level: k + 1,
    from: k === 0 ? Number.NEGATIVE_INFINITY : boundaries[k - 1],
    to: k === doses - 1 ? Number.POSITIVE_INFINITY : boundaries[k],
    ...(k === 0 ? {} : { lower: model.toxicity(k - 1, boundaries[k - 1], 0) }),
    ...(k === doses - 1 ? {} : { upper: model.toxicity(k + 1, boundaries[k], 0) }),
  }));
}
