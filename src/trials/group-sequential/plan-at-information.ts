/** A plan whose looks came at other information than planned. */
import { InvalidArgument } from "../../errors.js";
import { checkFlags, checkKnown } from "../requirements.js";
import type { AtInformationOptions, GroupSequentialPlan } from "./group-sequential-plan.js";
import type { GroupSequentialPlanOptions } from "./plan-options.js";
import type { BoundaryRules } from "./solving/boundary-rules.js";
import { rulesAtLooks } from "./solving/rules-at-looks.js";

/** Makes a plan for rules at a given drift. */
type MakePlan = (options: GroupSequentialPlanOptions, rules: BoundaryRules, drift: number) => GroupSequentialPlan;

/**
 * Returns the plan with its bounds recomputed for the information at the looks so far; planned looks later than those follow as planned.
 * The effect stays that of the plan, so the drift changes with the information at the end, and the power is what it then is.
 *
 * Early looks spend by their time; the final analysis spends all that is left, also when it comes early (under-running) or with
 * more information than planned (over-running), with the covariance of the actual information.
 *
 * @throws InvalidArgument for information that does not increase, and for bounds of a family that cannot be taken at other times.
 * Source: lan1983discrete, wassmer2016group (section 3.3).
 */
export function atInformation(
  plan: GroupSequentialPlan,
  information: readonly number[],
  options: AtInformationOptions,
  make: MakePlan,
): GroupSequentialPlan {
  const caller = "atInformation";
  checkKnown(caller, options, ["final", "spendingTimes"]);
  const { rules } = plan;
  const planned = rules.fractions;
  checkInformation(information, planned.length);
  const { final = information.length === planned.length } = options;
  checkFlags(caller, { final });
  const latest = information[information.length - 1];
  const later = final ? [] : planned.slice(information.length);
  if (later.length > 0 && !(latest < later[0]))
    throw new InvalidArgument(
      caller,
      `information[${information.length - 1}]`,
      `be below the next look's, ${later[0]}, or final`,
      latest,
    );
  if (!final && later.length === 0) throw new InvalidArgument(caller, "final", "be true: no planned look is left", final);
  const all = [...information, ...later];
  const end = all[all.length - 1];
  const looks = all.length;
  const pick = (flags: readonly boolean[]) => all.map((_, k) => (k === looks - 1 ? flags[flags.length - 1] : flags[k]));
  const times = spendingTimes(plan, information, later, final, options);
  return make(
    plan.options,
    {
      ...rules,
      ...rulesAtLooks(
        rules,
        all.map((_, k) => k),
      ),
      fractions: all.map((value, k) => (k === looks - 1 ? 1 : value / end)),
      times,
      futilityTimes: times,
      testEfficacy: pick(rules.testEfficacy),
      testFutility: pick(rules.testFutility),
      testHarm: pick(rules.testHarm),
    },
    plan.drift * Math.sqrt(end),
  );
}

function spendingTimes(
  plan: GroupSequentialPlan,
  information: readonly number[],
  later: readonly number[],
  final: boolean,
  { spendingTimes }: AtInformationOptions,
): readonly number[] {
  const count = information.length;
  if (spendingTimes !== undefined && spendingTimes.length !== count)
    throw new InvalidArgument("atInformation", "spendingTimes", `have a time for each of the ${count} looks`, spendingTimes);
  const own = plan.rules.times;
  const times = information.map((value, k) => spendingTimes?.[k] ?? (final && k === count - 1 ? 1 : Math.min(1, value)));
  const all = [...times, ...later.map((_, k) => own[count + k])];
  for (let k = 0; k < all.length; k++) {
    if (!(all[k] > (k === 0 ? 0 : all[k - 1]) && all[k] <= 1))
      throw new InvalidArgument(
        "atInformation",
        `spendingTimes[${k}]`,
        "increase, up to 1: what was spent cannot be spent twice",
        all[k],
      );
  }
  return all;
}

function checkInformation(information: unknown, looks: number): void {
  if (!Array.isArray(information) || information.length < 1 || information.length > looks)
    throw new InvalidArgument(
      "atInformation",
      "information",
      `be a list of 1 to ${looks} amounts, in parts of the planned maximum`,
      information,
    );
  for (let k = 0; k < information.length; k++) {
    const former = k === 0 ? 0 : information[k - 1];
    if (typeof information[k] !== "number" || !(information[k] > former && information[k] < 1e6))
      throw new InvalidArgument(
        "atInformation",
        `information[${k}]`,
        `be finite and above ${former}: information grows from look to look`,
        information[k],
      );
  }
}
