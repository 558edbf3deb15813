/** How well a variable tells divergent draws from the others, and which variable narrows where they are. */
import { VariableDraws } from "../chains/variable-draws.js";
import type { Draws } from "../draws.js";

/** How a variable's values at divergent draws differ from those at the others. */
export interface Separation {
  readonly variable: string;
  /** Probability that the variable is lower at a divergent draw than at another, ties counting half. */
  readonly probabilityLower: number;
  readonly medianDivergent: number;
  readonly medianOther: number;
}

/** A variable whose spread changes with that of another. */
export interface Narrowing {
  readonly variable: string;
  /** Rank correlation of its distance from the median with the other variable; positive where it narrows towards low values. */
  readonly correlation: number;
}

/** Strength |2 P − 1| from which a variable is said to separate. */
const SEPARATES = 0.3;
/** And how many standard errors, 1/√(3 D) for D divergences, it must be from 0. */
const STANDARD_ERRORS = 4;
/** Rank correlation from which a variable is said to narrow. */
const NARROWS = 0.2;
/** Above this rank correlation two variables are the same thing on two scales. */
const SAME_THING = 0.9;

/** The variable that separates divergent from other draws best, if one does. Source: mann1947test. */
export function bestSeparation(draws: Draws, variables: readonly string[], isDivergent: Uint8Array): Separation | undefined {
  let best: Separation | undefined;
  let strength = Math.max(SEPARATES, STANDARD_ERRORS / Math.sqrt(3 * countOf(isDivergent)));
  for (const variable of variables) {
    const { pool, isInformative } = new VariableDraws(draws.of(variable));
    if (!isInformative) continue;
    const separation = separationOf(variable, pool, isDivergent);
    const own = Math.abs(2 * separation.probabilityLower - 1);
    if (own <= strength) continue;
    best = separation;
    strength = own;
  }
  return best;
}

/** Variables that are narrow where `separation` says that divergences are, the strongest first. Source: betancourt2015hierarchical. */
export function narrowingVariables(draws: Draws, variables: readonly string[], separation: Separation): Narrowing[] {
  const ranks = new VariableDraws(draws.of(separation.variable)).scores.values;
  const sign = separation.probabilityLower > 0.5 ? 1 : -1;
  const found: Narrowing[] = [];
  for (const variable of variables) {
    if (variable === separation.variable) continue;
    const own = new VariableDraws(draws.of(variable));
    if (!own.isInformative || Math.abs(correlation(ranks, own.scores.values)) > SAME_THING) continue;
    const narrowing = correlation(ranks, own.distanceScores.values);
    if (sign * narrowing > NARROWS) found.push({ variable, correlation: narrowing });
  }
  return found.sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
}

/** The correlation of two columns of rank-normalized scores, whose means are 0. Source: mann1947test. */
export function correlation(a: Float64Array, b: Float64Array): number {
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i];
    squaresA += a[i] * a[i];
    squaresB += b[i] * b[i];
  }
  return product / Math.sqrt(squaresA * squaresB);
}

function separationOf(variable: string, pool: Float64Array, isDivergent: Uint8Array): Separation {
  const divergent = pool.filter((_, s) => isDivergent[s] === 1).sort();
  const other = pool.filter((_, s) => isDivergent[s] === 0).sort();
  let lower = 0;
  let below = 0;
  let upTo = 0;
  for (let i = 0; i < other.length; i++) {
    while (below < divergent.length && divergent[below] < other[i]) below++;
    while (upTo < divergent.length && divergent[upTo] <= other[i]) upTo++;
    lower += (below + upTo) / 2;
  }
  return {
    variable,
    probabilityLower: other.length === 0 ? 0.5 : lower / (other.length * divergent.length),
    medianDivergent: divergent[divergent.length >> 1],
    medianOther: other[other.length >> 1],
  };
}

function countOf(flags: Uint8Array): number {
  let count = 0;
  for (let s = 0; s < flags.length; s++) count += flags[s];
  return count;
}
