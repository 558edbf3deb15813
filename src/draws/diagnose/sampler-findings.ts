/** Findings from what the sampler recorded: divergences, tree depth, energy. */
import { VariableDraws } from "../chains/variable-draws.js";
import type { Draws, SamplerTrace } from "../draws.js";
import { divergentPlaces } from "./divergences.js";
import { chainsInWords, type Finding, inWords, inWordsBeside, listed } from "./finding.js";
import { bestSeparation, correlation, type Narrowing, narrowingVariables, type Separation } from "./separation.js";

const RAISE_ACCEPTANCE = "raise the target acceptance probability (0.95, then 0.99) so that the steps become shorter";

/** The divergences, with the variable that tells them from other draws. */
export function divergenceFinding(draws: Draws, traces: readonly SamplerTrace[], variables: readonly string[]): Finding[] {
  const places = divergentPlaces(traces);
  if (places.length === 0) return [];
  const { iterationCount } = draws;
  const isDivergent = new Uint8Array(iterationCount * traces.length);
  for (const { chain, iteration } of places) isDivergent[chain * iterationCount + iteration] = 1;
  const chains = [...new Set(places.map(({ chain }) => chain))];
  const share = places.length / isDivergent.length;
  const separation = bestSeparation(draws, variables, isDivergent);
  const narrowing = separation ? narrowingVariables(draws, variables, separation) : [];
  const count = `${places.length} of ${isDivergent.length} trajectories diverged (${inWords(100 * share)} %, in ${chainsInWords(chains)})`;
  return [
    {
      kind: "divergences",
      problem: `${count}, so a part of the posterior may be left out${separation ? `: ${separationInWords(separation, narrowing)}` : ""}.`,
      advice: divergenceAdvice(separation, narrowing),
      variables: variablesOf(separation, narrowing),
      chains,
      figures: {
        divergences: places.length,
        share,
        ...(separation && {
          probabilityLower: separation.probabilityLower,
          medianDivergent: separation.medianDivergent,
          medianOther: separation.medianOther,
        }),
      },
    },
  ];
}

function variablesOf(separation: Separation | undefined, narrowing: readonly Narrowing[]) {
  if (!separation) return [];
  return [
    { variable: separation.variable, value: separation.probabilityLower },
    ...narrowing.map(({ variable, correlation: value }) => ({ variable, value })),
  ];
}

function separationInWords(separation: Separation, narrowing: readonly Narrowing[]): string {
  const isLow = separation.probabilityLower > 0.5;
  const probability = isLow ? separation.probabilityLower : 1 - separation.probabilityLower;
  const where =
    `they have ${isLow ? "low" : "high"} \`${separation.variable}\` (median ${inWords(separation.medianDivergent)} against ` +
    `${inWords(separation.medianOther)} of the other draws; ${isLow ? "lower" : "higher"} than theirs with probability ${inWords(probability)})`;
  if (narrowing.length === 0) return where;
  const names = listed(narrowing.map(({ variable }) => variable));
  return `${where}, where ${names} narrow${narrowing.length === 1 ? "s" : ""} (rank correlation ${inWords(narrowing[0].correlation)} of its spread with \`${separation.variable}\`)`;
}

function divergenceAdvice(separation: Separation | undefined, narrowing: readonly Narrowing[]): string {
  if (!separation)
    return `The divergences have no place of their own: ${RAISE_ACCEPTANCE}; if some remain, look at pairs of variables.`;
  if (narrowing.length === 0) {
    const end = separation.probabilityLower > 0.5 ? "low" : "high";
    return (
      `The posterior bends sharply where \`${separation.variable}\` is ${end}: give it another scale or a prior that keeps it from ` +
      `there if the data say little about it; or ${RAISE_ACCEPTANCE}.`
    );
  }
  const scale = separation.variable;
  const effect = stemOf(narrowing[0].variable);
  return (
    `This is a funnel: \`${scale}\` sets the spread of \`${effect}\`. Write \`${effect}\` in the non-centered form, location + ` +
    `${scale} × z with z standard normal (\`centered: false\`), or in the centered one if it is not centered now and the data are ` +
    `many; a tighter prior on \`${scale}\` helps too. Only then ${RAISE_ACCEPTANCE}.`
  );
}

const stemOf = (variable: string) => (variable.includes("[") ? variable.slice(0, variable.indexOf("[")) : variable);

/** Trajectories that were cut at the largest tree depth. Source: betancourt2017conceptual. */
export function treeDepthFinding(traces: readonly SamplerTrace[], saturated: number, maxTreeDepth: number): Finding[] {
  if (saturated === 0) return [];
  const total = traces.reduce((sum, { treeDepth }) => sum + treeDepth.length, 0);
  const chains = traces.flatMap(({ treeDepth }, chain) => (treeDepth.some((depth) => depth >= maxTreeDepth) ? [chain] : []));
  const share = saturated / total;
  return [
    {
      kind: "tree-depth",
      problem: `${saturated} of ${total} trajectories (${inWords(100 * share)} %, in ${chainsInWords(chains)}) reached the largest tree depth of ${maxTreeDepth}: they turn back too early, which costs time, not correctness.`,
      advice: `Variables of very different scales or strong correlations make trajectories long: rescale them, use a dense or low-rank metric, or a longer warmup; if that does not help, allow a tree depth of ${maxTreeDepth + 2}.`,
      variables: [],
      chains,
      figures: { saturated, share, maxTreeDepth },
    },
  ];
}

/** Chains whose energies change too little from draw to draw. Source: betancourt2016diagnosing. */
export function energyFinding(
  draws: Draws,
  traces: readonly SamplerTrace[],
  variables: readonly string[],
  bfmi: readonly number[],
  threshold: number,
): Finding[] {
  const chains = bfmi.flatMap((value, chain) => (value < threshold ? [chain] : []));
  if (chains.length === 0) return [];
  const least = Math.min(...chains.map((chain) => bfmi[chain]));
  const suspects = energyCorrelations(draws, traces, variables).slice(0, 3);
  const blame =
    suspects.length > 0
      ? ` \`${suspects[0].variable}\` goes most with the energy (rank correlation ${inWords(suspects[0].value)}).`
      : "";
  return [
    {
      kind: "energy",
      problem: `The energy Bayesian fraction of missing information is ${inWordsBeside(least, threshold)} (below ${threshold}, in ${chainsInWords(chains)}): the sampler moves too slowly between the middle and the tails.${blame}`,
      advice: `Heavy tails or a scale that sets the spread of many variables cause this: ${suspects.length > 0 ? `reparametrize what \`${suspects[0].variable}\` scales (the non-centered form; in a model: \`centered: false\`), ` : ""}use lighter-tailed priors, or run a longer warmup.`,
      variables: suspects,
      chains,
      figures: { leastBfmi: least, threshold },
    },
  ];
}

function energyCorrelations(draws: Draws, traces: readonly SamplerTrace[], variables: readonly string[]) {
  const energy = new VariableDraws(traces.map((trace) => trace.energy));
  if (!energy.isInformative) return [];
  return variables
    .flatMap((variable) => {
      const own = new VariableDraws(draws.of(variable));
      return own.isInformative ? [{ variable, value: correlation(energy.scores.values, own.scores.values) }] : [];
    })
    .filter(({ value }) => Math.abs(value) > 0.2)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}
