/** Futility bounds that are given: on the Z scale, or as a part of the planned effect. */
import { InvalidArgument } from "../../../errors.js";
import { checkKnown } from "../../requirements.js";
import { valuesAtLooks } from "../solving/rules-at-looks.js";
import type { Futility, FutilityLook } from "./futility.js";

export interface FixedFutilityOptions {
  /** The bound on Z at each interim look, in order; −Infinity (two-sided: 0) for none. */
  readonly z: readonly number[];
}

/**
 * Given futility bounds on Z at interim looks. At the last look what is not significant is futile.
 *
 * @throws InvalidArgument for values that are no numbers, and when the plan is made for a list that does not fit the number of looks, or a bound
 * above the efficacy bound.
 */
export function fixedFutility(options: FixedFutilityOptions): Futility {
  checkKnown("fixedFutility", options, ["z"]);
  const { z } = options;
  checkList("fixedFutility", "z", z);
  return {
    name: "given futility bounds",
    needsDrift: false,
    closes: true,
    bound: (at) => interimValue("fixedFutility", "z", z, at),
    // At other information than planned a bound may be above that of efficacy: it is then taken as that.
    atLooks: (numbers) => ({ ...fixedFutility({ z: valuesAtLooks(z, numbers) }), verify: () => {} }),
    verify(efficacy) {
      z.forEach((bound, k) => {
        if (bound > efficacy[k])
          throw new InvalidArgument(
            "fixedFutility",
            `z[${k}]`,
            `be at most the efficacy bound of the look, ${efficacy[k]}`,
            bound,
          );
      });
    },
    protocol: `bounds on Z of ${z.join(", ")} at the interim analyses`,
    recipe: { make: "fixedFutility", options: { z: [...z] } },
  };
}

export interface EffectFutilityOptions {
  /** At each interim look, the estimated effect below which the trial is futile, as a part of the effect the plan has its power for. */
  readonly parts: readonly number[];
}

/**
 * Futility bounds at parts r of the planned effect: Z < r drift √t. At the last look what is not significant is futile.
 *
 * @throws InvalidArgument for values that are no numbers, or do not fit the number of looks (when the plan is made).
 */
export function effectFutility(options: EffectFutilityOptions): Futility {
  checkKnown("effectFutility", options, ["parts"]);
  const { parts } = options;
  checkList("effectFutility", "parts", parts);
  return {
    name: "futility bounds on the effect",
    needsDrift: true,
    closes: true,
    bound: (at) => interimValue("effectFutility", "parts", parts, at) * at.drift * Math.sqrt(at.fractions[at.look]),
    atLooks: (numbers) => effectFutility({ parts: valuesAtLooks(parts, numbers) }),
    protocol: `bounds of ${parts.join(", ")} times the planned effect on the estimated effect at the interim analyses`,
    recipe: { make: "effectFutility", options: { parts: [...parts] } },
  };
}

function checkList(caller: string, argument: string, values: unknown): void {
  if (!Array.isArray(values) || values.some((value) => typeof value !== "number" || Number.isNaN(value)))
    throw new InvalidArgument(caller, argument, "be a list of numbers, one for each interim look", values);
}

/** The value for an interim look; at the last look it does not matter, since the bounds close there. */
export function interimValue(
  caller: string,
  argument: string,
  values: readonly number[],
  { fractions, look, sided }: FutilityLook,
): number {
  const looks = fractions.length - 1;
  if (values.length !== looks)
    throw new InvalidArgument(caller, argument, `have a value for each of the ${looks} interim looks`, values);
  return look < looks ? values[look] : sided === 1 ? Number.NEGATIVE_INFINITY : 0;
}
