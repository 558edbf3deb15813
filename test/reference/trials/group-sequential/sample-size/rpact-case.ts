/** Reads the cases of rpact's public tests: its designs as our plans, its values to compare with. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { normalUpperTail } from "../../../../../src/numeric/probability/normal.js";
import {
  fixedFutility,
  type GroupSequentialPlan,
  groupSequentialPlan,
  obrienFleming,
  wangTsiatis,
} from "../../../../../src/trials/group-sequential/index.js";

export type Values = { readonly [name: string]: unknown };

export interface RpactCase {
  readonly call: { readonly function: string; readonly positional?: readonly unknown[]; readonly arguments: Values };
  readonly context: { readonly [name: string]: { readonly arguments: Values } };
  readonly expected: { readonly [field: string]: { readonly v: readonly (number | string | null)[] } };
}

export function readCases(name: string): readonly RpactCase[] {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8")).cases;
}

/** rpact's design as a plan; without one, its fixed design with α = 0.025 and β = 0.2, or those of the call. */
export function planOf({ call, context }: RpactCase): GroupSequentialPlan {
  const reference = (call.positional?.[0] ?? call.arguments.design) as
    | { readonly variable?: string; readonly arguments?: Values }
    | undefined;
  const given = reference?.variable === undefined ? reference?.arguments : context[reference.variable].arguments;
  if (given === undefined) {
    const { alpha = 0.025, beta = 0.2, sided = 1 } = call.arguments as Record<string, number>;
    return groupSequentialPlan({ looks: 1, alpha, power: 1 - beta, sided: sided as 1 | 2 });
  }
  const {
    alpha = 0.025,
    beta = 0.2,
    deltaWT,
    futilityBounds,
    informationRates,
    kMax,
    sided = 1,
  } = given as Record<string, never>;
  return groupSequentialPlan({
    ...(informationRates === undefined ? { looks: kMax } : { fractions: informationRates }),
    alpha,
    power: 1 - beta,
    sided,
    efficacy: deltaWT === undefined ? obrienFleming() : wangTsiatis({ delta: deltaWT }),
    ...(futilityBounds === undefined ? {} : { futility: fixedFutility({ z: futilityBounds }) }),
  });
}

/** One argument of the call for scenario `i`: the i-th of a list, or the only one. */
export function argument(values: Values, name: string, i: number): number | undefined {
  const value = values[name];
  if (Array.isArray(value)) return value.length > 1 ? value[i] : value[0];
  return value as number | undefined;
}

/** rpact's own value for scenario `i`. */
export function expectedValue(example: RpactCase, field: string, i: number): number | null | undefined {
  const values = example.expected[field]?.v;
  if (values === undefined) return undefined;
  const value = values.length > 1 ? values[i] : values[0];
  return value === null ? null : Number(value);
}

/** rpact prints 8 digits and its tests ask for a relative 1e-7. Ours: 1.5e-7, of which rounding to 8 digits takes up to 0.5e-7. */
export const TOLERANCE = 1.5e-7;

/** A case and field that is compared otherwise, and why. */
export interface Exception {
  readonly cases: readonly number[];
  readonly fields: RegExp;
  readonly reason: string;
  /** With this relative tolerance; not at all when absent. */
  readonly tolerance?: number;
}

/** The look number in a field such as `rejectPerStage[2,]`, from 0. */
export function lookOf(field: string): number {
  const match = /\[(\d+),\]$/.exec(field);
  return match === null ? -1 : Number(match[1]) - 1;
}

/**
 * Compares every field that has a number. A field that `found` does not know must be an exception; an exception that nothing needs is an error
 * too, so that the list says exactly what is not met.
 */
export class Comparison {
  readonly exceptions: readonly Exception[];
  private readonly needed = new Set<Exception>();
  compared = 0;

  constructor(exceptions: readonly Exception[]) {
    this.exceptions = exceptions;
  }

  check(example: RpactCase, index: number, scenario: number, found: (field: string) => number | undefined): void {
    const wrong: string[] = [];
    for (const field of Object.keys(example.expected)) {
      const expected = expectedValue(example, field, scenario);
      if (expected === null || expected === undefined || Number.isNaN(expected)) continue;
      const value = found(field);
      const difference = value === undefined ? Number.POSITIVE_INFINITY : Math.abs(value - expected);
      const scale = Math.max(Math.abs(expected), 1e-3);
      this.compared++;
      if (difference <= TOLERANCE * scale) continue;
      const exception = this.exceptions.find(({ cases, fields }) => cases.includes(index) && fields.test(field));
      if (exception !== undefined) this.needed.add(exception);
      const allowed = exception === undefined ? 0 : (exception.tolerance ?? Number.POSITIVE_INFINITY);
      if (!(difference <= allowed * scale)) wrong.push(`${field}: ${value}, but rpact ${expected}`);
    }
    expect(wrong).toEqual([]);
  }

  get unneeded(): readonly string[] {
    return this.exceptions
      .filter((exception) => !this.needed.has(exception))
      .map(({ reason, cases }) => `${cases.join(", ")}: ${reason}`);
  }
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Fields that every plan has, under its crossing probabilities; `power`: rpact counts both directions there, and one for sample sizes. */
export function planField(plan: GroupSequentialPlan, drift: number, power: boolean, field: string): number | undefined {
  const crossing = plan.crossing(drift);
  const k = lookOf(field);
  const reject = crossing.efficacy.map((probability, j) => probability - (power ? 0 : crossing.opposite[j]));
  switch (field.replace(/\[.*/, "")) {
    case "rejectPerStage":
      return reject[k];
    case "overallReject":
      return sum(reject);
    case "futilityPerStage":
      return crossing.futility[k];
    case "futilityStop":
      return sum(crossing.futility.slice(0, -1));
    case "earlyStop":
      return sum(reject.slice(0, -1)) + sum(crossing.futility.slice(0, -1));
    case "informationRates":
      return plan.rules.fractions[k];
    case "criticalValuesPValueScale":
      return plan.sided * plan.nominal[k];
    case "futilityBoundsPValueScale":
      return normalUpperTail(plan.boundaries.futility[k]);
    default:
      return undefined;
  }
}

/** Σ value · Pr(the trial ends at that look) where stops in the wrong direction are left out, as rpact does for two-sided sample sizes. */
export function inOneDirection(plan: GroupSequentialPlan, values: readonly number[]): number {
  const crossing = plan.crossing(plan.drift);
  const stops = crossing.efficacy.map((probability, k) => probability - crossing.opposite[k] + crossing.futility[k]);
  const last = values.length - 1;
  return sum(values.slice(0, -1).map((value, k) => value * stops[k])) + values[last] * (1 - sum(stops.slice(0, -1)));
}
