/** The stopping rules of Bayesian adaptive designs, checked. */
import { InvalidArgument } from "../../errors.js";
import { checkFlags, checkKnown } from "../requirements.js";
import type { BayesianAdaptiveOptions, DifferenceOptions } from "./adaptive-options.js";
import type { DifferenceRule, MonitoringRules } from "./arm-monitor.js";

const CALLER = "bayesianAdaptive";

/** One number for each analysis, from 0 to 1, that does not rise (−1) or fall (1). */
function thresholds(argument: string, given: unknown, looks: number, direction: 1 | -1): readonly number[] {
  const isList = Array.isArray(given);
  if (isList && given.length !== looks)
    throw new InvalidArgument(CALLER, argument, `have one number for each of ${looks} looks`, given);
  const list: readonly unknown[] = isList ? given : new Array<unknown>(looks).fill(given);
  list.forEach((value, look) => {
    const name = isList ? `${argument}[${look}]` : argument;
    if (typeof value !== "number" || !(value >= 0 && value <= 1))
      throw new InvalidArgument(CALLER, name, "be a probability from 0 to 1", value);
    if (look > 0 && direction * (value - (list[look - 1] as number)) < 0)
      throw new InvalidArgument(
        CALLER,
        name,
        `be at ${direction > 0 ? "least" : "most"} the one before (${list[look - 1]})`,
        value,
      );
  });
  return list as readonly number[];
}

/** @throws InvalidArgument for thresholds that are no probabilities, or cross. */
export function checkRules(
  options: BayesianAdaptiveOptions<never, never, never> | object,
  looks: number,
  arms: number,
): MonitoringRules {
  const given = options as BayesianAdaptiveOptions<never, never, never>;
  const superiority = thresholds("superiority", given.superiority ?? 0.99, looks, -1);
  const inferiority = thresholds("inferiority", given.inferiority ?? 0.01, looks, 1);
  superiority.forEach((above, look) => {
    if (inferiority[look] >= above)
      throw new InvalidArgument(CALLER, "inferiority", `be below superiority (${above} at look ${look + 1})`, inferiority[look]);
    if (given.control === undefined && inferiority[look] >= 1 / arms)
      throw new InvalidArgument(CALLER, "inferiority", `be below 1/${arms}, or all arms could be dropped`, inferiority[look]);
  });
  if (given.futility !== undefined && given.control === undefined)
    throw new InvalidArgument(CALLER, "futility", "be absent without control, to which it compares", given.futility);
  const equivalence = differenceRule("equivalence", given.equivalence, looks);
  const futility = differenceRule("futility", given.futility, looks);
  return { superiority, inferiority, ...(equivalence && { equivalence }), ...(futility && { futility }) };
}

function differenceRule(name: string, given: DifferenceOptions | undefined, looks: number): DifferenceRule | undefined {
  if (given === undefined) return undefined;
  checkKnown(CALLER, given, ["probability", "difference", "onlyFirstControl"]);
  const { difference, onlyFirstControl = false } = given;
  checkFlags(CALLER, { [`${name}.onlyFirstControl`]: onlyFirstControl });
  if (typeof difference !== "number" || !(difference > 0 && difference < Infinity))
    throw new InvalidArgument(CALLER, `${name}.difference`, "be a positive, finite difference", difference);
  return { probability: thresholds(`${name}.probability`, given.probability, looks, -1), difference, onlyFirstControl };
}
