/** Which bounds stand at a look of a running trial, given the information at the looks that were taken. */
import { type GroupSequentialPlan, planFor } from "./plan.js";
import { rulesAtLooks } from "./solving/rules-at-looks.js";

/** The bounds on Z at one look. */
export interface LookBounds {
  readonly efficacy: number;
  readonly futility: number;
  readonly harm: number;
}

/** A look that was taken: its number in the plan, from 0, and the information at it. */
export interface TakenLook {
  readonly number: number;
  readonly amount: number;
}

interface TakenLooks {
  readonly numbers: readonly number[];
  readonly amounts: readonly number[];
}

/**
 * Returns the bounds at the last of the looks taken. As planned, they are the plan's. Where information differs, or looks were skipped, α is
 * spent by the actual information (by the planned spending times, where they are not information) and the covariance is that of the
 * actual information; looks still to come follow as planned. The final look spends all that is left.
 *
 * Source: lan1983discrete.
 */
export class LookRules {
  readonly plan: GroupSequentialPlan;
  /** Information at which each look is planned. */
  readonly targets: readonly number[];
  private readonly known = new Map<string, LookBounds>();
  private readonly planned: readonly LookBounds[];

  /** @param plan With its fractions as the targets really are. */
  constructor(plan: GroupSequentialPlan, targets: readonly number[]) {
    this.plan = plan;
    this.targets = targets;
    this.planned = targets.map((_, k) => boundsAt(plan, k));
  }

  /** The number of the latest look whose target is reached, from `next` on; −1 when none is. */
  reached(amount: number, next: number): number {
    let look = -1;
    for (let k = next; k < this.targets.length && this.targets[k] <= amount; k++) look = k;
    return look;
  }

  /** The bounds at the last of the looks. */
  bounds(looks: readonly TakenLook[], final: boolean): LookBounds {
    const count = looks.length;
    let asPlanned = final === (count === this.targets.length);
    for (let k = 0; k < count && asPlanned; k++) asPlanned = looks[k].number === k && looks[k].amount === this.targets[k];
    if (asPlanned) return this.planned[count - 1];
    const taken = { numbers: looks.map(({ number }) => number), amounts: looks.map(({ amount }) => amount) };
    const { amounts, numbers } = taken;
    const key = `${numbers.join(",")};${amounts.join(",")};${final}`;
    let bounds = this.known.get(key);
    if (bounds === undefined) {
      bounds = boundsAt(this.actual(taken, final), count - 1);
      // Trials whose information never repeats must not fill the memory.
      if (this.known.size > 10_000) this.known.clear();
      this.known.set(key, bounds);
    }
    return bounds;
  }

  private actual({ amounts, numbers }: TakenLooks, final: boolean): GroupSequentialPlan {
    const { plan, targets } = this;
    const { rules } = plan;
    const count = amounts.length;
    const maximum = targets[targets.length - 1];
    const latest = amounts[count - 1];
    const coming = final ? [] : targets.flatMap((target, k) => (k > numbers[count - 1] && target > latest ? [k] : []));
    const looks = [...numbers, ...coming];
    const information = [...amounts, ...coming.map((k) => targets[k])];
    const end = information[information.length - 1];
    const byInformation = plan.options.spendingTimes === undefined;
    const times = looks.map((look, k) => {
      if (k === looks.length - 1) return 1;
      return byInformation || look >= rules.times.length ? Math.min(1, information[k] / maximum) : rules.times[look];
    });
    const pick = (flags: readonly boolean[]) =>
      looks.map((look, k) => flags[k === looks.length - 1 ? flags.length - 1 : Math.min(look, flags.length - 1)]);
    return planFor(
      plan.options,
      {
        ...rules,
        ...rulesAtLooks(rules, looks),
        fractions: information.map((amount, k) => (k === looks.length - 1 ? 1 : amount / end)),
        times,
        futilityTimes: times,
        testEfficacy: pick(rules.testEfficacy),
        testFutility: pick(rules.testFutility),
        testHarm: pick(rules.testHarm),
      },
      plan.drift * Math.sqrt(end / maximum),
    );
  }
}

function boundsAt({ boundaries }: GroupSequentialPlan, k: number): LookBounds {
  return { efficacy: boundaries.efficacy[k], futility: boundaries.futility[k], harm: boundaries.harm[k] };
}
