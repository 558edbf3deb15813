/** What boundaries must be. */
import { InvalidArgument } from "../../errors.js";
import type { Boundaries } from "./boundaries.js";

/** @throws InvalidArgument unless information fractions increase strictly from above 0 to 1. */
export function checkFractions(caller: string, fractions: unknown): asserts fractions is readonly number[] {
  if (!Array.isArray(fractions) || fractions.length < 1 || fractions.length > 1000)
    throw new InvalidArgument(caller, "fractions", "be a list of 1 to 1000 information fractions", fractions);
  for (let k = 0; k < fractions.length; k++) {
    const value: unknown = fractions[k];
    const former: number = k === 0 ? 0 : fractions[k - 1];
    if (typeof value !== "number" || !(value > former && value <= 1))
      throw new InvalidArgument(
        caller,
        `fractions[${k}]`,
        `be above ${former} and at most 1: fractions increase from look to look`,
        value,
      );
  }
  if (fractions[fractions.length - 1] !== 1)
    throw new InvalidArgument(caller, "fractions", "end at 1, the last look", fractions[fractions.length - 1]);
}

/** @throws InvalidArgument unless the lists fit the looks, and at each look futility is not above efficacy. */
export function checkBoundaries(caller: string, boundaries: Boundaries): void {
  if (typeof boundaries !== "object" || boundaries === null)
    throw new InvalidArgument(caller, "boundaries", "be boundaries", boundaries);
  const { efficacy, fractions, futility, harm, sided } = boundaries;
  checkFractions(caller, fractions);
  if (sided !== 1 && sided !== 2) throw new InvalidArgument(caller, "boundaries.sided", "be 1 or 2", sided);
  for (const [name, bounds] of Object.entries({ efficacy, futility, harm })) {
    if (
      !Array.isArray(bounds) ||
      bounds.length !== fractions.length ||
      bounds.some((z) => typeof z !== "number" || Number.isNaN(z))
    )
      throw new InvalidArgument(
        caller,
        `boundaries.${name}`,
        `be a list of ${fractions.length} numbers, one for each look`,
        bounds,
      );
  }
  for (let k = 0; k < fractions.length; k++) {
    if (!(futility[k] <= efficacy[k]))
      throw new InvalidArgument(
        caller,
        `boundaries.futility[${k}]`,
        `be at most the efficacy bound, ${efficacy[k]}`,
        futility[k],
      );
    if (!(harm[k] <= efficacy[k]))
      throw new InvalidArgument(caller, `boundaries.harm[${k}]`, `be at most the efficacy bound, ${efficacy[k]}`, harm[k]);
    if (sided === 2 && !(futility[k] >= 0 && efficacy[k] > 0))
      throw new InvalidArgument(
        caller,
        "boundaries",
        `have 0 ≤ futility and 0 < efficacy at look ${k + 1}, being two-sided`,
        futility[k],
      );
    if (sided === 2 && harm[k] !== Number.NEGATIVE_INFINITY)
      throw new InvalidArgument(caller, `boundaries.harm[${k}]`, "be −Infinity, being two-sided", harm[k]);
  }
}
