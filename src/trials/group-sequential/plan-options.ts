/** What a group-sequential plan is made from, and the checks of it. */
import { InvalidArgument } from "../../errors.js";
import { checkBetween, checkFlags, checkInteger, checkKnown } from "../requirements.js";
import { checkFractions } from "./boundary-checks.js";
import type { BoundaryFamily } from "./efficacy/boundary-family.js";
import { checkSpending } from "./futility/beta-spending.js";
import type { Futility } from "./futility/futility.js";
import type { BoundaryRules } from "./solving/boundary-rules.js";
import { lanDeMetsObrienFleming } from "./spending/lan-demets-obrien-fleming.js";
import type { Spending } from "./spending/spending.js";

export interface GroupSequentialPlanOptions {
  /** Information at each look as a part of the last look's: increasing, the last is 1. Either this or `looks`. */
  readonly fractions?: readonly number[];
  /** The number of equally spaced looks, the last one included; 1 is a fixed design. */
  readonly looks?: number;
  /** 1 when not given. */
  readonly sided?: 1 | 2;
  /** The type I error rate; of both directions together when two-sided. 0.025 when not given. */
  readonly alpha?: number;
  /** The power at the drift that the plan is made for; 0.9 when not given. */
  readonly power?: number;
  /** Two-sided: whether rejecting in the wrong direction counts as power; no when not given. With an inner wedge it always does. */
  readonly twoSidedPower?: boolean;
  /** How efficacy bounds come about: a spending function or a classical family; `lanDeMetsObrienFleming()` when not given. */
  readonly efficacy?: Spending | BoundaryFamily;
  /** How futility bounds come about; none when not given. */
  readonly futility?: Futility;
  /** One-sided: spending of the probability of stopping for harm under the null hypothesis. */
  readonly harm?: Spending;
  /** The probability of crossing a harm bound under the null hypothesis that is spent by the end; 1 − alpha when not given. */
  readonly harmTotal?: number;
  /** Whether the type I error rate relies on stopping when a futility (or harm) bound is crossed; no when not given. */
  readonly binding?: boolean;
  /** Spending time at each look, where it is not the information fraction (calendar time …): increasing, up to 1. */
  readonly spendingTimes?: readonly number[];
  /** Spending time of futility and harm, where it is not that of efficacy. */
  readonly futilityTimes?: readonly number[];
  /** At which looks efficacy is tested (what is not spent at a look is spent at the next that tests); all when not given. */
  readonly testEfficacy?: readonly boolean[];
  /** At which looks futility is tested; all when not given. */
  readonly testFutility?: readonly boolean[];
  /** At which looks harm is tested; all when not given. */
  readonly testHarm?: readonly boolean[];
}

const OPTIONS: readonly (keyof GroupSequentialPlanOptions)[] = [
  "fractions",
  "looks",
  "sided",
  "alpha",
  "power",
  "twoSidedPower",
  "efficacy",
  "futility",
  "harm",
  "harmTotal",
  "binding",
  "spendingTimes",
  "futilityTimes",
  "testEfficacy",
  "testFutility",
  "testHarm",
];

