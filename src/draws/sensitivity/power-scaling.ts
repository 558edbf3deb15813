/** Whether a posterior hangs on its prior or its likelihood: both raised to powers near 1. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { isOneValue } from "../chains/moments.js";
import { pooled } from "../chains/split.js";
import type { Draws } from "../draws.js";
import { psis } from "../pareto/psis.js";
import { requireChains, requireThat } from "../requirements.js";
import { matchingVariables } from "../subset-draws.js";
import { cumulativeDistance } from "./cumulative-distance.js";

/** The parts of the log density at each draw: an array for each chain. */
export interface LogComponents {
  readonly logPrior: readonly Float64Array[];
  readonly logLikelihood: readonly Float64Array[];
}

/** What is looked at. */
export interface PowerScalingOptions {
  /** Names; `alpha` also takes every `alpha[…]`. All when not given. */
  readonly variables?: readonly string[];
  /** Sensitivity from which a variable is said to be sensitive; 0.05 when not given. */
  readonly threshold?: number;
}

/** How one variable's posterior changes. */
export interface VariableSensitivity {
  readonly variable: string;
  /** Distance that the posterior moves for a doubling of the prior's power, from powers near 1; NaN where the variable or the log prior is constant. */
  readonly prior: number;
  /** The same of the likelihood's power. */
  readonly likelihood: number;
  /** What that means, in words; empty where the prior does not matter. */
  readonly diagnosis: string;
}

/** Sensitivities of all variables, and whether the weights they are computed with can be trusted. */
export interface PowerScalingSensitivity {
  readonly rows: readonly VariableSensitivity[];
  /** The larger k-hat of the weights of the two powers; `Infinity` and figures above 0.7 speak against the sensitivities. */
  readonly khat: { readonly prior: number; readonly likelihood: number };
}

/** Powers on both sides of 1 from which derivatives are taken. */
const POWERS = [0.99, 1.01] as const;

/**
 * How much the posterior of each variable moves when prior or likelihood are raised to a power a: the mean over a = 0.99 and 1.01 of the cumulative
 * Jensen–Shannon distance between the draws and the draws with Pareto-smoothed weights p^(a − 1), divided by |log2 a|.
 *
 * Prior and likelihood both sensitive: they are in conflict, or the prior is meant to be strong. Only the prior: it decides, or the data say little.
 * @throws InvalidArgument for components that do not fit the draws or are not finite, unknown variables and a threshold that is not positive.
 * Source: kallioinen2024detecting.
 */
export function powerScalingSensitivity(
  draws: Draws,
  { logPrior, logLikelihood }: LogComponents,
  options: PowerScalingOptions = {},
): PowerScalingSensitivity {
  const caller = "powerScalingSensitivity";
  const { threshold = 0.05 } = options;
  requireThat(threshold > 0, caller, "threshold", "be positive", threshold);
  const variables = options.variables ? matchingVariables(caller, draws, options.variables) : draws.variables;
  const prior = scaledWeights(caller, "logPrior", draws, logPrior);
  const likelihood = scaledWeights(caller, "logLikelihood", draws, logLikelihood);
  const rows = variables.map((variable): VariableSensitivity => {
    const values = pooled(draws.of(variable));
    const order = Int32Array.from(values, (_, s) => s).sort((a, b) => values[a] - values[b] || a - b);
    const sorted = Float64Array.from(order, (s) => values[s]);
    const figures = { prior: sensitivity(sorted, order, prior), likelihood: sensitivity(sorted, order, likelihood) };
    return { variable, ...figures, diagnosis: inWords(figures, threshold) };
  });
  return { rows, khat: { prior: prior.khat, likelihood: likelihood.khat } };
}

interface ScaledWeights {
  /** Of each power; none where the component is constant. */
  readonly weights: readonly Float64Array[];
  readonly khat: number;
}

function scaledWeights(caller: string, name: string, draws: Draws, chains: readonly Float64Array[]): ScaledWeights {
  requireChains(caller, name, chains);
  const component = pooled(chains);
  const count = draws.chainCount * draws.iterationCount;
  requireThat(component.length === count, caller, name, `hold ${count} numbers`, component.length);
  requireThat(component.every(Number.isFinite), caller, name, "be finite", component);
  if (isOneValue(component)) return { weights: [], khat: Number.NaN };
  const smoothed = POWERS.map((power) => psis(component.map((value) => value * (power - 1))));
  const khats = smoothed.map(({ khat }) => khat).filter((khat) => !Number.isNaN(khat));
  return {
    weights: smoothed.map(({ logWeights }) => logWeights.map(exp)),
    khat: khats.length === 0 ? Number.NaN : Math.max(...khats),
  };
}

function sensitivity(sorted: Float64Array, order: Int32Array, { weights }: ScaledWeights): number {
  const isInformative = sorted[sorted.length - 1] > sorted[0] && Number.isFinite(sorted[0] + sorted[sorted.length - 1]);
  if (weights.length === 0 || !isInformative) return Number.NaN;
  const perDoubling = weights.map((own, k) => {
    const inOrder = Float64Array.from(order, (s) => own[s]);
    return (cumulativeDistance(sorted, inOrder) * Math.LN2) / Math.abs(log(POWERS[k]));
  });
  return perDoubling.reduce((sum, value) => sum + value, 0) / perDoubling.length;
}

function inWords({ prior, likelihood }: { readonly prior: number; readonly likelihood: number }, threshold: number): string {
  if (!(prior >= threshold)) return "";
  return likelihood >= threshold
    ? "prior and likelihood both move it: they may be in conflict, or the prior is strong"
    : "the prior moves it and the likelihood does not: the prior is strong, or the data say little about it";
}
