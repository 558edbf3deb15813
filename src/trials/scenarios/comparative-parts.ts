/** What scenarios of comparative trials share: how patients arrive, who they are, and how they are lost. */
import { InvalidArgument } from "../../errors.js";
import { log } from "../../numeric/elementary/logarithm.js";
import type { Plain, Recipe } from "../recipe.js";
import type { Scenario } from "../scenario.js";
import { type Accrual, immediateAccrual } from "./accrual.js";
import { type CovariateOptions, type Population, populationOf } from "./covariates.js";

/** The options that every scenario of comparative trials has. */
export interface ComparativeScenarioOptions {
  /** How patients arrive; when not given, one is there whenever the trial wants one. The design limits enrollment. */
  readonly accrual?: Accrual;
  /** What becomes of those who arrive while enrollment is closed; "lost" when not given. */
  readonly whileClosed?: "wait" | "lost";
  /** Patients leave the trial at this constant rate per time unit, the same on all arms or one for each; 0 when not given. */
  readonly dropoutRate?: number | readonly number[];
  /** Factors that patients differ by. */
  readonly covariates?: CovariateOptions;
}

export const COMPARATIVE_OPTIONS: readonly (keyof ComparativeScenarioOptions)[] = [
  "accrual",
  "whileClosed",
  "dropoutRate",
  "covariates",
];

/** The members of a scenario that the shared options decide, and the population. */
export interface ComparativeParts {
  readonly population: Population;
  readonly members: Pick<Scenario<unknown>, "armCount" | "whileClosed" | "nextArrival" | "covariates" | "dropout" | "recipe">;
}

/**
 * Returns what the shared options decide. A patient is lost after −ln(u)/rate, u from a stream of their own.
 *
 * @throws InvalidArgument, in the name of `caller`, for options that are not as described.
 */
export function comparativeParts(caller: string, armCount: number, options: ComparativeScenarioOptions): ComparativeParts {
  const { accrual = immediateAccrual(), whileClosed = "lost", dropoutRate = 0, covariates } = options;
  if (whileClosed !== "wait" && whileClosed !== "lost")
    throw new InvalidArgument(caller, "whileClosed", 'be "wait" or "lost"', whileClosed);
  if (typeof accrual?.next !== "function")
    throw new InvalidArgument(caller, "accrual", "be an arrival process, such as poissonAccrual({ rate: 2 })", accrual);
  const rates = numbersByArm(caller, "dropoutRate", dropoutRate, armCount, "a finite rate, 0 or more", (rate) => rate >= 0);
  const population = populationOf(caller, covariates, armCount);
  const recipe = recipeOf(caller, options);
  return {
    population,
    members: {
      armCount,
      whileClosed,
      nextArrival: (previous, rng) => accrual.next(previous, rng),
      ...(covariates === undefined ? {} : { covariates: (rng) => population.draw(rng) }),
      ...(rates.some((rate) => rate > 0)
        ? { dropout: (arm, _covariates, patient) => (rates[arm] > 0 ? -log(patient.uniform()) / rates[arm] : Infinity) }
        : {}),
      ...(recipe === undefined ? {} : { recipe }),
    },
  };
}

/** Absent when the accrual is the user's own and has no recipe. */
function recipeOf(make: string, options: ComparativeScenarioOptions): Recipe | undefined {
  const { accrual, ...plain } = options;
  if (accrual === undefined) return { make, options: plain as Plain };
  if (accrual.recipe === undefined) return undefined;
  return { make, options: { ...(plain as { readonly [option: string]: Plain }), accrual: accrual.recipe } };
}

/** A finite number for each arm: as many as there are arms, or one for all. @throws InvalidArgument. */
export function numbersByArm(
  caller: string,
  argument: string,
  given: unknown,
  armCount: number,
  what: string,
  isValid: (value: number) => boolean,
): Float64Array {
  if (Array.isArray(given) && given.length !== armCount)
    throw new InvalidArgument(caller, argument, `have one number for each of ${armCount} arms`, given);
  const list: readonly unknown[] = Array.isArray(given) ? given : new Array<unknown>(armCount).fill(given);
  return Float64Array.from(list, (value, arm) => {
    if (typeof value !== "number" || !Number.isFinite(value) || !isValid(value))
      throw new InvalidArgument(caller, Array.isArray(given) ? `${argument}[${arm}]` : argument, `be ${what}`, value);
    return value;
  });
}

/** How many arms a list of true values is about. @throws InvalidArgument for no list, or an empty one. */
export function armCountOf(caller: string, argument: string, given: unknown): number {
  if (!Array.isArray(given) || given.length === 0 || given.length > 1000)
    throw new InvalidArgument(caller, argument, "be a list with one entry for each arm (1 to 1000)", given);
  return given.length;
}

/** A value for each arm and combination of covariates: position arm · combinations + combination. */
export function byArmAndCombination(
  population: Population,
  armCount: number,
  value: (arm: number, effect: number) => number,
): Float64Array {
  const { combinations } = population;
  const table = new Float64Array(armCount * combinations.length);
  for (let arm = 0; arm < armCount; arm++) {
    combinations.forEach(({ effects }, c) => {
      table[arm * combinations.length + c] = value(arm, effects[arm]);
    });
  }
  return table;
}

/** The population's mean of such a table, by arm. */
export function averages({ combinations }: Population, table: Float64Array): readonly number[] {
  const width = combinations.length;
  return Array.from({ length: table.length / width }, (_, arm) =>
    width === 1 ? table[arm] : combinations.reduce((sum, { probability }, c) => sum + probability * table[arm * width + c], 0),
  );
}
