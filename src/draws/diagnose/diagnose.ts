/** What is wrong with draws, and what to try, in words. */
import { VariableDraws } from "../chains/variable-draws.js";
import type { Draws, SamplerTrace } from "../draws.js";
import { requireThat } from "../requirements.js";
import { essBulk } from "../statistics/ess-bulk.js";
import { essTail } from "../statistics/ess-tail.js";
import { rhat } from "../statistics/rhat.js";
import { matchingVariables } from "../subset-draws.js";
import { essFinding, notFiniteFinding, rhatFinding, stuckChainFinding, type VariableConvergence } from "./chain-findings.js";
import { energyBfmi } from "./energy-bfmi.js";
import { type Finding, inWordsBeside, listed, type VariableFigure } from "./finding.js";
import { divergenceFinding, energyFinding, treeDepthFinding } from "./sampler-findings.js";
import { requireTraces } from "./traces.js";

/** What is looked at, and from where on it is a finding. */
export interface DiagnoseOptions {
  /** Names; `alpha` also takes every `alpha[…]`. All when not given. */
  readonly variables?: readonly string[];
  /** Largest R-hat that is fine; 1.01 when not given. */
  readonly rhatThreshold?: number;
  /** Effective draws wanted of each chain; 100 when not given. */
  readonly essPerChain?: number;
  /** Least energy Bayesian fraction of missing information that is fine; 0.3 when not given. */
  readonly bfmiThreshold?: number;
  /** The sampler's largest tree depth; 10 when not given. */
  readonly maxTreeDepth?: number;
}

/** The figures that were looked at; NaN and undefined where there are none. */
export interface DiagnosisFigures {
  readonly largestRhat: VariableFigure | undefined;
  readonly leastEssBulk: VariableFigure | undefined;
  readonly leastEssTail: VariableFigure | undefined;
  /** Undefined without traces. */
  readonly divergences: number | undefined;
  readonly saturatedTreeDepths: number | undefined;
  /** For each chain. */
  readonly energyBfmi: readonly number[] | undefined;
  /** Variables whose draws are all the same: nothing is said about them. */
  readonly constantVariables: readonly string[];
}

/** A diagnosis: plain data. */
export interface Diagnosis {
  /** What is wrong, the most serious first; empty if nothing is. */
  readonly findings: readonly Finding[];
  readonly figures: DiagnosisFigures;
  /** All in a sentence or two: that all is well with the figures that were checked, or what is not. */
  readonly statement: string;
}

/**
 * Looks at R-hat, effective sample sizes, divergences, tree depths and energies, and says what is wrong and what to try.
 *
 * `traces` holds one for each chain; none (an empty array) for draws that do not come from a Hamiltonian sampler.
 * @throws InvalidArgument for traces that do not fit the draws, unknown variables, and thresholds that are not positive.
 * Source: vehtari2021rank, betancourt2016diagnosing, betancourt2017conceptual.
 */
export function diagnose(draws: Draws, traces: readonly SamplerTrace[] = [], options: DiagnoseOptions = {}): Diagnosis {
  const caller = "diagnose";
  const { rhatThreshold = 1.01, essPerChain = 100, bfmiThreshold = 0.3, maxTreeDepth = 10 } = options;
  for (const [name, value] of Object.entries({ rhatThreshold, essPerChain, bfmiThreshold, maxTreeDepth })) {
    requireThat(value > 0, caller, name, "be positive", value);
  }
  if (traces.length > 0) requireTraces(caller, draws, traces);
  const variables = options.variables ? matchingVariables(caller, draws, options.variables) : draws.variables;
  const checked = check(draws, variables);
  const hasTraces = traces.length > 0;
  const bfmi = hasTraces ? traces.map(({ energy }) => energyBfmi(energy)) : undefined;
  const divergences = hasTraces ? countOf(traces, ({ divergent }) => divergent, 1) : undefined;
  const saturated = hasTraces ? countOf(traces, ({ treeDepth }) => treeDepth, maxTreeDepth) : undefined;
  const findings = [
    ...notFiniteFinding(checked.notFinite),
    ...stuckChainFinding(draws, variables),
    ...(divergences ? divergenceFinding(draws, traces, variables) : []),
    ...rhatFinding(draws, checked.convergence, rhatThreshold),
    ...essFinding(draws, checked.convergence, "essBulk", essPerChain),
    ...essFinding(draws, checked.convergence, "essTail", essPerChain),
    ...(bfmi ? energyFinding(draws, traces, variables, bfmi, bfmiThreshold) : []),
    ...treeDepthFinding(traces, saturated ?? 0, maxTreeDepth),
  ];
  const figures: DiagnosisFigures = {
    largestRhat: extreme(checked.convergence, "rhat", 1),
    leastEssBulk: extreme(checked.convergence, "essBulk", -1),
    leastEssTail: extreme(checked.convergence, "essTail", -1),
    divergences,
    saturatedTreeDepths: saturated,
    energyBfmi: bfmi,
    constantVariables: checked.constant,
  };
  const limits = { rhat: rhatThreshold, ess: essPerChain * draws.chainCount, bfmi: bfmiThreshold };
  return { findings, figures, statement: statementOf(draws, findings, figures, limits) };
}

