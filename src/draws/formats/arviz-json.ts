/** Draws as the JSON of ArviZ's InferenceData. */

import { requireTraces } from "../diagnose/traces.js";
import type { Draws, SamplerTrace } from "../draws.js";
import { requireThat } from "../requirements.js";
import { type VariableGroup, variableGroups } from "./variable-groups.js";

/** What else the file holds. */
export interface ArvizJsonOptions {
  /** Becomes the group `log_likelihood`; variables as `y[1]`. */
  readonly logLikelihood?: Draws;
  /** Becomes the group `posterior_predictive`. */
  readonly posteriorPredictive?: Draws;
  /** Columns of data that were observed; become the group `observed_data`. */
  readonly observedData?: Readonly<Record<string, ArrayLike<number>>>;
}

/** The sampler's columns under ArviZ's names. */
const sampleStatistics = {
  lp: "logDensity",
  acceptance_rate: "acceptance",
  step_size: "stepSize",
  tree_depth: "treeDepth",
  n_steps: "leapfrogs",
  diverging: "divergent",
  energy: "energy",
} as const satisfies Readonly<Record<string, keyof SamplerTrace>>;

/**
 * JSON that `arviz.from_json` reads: groups `posterior` and `sample_stats` of arrays with the dimensions chain, draw, then those of the
 * variable, whose labels stand in `coords`. NaN and infinite draws are written as Python writes them, which strict readers of JSON refuse.
 *
 * `traces` may be empty. A name that has different labels in different groups gets none, and is numbered by ArviZ.
 * @throws InvalidArgument for traces and further draws that do not fit the draws.
 */
export function arvizJson(draws: Draws, traces: readonly SamplerTrace[] = [], options: ArvizJsonOptions = {}): string {
  const caller = "arvizJson";
  if (traces.length > 0) requireTraces(caller, draws, traces);
  const { logLikelihood, posteriorPredictive, observedData } = options;
  for (const [name, more] of Object.entries({ logLikelihood, posteriorPredictive })) {
    const fits = !more || (more.chainCount === draws.chainCount && more.iterationCount === draws.iterationCount);
    requireThat(fits, caller, name, `hold ${draws.chainCount} chains of ${draws.iterationCount} draws`, more);
  }
  const all = [draws, logLikelihood, posteriorPredictive].flatMap((own) => (own ? variableGroups(own.variables) : []));
  const arrays = all.filter((own) => own.labels.length > 0 && isEverywhereAlike(own, all, observedData));
  const dimensions = arrays.map(({ name, labels }) => [name, labels.map((_, d) => dimensionOf(name, d))]);
  const coordinates = arrays.flatMap(({ name, labels }) => labels.map((own, d) => [dimensionOf(name, d), own.map(coordinate)]));
  const members = [
    ["posterior", group(draws)],
    ...(traces.length > 0 ? [["sample_stats", sampleStats(traces)]] : []),
    ...(logLikelihood ? [["log_likelihood", group(logLikelihood)]] : []),
    ...(posteriorPredictive ? [["posterior_predictive", group(posteriorPredictive)]] : []),
    ...(observedData
      ? [["observed_data", object(Object.entries(observedData).map(([name, column]) => [name, numbers(column)]))]]
      : []),
    ["coords", JSON.stringify(Object.fromEntries(coordinates))],
    ["dims", JSON.stringify(Object.fromEntries(dimensions))],
  ];
  return object(members);
}

const dimensionOf = (name: string, dimension: number) => `${name}_dim_${dimension}`;

/** Integers stay numbers. */
const coordinate = (label: string) => (/^\d+$/.test(label) ? Number(label) : label);

/** ArviZ knows dimensions by variable alone: those of a name that has other labels in another group (rows without missing values, and all) cannot be given. */
function isEverywhereAlike(
  { name, labels }: VariableGroup,
  all: readonly VariableGroup[],
  observedData: ArvizJsonOptions["observedData"],
): boolean {
  const text = JSON.stringify(labels);
  const observed = observedData !== undefined && Object.hasOwn(observedData, name) ? observedData[name] : undefined;
  if (observed !== undefined && (labels.length !== 1 || labels[0].length !== observed.length)) return false;
  return all.every((other) => other.name !== name || JSON.stringify(other.labels) === text);
}

function object(members: readonly (readonly string[])[]): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",\n")}}`;
}

function group(draws: Draws): string {
  return object(variableGroups(draws.variables).map((own) => [own.name, nested(draws, own)]));
}

/** chain → draw → the variable's own dimensions. */
function nested(draws: Draws, { labels, members }: VariableGroup): string {
  const columns = members.map((member) => draws.of(member));
  const sizes = labels.map((own) => own.length);
  const chains = Array.from({ length: draws.chainCount }, (_, chain) => {
    const cells = Array.from({ length: draws.iterationCount }, (_, t) => {
      let level = columns.map((own) => number(own[chain][t]));
      for (let d = sizes.length - 1; d >= 0; d--) level = bracketed(level, sizes[d]);
      return level[0];
    });
    return `[${cells.join(",")}]`;
  });
  return `[${chains.join(",")}]`;
}

function bracketed(parts: readonly string[], size: number): string[] {
  const rows: string[] = [];
  for (let start = 0; start < parts.length; start += size) rows.push(`[${parts.slice(start, start + size).join(",")}]`);
  return rows;
}

function sampleStats(traces: readonly SamplerTrace[]): string {
  return object(
    Object.entries(sampleStatistics).map(([name, member]) => {
      const text = (trace: SamplerTrace) => (name === "diverging" ? flags(trace[member]) : numbers(trace[member]));
      return [name, `[${traces.map(text).join(",")}]`];
    }),
  );
}

const flags = (column: Float64Array) => `[${Array.from(column, (value) => value !== 0).join(",")}]`;
const numbers = (column: ArrayLike<number>) => `[${Array.from(column, number).join(",")}]`;

function number(value: number): string {
  // Python takes digits without a point or exponent for an integer, and large ones for objects.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential();
  return Object.is(value, -0) ? "-0.0" : String(value);
}
