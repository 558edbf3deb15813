/** The allocation of Bayesian adaptive designs, checked. */
import { InvalidArgument } from "../../errors.js";
import type { BayesianAdaptiveOptions, ControlAllocation } from "./adaptive-options.js";
import { numbersByArm, type ShareLimits } from "./allocation-shares.js";

const CALLER = "bayesianAdaptive";
const ROUNDING = 1e-8;

/** @throws InvalidArgument for shares that cannot sum to 1, and a control that the tuning power may starve. */
export function checkAllocation(
  options: BayesianAdaptiveOptions<never, never, never> | object,
  arms: readonly string[],
  opens: readonly number[],
  control: number,
  tuning: readonly number[],
) {
  const given = options as BayesianAdaptiveOptions<never, never, never>;
  const count = arms.length;
  const limits = {
    fixed: numbersByArm(CALLER, "fixed", given.fixed, count),
    minimum: numbersByArm(CALLER, "minimum", given.minimum, count),
    maximum: numbersByArm(CALLER, "maximum", given.maximum, count),
  };
  for (let arm = 0; arm < count; arm++) {
    // One limit for all arms is for those without a fixed share.
    if (Number.isNaN(limits.fixed[arm])) continue;
    if (!Array.isArray(given.minimum)) limits.minimum[arm] = Number.NaN;
    if (!Array.isArray(given.maximum)) limits.maximum[arm] = Number.NaN;
  }
  const controlAllocation = checkControlAllocation(given, control, count, limits, tuning);
  protectControl(controlAllocation, control, count, limits);
  checkLimits(limits, arms, opens);
  const start = startOf(given.start, arms, opens, limits, controlAllocation, control);
  return { limits, controlAllocation, start };
}

function checkControlAllocation(
  { controlAllocation: given, fixed }: BayesianAdaptiveOptions<never, never, never>,
  control: number,
  arms: number,
  limits: ShareLimits,
  tuning: readonly number[],
): ControlAllocation {
  const argument = "controlAllocation";
  if (control < 0) {
    if (given !== undefined) throw new InvalidArgument(CALLER, argument, "be absent without control", given);
    return "adaptive";
  }
  const least = Math.max(limits.fixed[control] || 0, limits.minimum[control] || 0);
  const sharpens = tuning.some((power) => power > 1);
  if (least === 0 && (given === undefined || (given === "adaptive" && sharpens))) {
    throw new InvalidArgument(
      CALLER,
      argument,
      `protect control (such as "matched" or 0.25), or the tuning power may starve it${sharpens ? "" : '; "adaptive" lets it'}`,
      given,
    );
  }
  const chosen = given ?? "adaptive";
  if (typeof chosen === "string") {
    const known = ["adaptive", "matched", "square-root", "square-root at start", "square-root fixed"];
    if (!known.includes(chosen))
      throw new InvalidArgument(CALLER, argument, `be a share, shares by arms dropped, or one of ${known.join(", ")}`, given);
    if (chosen === "square-root fixed" && fixed !== undefined)
      throw new InvalidArgument(CALLER, "fixed", 'be absent: "square-root fixed" fixes all shares', fixed);
    return chosen;
  }
  const shares: readonly unknown[] = Array.isArray(chosen) ? chosen : [chosen];
  if (Array.isArray(chosen) && chosen.length !== arms - 1)
    throw new InvalidArgument(CALLER, argument, `have ${arms - 1} shares, for 0 to ${arms - 2} arms dropped`, given);
  shares.forEach((share, dropped) => {
    if (typeof share !== "number" || !(share > 0 && share < 1))
      throw new InvalidArgument(
        CALLER,
        Array.isArray(chosen) ? `${argument}[${dropped}]` : argument,
        "be a share in (0, 1)",
        share,
      );
  });
  return chosen;
}

