/** Covariates of simulated patients: factors with levels, and what a level does to the outcome. */
import { InvalidArgument } from "../../errors.js";
import type { Rng } from "../../random/rng.js";
import { checkKnown } from "../requirements.js";
import type { Covariates } from "../trial-data.js";
import { NO_COVARIATES } from "../trial-state.js";

/** A factor: its levels, how common they are, and what they do. */
export interface FactorOptions {
  /** Names or numbers, at least one. */
  readonly levels: readonly (string | number)[];
  /** Of each level, in the population; equal when not given. They sum to 1; factors are independent. */
  readonly probabilities?: readonly number[];
  /** Added on the scenario's scale, by level; a list gives one effect for each arm (a predictive factor). 0 when not given. */
  readonly effects?: readonly (number | readonly number[])[];
}

/** Factors by name. */
export type CovariateOptions = { readonly [name: string]: FactorOptions };

/** A kind of patient: one level of each factor. */
export interface Combination {
  readonly covariates: Covariates;
  readonly probability: number;
  /** Sum of the levels' effects, by arm. */
  readonly effects: readonly number[];
}

/** Who may come: all combinations of levels. Without factors there is one. */
export interface Population {
  readonly combinations: readonly Combination[];
  /** Draws a patient: one number of the stream for each factor, in the order in which they are given. */
  draw(rng: Rng): Covariates;
  /** The combination that these covariates are. */
  indexOf(covariates: Covariates): number;
}

const MOST_COMBINATIONS = 10_000;
const ROUNDING = 1e-9;

/**
 * Returns the population that the options describe.
 *
 * @throws InvalidArgument for factors without levels or with equal ones, probabilities that do not sum to 1, effects that are not finite or
 * not as many as levels (or arms), and more than 10,000 combinations of levels.
 */
export function populationOf(caller: string, options: CovariateOptions | undefined, arms: number): Population {
  if (options === undefined) return everybodyAlike(arms);
  const factors = readFactors(caller, options, arms);
  const combinations = combine(factors, arms);
  const cumulative = factors.map(({ probabilities }) => {
    let sum = 0;
    return Float64Array.from(probabilities, (probability) => (sum += probability));
  });
  let latest = 0;
  return {
    combinations,
    draw(rng) {
      let index = 0;
      for (let f = 0; f < factors.length; f++) index = index * cumulative[f].length + levelAt(cumulative[f], rng.uniform());
      latest = index;
      return combinations[index].covariates;
    },
    indexOf(covariates) {
      // A patient's outcome is drawn right after their covariates.
      return covariates === combinations[latest].covariates ? latest : positionOf(caller, factors, covariates);
    },
  };
}

function everybodyAlike(arms: number): Population {
  const combinations = [{ covariates: NO_COVARIATES, probability: 1, effects: new Array<number>(arms).fill(0) }];
  return { combinations, draw: () => NO_COVARIATES, indexOf: () => 0 };
}

interface Factor {
  readonly name: string;
  readonly levels: readonly (string | number)[];
  readonly probabilities: readonly number[];
  /** By level and arm. */
  readonly effects: readonly (readonly number[])[];
}

/** The level in whose part of (0, 1) the number falls; rounding of the last sum must not lead beyond it. */
function levelAt(cumulative: Float64Array, u: number): number {
  let level = 0;
  while (level < cumulative.length - 1 && u >= cumulative[level]) level++;
  return level;
}

function positionOf(caller: string, factors: readonly Factor[], covariates: Covariates): number {
  return factors.reduce((index, { name, levels }) => {
    const level = levels.indexOf(covariates[name]);
    if (level < 0) throw new InvalidArgument(caller, `covariates.${name}`, `be one of ${levels.join(", ")}`, covariates[name]);
    return index * levels.length + level;
  }, 0);
}

function combine(factors: readonly Factor[], arms: number): readonly Combination[] {
  let all: readonly Combination[] = [{ covariates: {}, probability: 1, effects: new Array<number>(arms).fill(0) }];
  for (const { name, levels, probabilities, effects } of factors) {
    all = all.flatMap((before) =>
      levels.map((level, i) => ({
        covariates: { ...before.covariates, [name]: level },
        probability: before.probability * probabilities[i],
        effects: before.effects.map((effect, arm) => effect + effects[i][arm]),
      })),
    );
  }
  return all.map((combination) => ({ ...combination, covariates: Object.freeze(combination.covariates) }));
}

