/** The Wang–Tsiatis family of bounds, with its members by Pocock and by O'Brien and Fleming. */
import { pow } from "../../../numeric/elementary/power.js";
import { checkBetween, checkKnown } from "../../requirements.js";
import type { BoundaryFamily } from "./boundary-family.js";

export interface WangTsiatisOptions {
  /** Δ, −10 to 1: 0 is O'Brien–Fleming, ½ is Pocock. */
  readonly delta: number;
}

/**
 * Bounds C t^{Δ − ½} on Z.
 *
 * @throws InvalidArgument for Δ outside (−10, 1).
 * Source: wang1987approximately.
 */
export function wangTsiatis(options: WangTsiatisOptions): BoundaryFamily {
  checkKnown("wangTsiatis", options, ["delta"]);
  const { delta } = options;
  checkBetween("wangTsiatis", "delta", delta, -10, 1);
  return {
    name: `Wang–Tsiatis, Δ = ${delta}`,
    bounds: (constant, fractions) => fractions.map((t) => constant * pow(t, delta - 0.5)),
    protocol: `Wang–Tsiatis bounds with Δ = ${delta}`,
    recipe: { make: "wangTsiatis", options: { ...options } },
  };
}

/** The same bound C on Z at every look. Source: pocock1977group. */
export function pocock(options: Record<string, never> = {}): BoundaryFamily {
  checkKnown("pocock", options, []);
  return {
    name: "Pocock",
    bounds: (constant, fractions) => fractions.map(() => constant),
    protocol: "Pocock bounds (the same at every look)",
    recipe: { make: "pocock", options: {} },
  };
}

/** Bounds C / √t on Z: a constant bound on the score. Source: obrien1979multiple. */
export function obrienFleming(options: Record<string, never> = {}): BoundaryFamily {
  checkKnown("obrienFleming", options, []);
  return {
    name: "O'Brien–Fleming",
    bounds: (constant, fractions) => fractions.map((t) => constant / Math.sqrt(t)),
    protocol: "O'Brien–Fleming bounds",
    recipe: { make: "obrienFleming", options: {} },
  };
}