/** Returns the rules that the options say. @throws InvalidArgument for options that make no plan. */
export function rulesOf(caller: string, options: GroupSequentialPlanOptions): BoundaryRules {
  checkKnown(caller, options, OPTIONS);
  const { alpha = 0.025, binding = false, efficacy = lanDeMetsObrienFleming(), futility, harm, power = 0.9, sided = 1 } = options;
  const { twoSidedPower = false } = options;
  if (sided !== 1 && sided !== 2) throw new InvalidArgument(caller, "sided", "be 1 or 2", sided);
  checkBetween(caller, "alpha", alpha, 0, sided === 1 ? 0.5 : 1);
  checkBetween(caller, "power", power, alpha / sided, 1);
  checkFlags(caller, { binding, twoSidedPower });
  const fractions = looksOf(caller, options);
  checkEfficacy(caller, efficacy);
  if (futility !== undefined && (typeof futility !== "object" || futility === null || typeof futility.bound !== "function"))
    throw new InvalidArgument(caller, "futility", "be a futility rule, such as betaSpending({ spending })", futility);
  if (harm !== undefined) checkSpending(caller, harm, "harm");
  if (harm !== undefined && sided === 2)
    throw new InvalidArgument(caller, "harm", "be left out, the plan being two-sided", harm.name);
  const { harmTotal = 1 - alpha } = options;
  if (typeof harmTotal !== "number" || !(harmTotal > 0 && harmTotal <= 1 - alpha))
    throw new InvalidArgument(caller, "harmTotal", `be positive and at most 1 − alpha, ${1 - alpha}`, harmTotal);
  const looks = fractions.length;
  const times = timesOf(caller, "spendingTimes", options.spendingTimes ?? fractions, looks);
  const rules: BoundaryRules = {
    caller,
    fractions,
    times,
    futilityTimes: timesOf(caller, "futilityTimes", options.futilityTimes ?? times, looks),
    sided,
    alpha: alpha / sided,
    beta: 1 - power,
    efficacy,
    binding,
    testEfficacy: flagsOf(caller, "testEfficacy", options.testEfficacy, looks),
    testFutility: flagsOf(caller, "testFutility", options.testFutility, looks),
    testHarm: flagsOf(caller, "testHarm", options.testHarm, looks),
    ...(futility && { futility }),
    ...(harm && { harm: { spending: harm, total: harmTotal } }),
  };
  if (!rules.testEfficacy[looks - 1])
    throw new InvalidArgument(
      caller,
      `testEfficacy[${looks - 1}]`,
      "be true: alpha left for the last look would not be spent",
      false,
    );
  return rules;
}

function looksOf(caller: string, { fractions, looks }: GroupSequentialPlanOptions): readonly number[] {
  if (fractions !== undefined) {
    if (looks !== undefined) throw new InvalidArgument(caller, "looks", "be left out when fractions are given", looks);
    checkFractions(caller, fractions);
    return [...fractions];
  }
  if (looks === undefined) throw new InvalidArgument(caller, "fractions", "be given, or the number of looks", fractions);
  checkInteger(caller, "looks", looks, 1, 1000);
  return Array.from({ length: looks }, (_, k) => (k + 1) / looks);
}

function checkEfficacy(caller: string, efficacy: unknown): void {
  const known = typeof efficacy === "object" && efficacy !== null;
  const { bounds, spent } = (known ? efficacy : {}) as Partial<Spending & BoundaryFamily>;
  if ((typeof bounds === "function") === (typeof spent === "function"))
    throw new InvalidArgument(
      caller,
      "efficacy",
      "be a spending function or a family of bounds, such as obrienFleming()",
      efficacy,
    );
}

function timesOf(caller: string, argument: string, times: unknown, looks: number): readonly number[] {
  if (!Array.isArray(times) || times.length !== looks)
    throw new InvalidArgument(caller, argument, `be a list of ${looks} times, one for each look`, times);
  for (let k = 0; k < looks; k++) {
    const former = k === 0 ? 0 : times[k - 1];
    if (typeof times[k] !== "number" || !(times[k] > former && times[k] <= 1))
      throw new InvalidArgument(
        caller,
        `${argument}[${k}]`,
        `be above ${former} and at most 1: what was spent by then cannot be spent twice`,
        times[k],
      );
  }
  return [...times];
}

function flagsOf(caller: string, argument: string, flags: unknown, looks: number): readonly boolean[] {
  if (flags === undefined) return new Array<boolean>(looks).fill(true);
  if (!Array.isArray(flags) || flags.length !== looks || flags.some((flag) => typeof flag !== "boolean"))
    throw new InvalidArgument(caller, argument, `be a list of ${looks} true or false, one for each look`, flags);
  return [...flags];
}