/** Control's limits give way to its protection. */
function protectControl(chosen: ControlAllocation, control: number, arms: number, limits: ShareLimits): void {
  if (control < 0 || chosen === "adaptive") return;
  limits.minimum[control] = Number.NaN;
  limits.maximum[control] = Number.NaN;
  limits.fixed[control] = chosen === "matched" ? Number.NaN : controlShare(chosen, arms, arms);
}

/** Control's fixed share when so many arms (control among them) are left of so many. Source: park2020overview. */
export function controlShare(chosen: ControlAllocation, left: number, arms: number): number {
  if (typeof chosen === "number") return chosen;
  if (typeof chosen !== "string") return chosen[Math.min(arms - left, chosen.length - 1)];
  const others = chosen === "square-root at start" ? arms - 1 : left - 1;
  return others === 0 ? 1 : 1 / (1 + Math.sqrt(others));
}

function checkLimits({ fixed, minimum, maximum }: ShareLimits, arms: readonly string[], opens: readonly number[]): void {
  let least = 0;
  let most = 0;
  arms.forEach((name, arm) => {
    if (!Number.isNaN(fixed[arm]) && !(Number.isNaN(minimum[arm]) && Number.isNaN(maximum[arm])))
      throw new InvalidArgument(CALLER, "minimum", `be null for ${name}, whose share is fixed`, minimum[arm]);
    if (maximum[arm] <= minimum[arm])
      throw new InvalidArgument(CALLER, `maximum[${arm}]`, `be above the minimum (${minimum[arm]})`, maximum[arm]);
    if (opens[arm] > 0) return;
    least += Number.isNaN(fixed[arm]) ? minimum[arm] || 0 : fixed[arm];
    const own = Number.isNaN(fixed[arm]) ? maximum[arm] : fixed[arm];
    most += Number.isNaN(own) ? 1 : own;
  });
  if (least > 1 + ROUNDING)
    throw new InvalidArgument(CALLER, "minimum", "leave shares (fixed and least ones) that sum to at most 1", least);
  if (most < 1 - ROUNDING)
    throw new InvalidArgument(CALLER, "maximum", "leave shares (fixed and largest ones) that sum to at least 1", most);
}

function startOf(
  given: unknown,
  arms: readonly string[],
  opens: readonly number[],
  limits: ShareLimits,
  chosen: ControlAllocation,
  control: number,
): Float64Array {
  const open = opens.map((look) => look === 0);
  if (given !== undefined) {
    const start = numbersByArm(CALLER, "start", given, arms.length);
    const sum = start.reduce((total, share) => total + share, 0);
    if (!(Math.abs(sum - 1) < ROUNDING)) throw new InvalidArgument(CALLER, "start", "sum to 1", given);
    start.forEach((share, arm) => {
      const { fixed, minimum, maximum } = limits;
      if (!open[arm] && share !== 0) throw new InvalidArgument(CALLER, `start[${arm}]`, "be 0: the arm opens later", share);
      if (open[arm] && (Math.abs(share - fixed[arm]) > ROUNDING || share < minimum[arm] || share > maximum[arm]))
        throw new InvalidArgument(CALLER, `start[${arm}]`, "agree with the arm's fixed share or limits", share);
    });
    return start;
  }
  const start = new Float64Array(arms.length);
  const fixedSum = arms.reduce((sum, _, arm) => sum + (open[arm] ? limits.fixed[arm] || 0 : 0), 0);
  const free = arms.filter((_, arm) => open[arm] && Number.isNaN(limits.fixed[arm])).length;
  arms.forEach((_, arm) => {
    if (open[arm]) start[arm] = Number.isNaN(limits.fixed[arm]) ? (1 - fixedSum) / free : limits.fixed[arm];
  });
  if (free === 0) for (let arm = 0; arm < start.length; arm++) start[arm] /= fixedSum;
  if (chosen === "square-root fixed" && control >= 0) return start;
  start.forEach((share, arm) => {
    if (open[arm] && (share < limits.minimum[arm] || share > limits.maximum[arm]))
      throw new InvalidArgument(CALLER, "start", `be given: equal shares are beyond the limits of ${arms[arm]}`, share);
  });
  return start;
}