function readFactors(caller: string, options: unknown, arms: number): readonly Factor[] {
  const prototype: unknown = typeof options === "object" && options !== null ? Object.getPrototypeOf(options) : undefined;
  // A list or a map has a prototype that has one itself.
  if (prototype === undefined || (prototype !== null && Object.getPrototypeOf(prototype) !== null))
    throw new InvalidArgument(caller, "covariates", "be an object of factors by name", options);
  const factors = Object.entries(options as object).map(([name, factor]) =>
    readFactor(caller, name, factor as FactorOptions, arms),
  );
  const count = factors.reduce((product, { levels }) => product * levels.length, 1);
  if (count > MOST_COMBINATIONS)
    throw new InvalidArgument(caller, "covariates", `have at most ${MOST_COMBINATIONS} combinations of levels`, count);
  return factors;
}

function readFactor(caller: string, name: string, factor: FactorOptions, arms: number): Factor {
  const path = `covariates.${name}`;
  if (typeof factor !== "object" || factor === null)
    throw new InvalidArgument(caller, path, "be an object { levels, probabilities, effects }", factor);
  checkKnown(caller, factor, ["levels", "probabilities", "effects"]);
  const { levels } = factor;
  if (!Array.isArray(levels) || levels.length === 0 || levels.length > MOST_COMBINATIONS)
    throw new InvalidArgument(caller, `${path}.levels`, `be a list of 1 to ${MOST_COMBINATIONS} levels`, levels);
  levels.forEach((level: unknown, i) => {
    const valid = typeof level === "string" ? level !== "" : typeof level === "number" && Number.isFinite(level);
    if (!valid) throw new InvalidArgument(caller, `${path}.levels[${i}]`, "be a text or a finite number", level);
    if (levels.indexOf(level) !== i)
      throw new InvalidArgument(caller, `${path}.levels[${i}]`, "differ from the other levels", level);
  });
  const { probabilities = levels.map(() => 1 / levels.length), effects = levels.map(() => 0) } = factor;
  checkProbabilities(caller, `${path}.probabilities`, probabilities, levels.length);
  const byArm = readEffects(caller, `${path}.effects`, effects, levels.length, arms);
  return { name, levels: [...levels], probabilities: [...probabilities], effects: byArm };
}

function checkProbabilities(caller: string, path: string, probabilities: unknown, count: number): void {
  if (!Array.isArray(probabilities) || probabilities.length !== count)
    throw new InvalidArgument(caller, path, `be a list of ${count} probabilities, one for each level`, probabilities);
  let sum = 0;
  probabilities.forEach((probability: unknown, i) => {
    if (typeof probability !== "number" || !(probability >= 0 && probability <= 1))
      throw new InvalidArgument(caller, `${path}[${i}]`, "be a probability from 0 to 1", probability);
    sum += probability;
  });
  if (!(Math.abs(sum - 1) < ROUNDING)) throw new InvalidArgument(caller, path, "sum to 1", sum);
}

function readEffects(
  caller: string,
  path: string,
  effects: unknown,
  levels: number,
  arms: number,
): readonly (readonly number[])[] {
  if (!Array.isArray(effects) || effects.length !== levels)
    throw new InvalidArgument(caller, path, `be a list of ${levels} effects, one for each level`, effects);
  return effects.map((effect: unknown, i) => {
    const list: readonly unknown[] = Array.isArray(effect) ? effect : new Array<unknown>(arms).fill(effect);
    const where = Array.isArray(effect) ? (arm: number) => `${path}[${i}][${arm}]` : () => `${path}[${i}]`;
    if (list.length !== arms)
      throw new InvalidArgument(caller, `${path}[${i}]`, `be a number, or one for each of ${arms} arms`, effect);
    return list.map((value, arm) => {
      if (typeof value !== "number" || !(Math.abs(value) <= 100))
        throw new InvalidArgument(caller, where(arm), "be a number from -100 to 100", value);
      return value;
    });
  });
}
