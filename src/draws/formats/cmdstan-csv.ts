/** Draws as the CSV files of CmdStan, which R (cmdstanr, rstan, posterior) and Python (ArviZ, CmdStanPy) read. */

import { requireTraces } from "../diagnose/traces.js";
import type { Draws, SamplerTrace } from "../draws.js";
import { requireThat } from "../requirements.js";
import { type VariableGroup, variableGroups } from "./variable-groups.js";

/** What the files say of the run beside the draws. */
export interface CmdStanCsvOptions {
  /** `model` when not given. */
  readonly modelName?: string;
  readonly seed?: number | string;
  /** Warmup iterations, whose draws are not in the files; 0 when not given. */
  readonly warmup?: number;
  /** 10 when not given. */
  readonly maxTreeDepth?: number;
  /** 0.8 when not given. */
  readonly targetAcceptance?: number;
  /** Diagonal of the inverse metric of each chain; ones when not given. */
  readonly inverseMetric?: readonly ArrayLike<number>[];
}

/** The sampler's columns, in CmdStan's order, and what they hold. */
export const cmdStanColumns = {
  lp__: "logDensity",
  accept_stat__: "acceptance",
  stepsize__: "stepSize",
  treedepth__: "treeDepth",
  n_leapfrog__: "leapfrogs",
  divergent__: "divergent",
  energy__: "energy",
} as const satisfies Readonly<Record<string, keyof SamplerTrace>>;

/**
 * The text of a CmdStan CSV file for each chain: comment lines, the sampler's columns, then the variables as `theta.1.2`, the first
 * index moving fastest; labels that are not integers become their positions from 1. Numbers are written so that reading gives the same bits.
 *
 * @throws InvalidArgument for traces that do not fit the draws.
 */
export function cmdStanCsv(draws: Draws, traces: readonly SamplerTrace[], options: CmdStanCsvOptions = {}): readonly string[] {
  requireTraces("cmdStanCsv", draws, traces);
  const { inverseMetric } = options;
  const fits = inverseMetric === undefined || inverseMetric.length === traces.length;
  requireThat(fits, "cmdStanCsv", "inverseMetric", `hold one for each of ${traces.length} chains`, inverseMetric);
  const columns = variableGroups(draws.variables).flatMap(columnsOf);
  const samplerColumns = Object.entries(cmdStanColumns);
  const header = [...samplerColumns.map(([name]) => name), ...columns.map(({ name }) => name)].join(",");
  return traces.map((trace, chain) => {
    const values = [
      ...samplerColumns.map(([, member]) => trace[member]),
      ...columns.map(({ variable }) => draws.of(variable)[chain]),
    ];
    const lines = [...configuration(draws, chain, options), header, ...adaptation(trace, inverseMetric?.[chain])];
    for (let t = 0; t < draws.iterationCount; t++) lines.push(values.map((column) => inCsv(column[t])).join(","));
    lines.push(
      "# ",
      "#  Elapsed Time: 0 seconds (Warm-up)",
      "#                0 seconds (Sampling)",
      "#                0 seconds (Total)",
      "# ",
    );
    return `${lines.join("\n")}\n`;
  });
}

/** The columns of a group: its members with the first index moving fastest. */
function columnsOf({ name, labels, members }: VariableGroup): { name: string; variable: string }[] {
  const sizes = labels.map((own) => own.length);
  return members.map((_, at) => {
    let rest = at;
    const index = sizes.map((size) => {
      const own = rest % size;
      rest = Math.floor(rest / size);
      return own;
    });
    const position = index.reduce((sum, own, dimension) => sum * sizes[dimension] + own, 0);
    const stem = labels.length > 0 ? name : name.replace(/[[,]/g, ".").replace(/\]/g, "");
    return { name: [stem, ...index.map((own) => own + 1)].join("."), variable: members[position] };
  });
}

function configuration(draws: Draws, chain: number, options: CmdStanCsvOptions): string[] {
  const { modelName = "model", seed = 0, warmup = 0, maxTreeDepth = 10, targetAcceptance = 0.8 } = options;
  const settings: readonly [depth: number, text: string][] = [
    [0, "stan_version_major = 2"],
    [0, "stan_version_minor = 35"],
    [0, "stan_version_patch = 0"],
    [0, `model = ${modelName}`],
    [0, "method = sample (Default)"],
    [1, "sample"],
    [2, `num_samples = ${draws.iterationCount}`],
    [2, `num_warmup = ${warmup}`],
    [2, "save_warmup = 0"],
    [2, "thin = 1 (Default)"],
    [2, "adapt"],
    [3, `engaged = ${warmup > 0 ? 1 : 0}`],
    [3, `delta = ${targetAcceptance}`],
    [2, "algorithm = hmc (Default)"],
    [3, "hmc"],
    [4, "engine = nuts (Default)"],
    [5, "nuts"],
    [6, `max_depth = ${maxTreeDepth}`],
    [4, "metric = diag_e (Default)"],
    [4, "stepsize = 1 (Default)"],
    [0, `id = ${chain + 1}`],
    [0, "random"],
    [1, `seed = ${seed}`],
  ];
  return settings.map(([depth, text]) => `# ${"  ".repeat(depth)}${text}`);
}

function adaptation(trace: SamplerTrace, inverseMetric: ArrayLike<number> | undefined): string[] {
  const stepSize = trace.stepSize[trace.stepSize.length - 1];
  const metric = inverseMetric ? Array.from(inverseMetric, inCsv).join(", ") : "1";
  return [
    "# Adaptation terminated",
    `# Step size = ${inCsv(stepSize)}`,
    "# Diagonal elements of inverse mass matrix:",
    `# ${metric}`,
  ];
}

/** The shortest decimals that read back as the same number. */
function inCsv(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Object.is(value, -0) ? "-0" : String(value);
}