interface Checked {
  readonly convergence: readonly VariableConvergence[];
  readonly notFinite: readonly VariableFigure[];
  readonly constant: readonly string[];
}

function check(draws: Draws, variables: readonly string[]): Checked {
  const convergence: VariableConvergence[] = [];
  const notFinite: VariableFigure[] = [];
  const constant: string[] = [];
  for (const variable of variables) {
    const own = new VariableDraws(draws.of(variable));
    const value = own.pool.reduce((count, draw) => count + (Number.isFinite(draw) ? 0 : 1), 0);
    if (value > 0) notFinite.push({ variable, value });
    else if (!own.hasRanks) constant.push(variable);
    else {
      const figures = [rhat, essBulk, essTail].map((statistic) => statistic.computeShared(own));
      convergence.push({ variable, rhat: figures[0], essBulk: figures[1], essTail: figures[2] });
    }
  }
  return { convergence, notFinite, constant };
}

function countOf(traces: readonly SamplerTrace[], column: (trace: SamplerTrace) => Float64Array, from: number): number {
  return traces.reduce((sum, trace) => sum + column(trace).reduce((count, value) => count + (value >= from ? 1 : 0), 0), 0);
}

/** The variable with the largest (sign 1) or least (−1) figure. */
function extreme(
  rows: readonly VariableConvergence[],
  figure: "rhat" | "essBulk" | "essTail",
  sign: number,
): VariableFigure | undefined {
  let found: VariableFigure | undefined;
  for (const row of rows) {
    const value = row[figure];
    if (Number.isNaN(value) || (found && sign * value <= sign * found.value)) continue;
    found = { variable: row.variable, value };
  }
  return found;
}

interface Limits {
  readonly rhat: number;
  readonly ess: number;
  readonly bfmi: number;
}

function statementOf(draws: Draws, findings: readonly Finding[], figures: DiagnosisFigures, limits: Limits): string {
  const constants = constantsInWords(figures.constantVariables);
  if (findings.length > 0) {
    const count = findings.length === 1 ? "One thing is wrong" : `${findings.length} things are wrong`;
    return `${count}: ${findings.map(({ problem }) => problem).join(" ")}${constants}`;
  }
  const of = (figure: VariableFigure | undefined, limit: number, digits?: number) =>
    figure ? `${inWordsBeside(figure.value, limit, digits)} (\`${figure.variable}\`)` : "not available";
  const parts = [
    `largest R-hat ${of(figures.largestRhat, limits.rhat, 4)}`,
    `least bulk effective sample size ${of(figures.leastEssBulk, limits.ess)}`,
    `least tail effective sample size ${of(figures.leastEssTail, limits.ess)}`,
  ];
  if (figures.energyBfmi) {
    parts.push("no divergence", "no trajectory cut at the largest tree depth");
    parts.push(`least energy fraction ${inWordsBeside(Math.min(...figures.energyBfmi), limits.bfmi)}`);
  }
  const size = `${draws.chainCount} chains of ${draws.iterationCount} draws`;
  return `Nothing speaks against these draws (${size}): ${parts.join(", ")}.${constants}`;
}

/** Fixed values, such as cells of a triangular matrix, are no fault; but they have no figures. */
function constantsInWords(variables: readonly string[]): string {
  if (variables.length === 0) return "";
  return variables.length === 1
    ? ` ${listed(variables)} is constant: it has no R-hat and no effective sample size.`
    : ` ${listed(variables)} are constant: they have no R-hat and no effective sample size.`;
}
