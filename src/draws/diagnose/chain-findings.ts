/** Findings from the draws themselves: chains that stand still or disagree, and too few effective draws. */
import { isOneValue, meanOf, varianceAround } from "../chains/moments.js";
import type { Draws } from "../draws.js";
import { chainsInWords, type Finding, type FindingKind, inWords, inWordsBeside, listed, type VariableFigure } from "./finding.js";

/** The convergence figures of one variable. */
export interface VariableConvergence {
  readonly variable: string;
  readonly rhat: number;
  readonly essBulk: number;
  readonly essTail: number;
}

/** Variables with draws that are NaN or infinite. */
export function notFiniteFinding(counts: readonly VariableFigure[]): Finding[] {
  if (counts.length === 0) return [];
  return [
    {
      kind: "not-finite",
      problem: `${listed(counts.map(({ variable }) => variable))} ${counts.length === 1 ? "has" : "have"} draws that are NaN or infinite (${counts[0].value} of \`${counts[0].variable}\`); nothing can be said about ${counts.length === 1 ? "it" : "them"}.`,
      advice: "Look for an overflow, a division by 0 or a logarithm of 0 in what is computed from the parameters.",
      variables: counts,
      chains: [],
      figures: { variables: counts.length },
    },
  ];
}

/** Chains in which a variable never moved while it moved in others. */
export function stuckChainFinding(draws: Draws, variables: readonly string[]): Finding[] {
  if (draws.iterationCount < 2) return [];
  const stuck = new Map<number, string[]>();
  for (const variable of variables) {
    const still = draws.of(variable).map(isOneValue);
    if (still.every((value) => value)) continue;
    still.forEach((isStill, chain) => {
      if (isStill) stuck.set(chain, [...(stuck.get(chain) ?? []), variable]);
    });
  }
  if (stuck.size === 0) return [];
  const chains = [...stuck.keys()].sort((a, b) => a - b);
  const names = [...new Set([...stuck.values()].flat())];
  return [
    {
      kind: "stuck-chain",
      problem: `${listed(names)} never moved in ${chainsInWords(chains)}.`,
      advice:
        "The chain rejected every step: start it elsewhere, give it a longer warmup or shorter first steps, and leave it out of what is reported.",
      variables: names.map((variable) => ({ variable, value: 0 })),
      chains,
      figures: { chains: chains.length },
    },
  ];
}

/** Variables whose chains disagree. Source: vehtari2021rank. */
export function rhatFinding(draws: Draws, convergence: readonly VariableConvergence[], threshold: number): Finding[] {
  const high = convergence.filter(({ rhat }) => rhat > threshold).sort((a, b) => b.rhat - a.rhat);
  if (high.length === 0) return [];
  const [worst] = high;
  const outlier = draws.chainCount > 2 ? chainElsewhere(draws.of(worst.variable)) : undefined;
  const apart = outlier
    ? ` Chain ${outlier.chain + 1} is elsewhere: its mean of \`${worst.variable}\` is ${inWords(outlier.mean)}, that of the others ${inWords(outlier.others)}.`
    : "";
  return [
    {
      kind: "rhat",
      problem: `The chains disagree: R-hat is above ${threshold} for ${high.length} of ${convergence.length} variables, ${inWordsBeside(worst.rhat, threshold, 4)} for \`${worst.variable}\`.${apart}`,
      advice: outlier
        ? "Chains that stay in different places mean several modes, or a region that cannot be left: look for symmetries (labels that can be swapped, signs), order or constrain such parameters, or use stronger priors. More iterations alone will not help."
        : "Do not use these draws yet: run longer (double warmup and iterations); if R-hat stays, reparametrize, or use stronger priors for what the data do not determine.",
      variables: high.map(({ variable, rhat }) => ({ variable, value: rhat })),
      chains: outlier ? [outlier.chain] : [],
      figures: { largestRhat: worst.rhat, threshold },
    },
  ];
}

/** A chain whose mean is farther from that of the others than 5 times what they differ among themselves, and than the spread within chains. */
function chainElsewhere(chains: readonly Float64Array[]): { chain: number; mean: number; others: number } | undefined {
  const means = chains.map(meanOf);
  const spread = Math.sqrt(chains.reduce((sum, chain, c) => sum + varianceAround(means[c], chain), 0) / chains.length);
  for (let chain = 0; chain < means.length; chain++) {
    const rest = means.filter((_, other) => other !== chain);
    const others = rest.reduce((sum, mean) => sum + mean, 0) / rest.length;
    const range = Math.max(...rest) - Math.min(...rest);
    const distance = Math.abs(means[chain] - others);
    if (distance > 5 * range && distance > spread) return { chain, mean: means[chain], others };
  }
  return undefined;
}

/** Variables with too few effective draws. Source: vehtari2021rank. */
export function essFinding(
  draws: Draws,
  convergence: readonly VariableConvergence[],
  figure: "essBulk" | "essTail",
  perChain: number,
): Finding[] {
  const wanted = perChain * draws.chainCount;
  const low = convergence.filter((row) => row[figure] < wanted).sort((a, b) => a[figure] - b[figure]);
  if (low.length === 0) return [];
  const [worst] = low;
  const isBulk = figure === "essBulk";
  const kind: FindingKind = isBulk ? "ess-bulk" : "ess-tail";
  const iterations = Math.ceil((draws.iterationCount * wanted) / worst[figure] / 100) * 100;
  const unreliable = isBulk ? "means and medians" : "5 % and 95 % quantiles";
  return [
    {
      kind,
      problem: `${isBulk ? "Bulk" : "Tail"} effective sample size is below ${wanted} (${perChain} for each chain) for ${low.length} of ${convergence.length} variables, ${inWordsBeside(worst[figure], wanted)} for \`${worst.variable}\`: their ${unreliable} are unreliable, and so is R-hat.`,
      advice:
        worst[figure] < 0.01 * draws.iterationCount * draws.chainCount
          ? "The draws hardly move: reparametrize, or use a dense or low-rank metric; more iterations alone would take too long."
          : `Run about ${iterations} iterations for each chain instead of ${draws.iterationCount}.`,
      variables: low.map((row) => ({ variable: row.variable, value: row[figure] })),
      chains: [],
      figures: { least: worst[figure], wanted, iterations },
    },
  ];
}
