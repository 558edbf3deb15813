/** How well models are expected to predict, as tables. */
import type { DoubtfulObservation, LooEstimate, ModelComparison, SumEstimate, WaicEstimate } from "../../draws/index.js";
import type { Column, Figure, Table } from "../../trials/table.js";
import { formatCount, formatNumber } from "../format-figure.js";

const figureOf = ({ estimate, standardError }: SumEstimate): Figure => ({ value: estimate, standardError });

const NAMES = {
  loo: ["leave-one-out", "looic"],
  waic: ["widely applicable information criterion", "waic"],
} as const;

/** Observations that a note names. */
const NAMED = 3;

/**
 * Returns what `fit.loo()` or `fit.waic()` found as a table: expected log predictive density, effective number of parameters and information criterion, each with
 * its standard error; notes say which observations make them doubtful.
 */
export function accuracyTable(accuracy: LooEstimate | WaicEstimate, title = "Expected predictive accuracy"): Table {
  const [method, criterion] = NAMES[accuracy.method];
  const line = (quantity: string, sum: SumEstimate) => ({ quantity, estimate: figureOf(sum) });
  return {
    title,
    columns: [
      { name: "quantity", label: "quantity" },
      { name: "estimate", label: "estimate", unit: "number" },
    ],
    rows: [
      line("expected log predictive density", accuracy.elpd),
      line("effective number of parameters", accuracy.effectiveParameters),
      line(`information criterion (${criterion})`, accuracy.informationCriterion),
    ],
    notes: [
      `By ${method} over ${formatCount(accuracy.observationCount)} observations, from ${formatCount(accuracy.drawCount)} draws; ± standard error.`,
      ...(accuracy.method === "loo" && accuracy.matched.length > 0 ? [matchedInWords(accuracy)] : []),
      doubtsInWords(accuracy),
    ],
  };
}

function matchedInWords({ matched }: LooEstimate): string {
  const whose = matched.length === 1 ? "1 observation" : `${formatCount(matched.length)} observations`;
  return `Draws were moved by moment matching for ${whose}; k-hat thereafter: ${named(matched)}.`;
}

/** The first few by label, with their figure. */
function named(observations: readonly DoubtfulObservation[]): string {
  const some = observations.slice(0, NAMED).map(({ label, value }) => `${label} (${formatNumber(Number(value.toFixed(2)))})`);
  const more = observations.length > NAMED ? ` and ${observations.length - NAMED} more` : "";
  return `${some.join(", ")}${more}`;
}

function doubtsInWords(accuracy: LooEstimate | WaicEstimate): string {
  const isLoo = accuracy.method === "loo";
  const doubtful = isLoo ? accuracy.highKhat : accuracy.highVariance;
  const limit = isLoo ? formatNumber(Number(accuracy.khatThreshold.toFixed(2))) : "0.4";
  const what = isLoo ? `Pareto k-hat above ${limit}` : `variance of the log-likelihood above ${limit}`;
  if (doubtful.length === 0) return `No observation has a ${what}: the estimates can be trusted.`;
  const have = doubtful.length === 1 ? "1 observation has" : `${formatCount(doubtful.length)} observations have`;
  return `${have} a ${what}, so the estimates are unreliable: ${named(doubtful)}.`;
}

/** Returns what `compareModels` found as a table: the best model first, the others' differences from it. */
export function modelComparisonTable(comparisons: readonly ModelComparison[], title = "Models compared"): Table {
  const figure = (name: string, label: string): Column => ({ name, label, unit: "number" });
  const cautions = comparisons.flatMap(({ model, cautions: own }) => own.map((caution) => `${model}: ${caution}.`));
  return {
    title,
    columns: [
      { name: "model", label: "model" },
      figure("difference", "difference in elpd"),
      { name: "probabilityWorse", label: "probability of being worse", unit: "proportion" },
      figure("elpd", "elpd"),
      figure("effectiveParameters", "effective parameters"),
    ],
    rows: comparisons.map(({ model, difference, probabilityWorse, elpd, effectiveParameters }) => ({
      model,
      difference: figureOf(difference),
      ...(Number.isNaN(probabilityWorse) ? {} : { probabilityWorse: { value: Number(probabilityWorse.toFixed(3)) } }),
      elpd: figureOf(elpd),
      effectiveParameters: figureOf(effectiveParameters),
    })),
    notes: ["elpd: expected log predictive density of new observations, by leave-one-out; ± standard error.", ...cautions],
  };
}
