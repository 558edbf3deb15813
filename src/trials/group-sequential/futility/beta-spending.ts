/** Futility bounds that spend β, or that spend a probability under the null hypothesis. */
import { InvalidArgument } from "../../../errors.js";
import { checkBetween, checkFlags, checkKnown } from "../../requirements.js";
import type { Spending } from "../spending/spending.js";
import type { Futility, FutilityLook } from "./futility.js";

/** How the type II error rate is spent. */
export interface BetaSpendingOptions {
  readonly spending: Spending;
  /**
   * Two-sided only. A look where the one-sided bound would be below 0 gets no inner wedge. With `adjusted` (when not given: yes), β is spent
   * anew over the looks after it: (β(t) − β(t_j)) β / (β − β(t_j)).
   */
  readonly adjusted?: boolean;
}

/**
 * Futility bounds crossed with a probability that grows as a spending function of β, under the drift at which the plan has its power.
 * The last bound is the last efficacy bound.
 *
 * @throws InvalidArgument for something that is no spending function.
 * Source: pampallona2001interim, chang1998group.
 */
export function betaSpending(options: BetaSpendingOptions): Futility {
  checkKnown("betaSpending", options, ["spending", "adjusted"]);
  const { adjusted = true, spending } = options;
  checkSpending("betaSpending", spending);
  checkFlags("betaSpending", { adjusted });
  const { recipe } = spending;
  return {
    name: `β by ${spending.name}`,
    needsDrift: true,
    closes: true,
    bound(at) {
      const cumulative = adjusted && at.sided === 2 ? adjustedSpending(spending, at) : spending.spent(at.times[at.look], at.beta);
      if (
        at.sided === 2 &&
        at.former.every((z) => z === 0) &&
        at.below(0, at.drift) >= spending.spent(at.times[at.look], at.beta)
      )
        return 0;
      return at.boundFor(cumulative, at.drift);
    },
    protocol: `bounds that spend the type II error rate by ${spending.protocol}`,
    ...(recipe && { recipe: { make: "betaSpending", options: { ...options, spending: recipe } } }),
  };
}

/** β spent when the looks before the first wedge give theirs to the looks after it. */
function adjustedSpending(spending: Spending, at: FutilityLook): number {
  const { beta, former, look, times } = at;
  let without = 0;
  while (without < look && former[without] === 0) without++;
  if (without === 0) return spending.spent(times[look], beta);
  const given = spending.spent(times[without - 1], beta);
  return ((spending.spent(times[look], beta) - given) / (beta - given)) * beta;
}

/** How the probability of a lower bound is spent. */
export interface NullSpendingOptions {
  readonly spending: Spending;
  /**
   * The probability of crossing a lower bound under the null hypothesis that is spent by the end. When not given, all that efficacy leaves:
   * 1 − α, or more where the bounds are not binding, since stops at them make efficacy rarer than α.
   */
  readonly total?: number;
}

/**
 * Lower bounds crossed with a probability that grows as a spending function of `total`, under the null hypothesis. When no total
 * is given, the last bound is the last efficacy bound.
 *
 * @throws InvalidArgument for something that is no spending function, or a total outside (0, 1).
 * Source: anderson2022gsdesign (test types 5 and 6).
 */
export function nullSpending(options: NullSpendingOptions): Futility {
  checkKnown("nullSpending", options, ["spending", "total"]);
  const { spending, total } = options;
  checkSpending("nullSpending", spending);
  if (total !== undefined) checkBetween("nullSpending", "total", total, 0, 1);
  const { recipe } = spending;
  return {
    name: `lower bound by ${spending.name} under the null hypothesis`,
    needsDrift: false,
    needsNoEfficacy: total === undefined,
    closes: total === undefined,
    bound(at) {
      if (total !== undefined && total > 1 - at.alpha + 1e-12)
        throw new InvalidArgument("nullSpending", "total", `be at most 1 − α, ${1 - at.alpha}`, total);
      if (total !== undefined) return at.boundFor(spending.spent(at.times[at.look], total), 0);
      // Shares of 1 − α, so that the shape of the spending does not depend on what comes out.
      const left = 1 - at.alpha;
      return at.boundFor((spending.spent(at.times[at.look], left) / left) * at.noEfficacy, 0);
    },
    protocol: `lower bounds that spend the probability of crossing them under the null hypothesis (${total ?? "all that efficacy leaves"}) by ${spending.protocol}`,
    ...(recipe && { recipe: { make: "nullSpending", options: { ...options, spending: recipe } } }),
  };
}

/** @throws InvalidArgument unless the value has the members of a spending function. */
export function checkSpending(caller: string, spending: unknown, argument = "spending"): void {
  if (typeof spending !== "object" || spending === null || typeof (spending as Spending).spent !== "function")
    throw new InvalidArgument(caller, argument, "be a spending function, such as lanDeMetsObrienFleming()", spending);
}
