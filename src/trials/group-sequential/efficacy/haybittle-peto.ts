/** Haybittle–Peto bounds, and designs whose first chance to show efficacy is the last look. */
import { InvalidArgument } from "../../../errors.js";
import { checkKnown } from "../../requirements.js";
import { valuesAtLooks } from "../solving/rules-at-looks.js";
import type { BoundaryFamily } from "./boundary-family.js";

export interface HaybittlePetoOptions {
  /** The bound on Z at interim looks, one for all or one for each; 3 when not given. */
  readonly interim?: number | readonly number[];
}

/**
 * Fixed bounds at interim looks; the last one is solved for.
 *
 * @throws InvalidArgument for bounds that are not positive, or that do not fit the number of looks (when the plan is made).
 * Source: haybittle1971repeated, peto1976design.
 */
export function haybittlePeto(options: HaybittlePetoOptions = {}): BoundaryFamily {
  checkKnown("haybittlePeto", options, ["interim"]);
  const { interim = 3 } = options;
  const list: readonly unknown[] = Array.isArray(interim) ? interim : [interim];
  if (list.length === 0 || list.some((z) => typeof z !== "number" || !(z > 0)))
    throw new InvalidArgument("haybittlePeto", "interim", "be a positive number or a list of such", interim);
  return {
    name: "Haybittle–Peto",
    bounds: (constant, fractions) => {
      const last = fractions.length - 1;
      if (typeof interim !== "number" && interim.length !== last)
        throw new InvalidArgument("haybittlePeto", "interim", `have a bound for each of the ${last} interim looks`, interim);
      return fractions.map((_, k) => (k === last ? constant : typeof interim === "number" ? interim : interim[k]));
    },
    ...(typeof interim !== "number" && {
      // With no interim look left, the number that stands for all does not matter.
      atLooks: (numbers: readonly number[]) =>
        numbers.length > 1 ? haybittlePeto({ interim: valuesAtLooks(interim, numbers) }) : haybittlePeto(),
    }),
    protocol: `Haybittle–Peto bounds (|Z| at interim looks: ${list.join(", ")})`,
    recipe: { make: "haybittlePeto", options: { ...options } },
  };
}

/** No stopping for efficacy before the last look. */
export function noEarlyEfficacy(options: Record<string, never> = {}): BoundaryFamily {
  checkKnown("noEarlyEfficacy", options, []);
  return {
    name: "no early efficacy",
    bounds: (constant, fractions) => fractions.map((_, k) => (k === fractions.length - 1 ? constant : Number.POSITIVE_INFINITY)),
    protocol: "no stopping for efficacy before the final analysis",
    recipe: { make: "noEarlyEfficacy", options: {} },
  };
}
