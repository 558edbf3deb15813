/** Factors: covariates in levels, as stratification and minimization use them. */
import { InvalidArgument } from "../../errors.js";
import { checkKnown } from "../requirements.js";
import type { Covariates } from "../trial-data.js";

/** A covariate's name, or the name and how it is used. */
export type Factor =
  | string
  | {
      readonly covariate: string;
      /** Increasing cut points of a numeric covariate: the level is the number of cut points that are at most the value. */
      readonly cuts?: readonly number[];
      /** Weight of its imbalance, where factors are weighted: positive; 1 when not given. */
      readonly weight?: number;
    };

/** A factor as rules use it. */
export interface CheckedFactor {
  readonly covariate: string;
  readonly cuts: readonly number[] | undefined;
  readonly weight: number;
}

/** The level of a patient whose covariate is not recorded: a level of its own. */
export const NOT_RECORDED = "";

/** @throws InvalidArgument unless there are 1 to 20 factors with different names and increasing cut points. */
export function checkFactors(caller: string, factors: readonly Factor[], argument = "factors"): readonly CheckedFactor[] {
  if (!Array.isArray(factors) || factors.length === 0 || factors.length > 20)
    throw new InvalidArgument(caller, argument, "name 1 to 20 covariates", factors);
  const checked = factors.map((factor, i) => checkFactor(caller, factor, `${argument}[${i}]`));
  checked.forEach(({ covariate }, i) => {
    if (checked.findIndex((other) => other.covariate === covariate) !== i)
      throw new InvalidArgument(caller, `${argument}[${i}]`, "differ from the factors before it", covariate);
  });
  return checked;
}

function checkFactor(caller: string, factor: unknown, path: string): CheckedFactor {
  if (typeof factor === "string" && factor !== "") return { covariate: factor, cuts: undefined, weight: 1 };
  if (typeof factor !== "object" || factor === null)
    throw new InvalidArgument(caller, path, "be a covariate's name, or an object with it", factor);
  const { covariate, cuts, weight = 1 } = factor as { covariate?: unknown; cuts?: unknown; weight?: unknown };
  checkKnown(caller, factor, ["covariate", "cuts", "weight"]);
  if (typeof covariate !== "string" || covariate === "")
    throw new InvalidArgument(caller, `${path}.covariate`, "be a covariate's name", covariate);
  if (typeof weight !== "number" || !(weight > 0 && weight < 1e9))
    throw new InvalidArgument(caller, `${path}.weight`, "be positive and finite", weight);
  if (cuts !== undefined) checkCuts(caller, cuts, `${path}.cuts`);
  return { covariate, cuts: cuts as readonly number[] | undefined, weight };
}

function checkCuts(caller: string, cuts: unknown, path: string): void {
  if (!Array.isArray(cuts) || cuts.length === 0) throw new InvalidArgument(caller, path, "be a list of cut points", cuts);
  cuts.forEach((cut: unknown, i) => {
    if (typeof cut !== "number" || !Number.isFinite(cut) || (i > 0 && cut <= cuts[i - 1]))
      throw new InvalidArgument(caller, `${path}[${i}]`, "be finite and increase", cut);
  });
}

/** The patient's level of a factor: the covariate's value, or the number of cut points that are at most it. */
export function levelOf(factor: CheckedFactor, patient: Covariates): number | string {
  const value = patient[factor.covariate];
  if (value === undefined || Number.isNaN(value)) return NOT_RECORDED;
  const { cuts } = factor;
  if (cuts === undefined) return value;
  if (typeof value !== "number") return NOT_RECORDED;
  let level = 0;
  while (level < cuts.length && value >= cuts[level]) level++;
  return level;
}

/** Factors as a protocol names them: `site, age (cut at 50) and sex`. */
export function factorsInWords(factors: readonly CheckedFactor[], withWeights = false): string {
  const words = factors.map(({ covariate, cuts, weight }) => {
    const notes = [cuts === undefined ? [] : `cut at ${cuts.join(", ")}`, withWeights ? `weight ${weight}` : []].flat();
    return notes.length === 0 ? covariate : `${covariate} (${notes.join("; ")})`;
  });
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
