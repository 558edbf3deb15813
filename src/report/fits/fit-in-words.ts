/** What was fitted, to what, and how it was sampled. */

import { formulasOf } from "../../models/formulas.js";
import type { Fit } from "../../models/index.js";
import { formatCount, formatNumber } from "../format-figure.js";
import { listed } from "../words/listed.js";
import { modelOfFit } from "./model-of-fit.js";

/** The model as formulas, one statement a line; undefined where it was not declared as such. */
export function formulasOfFit(fit: Fit): string | undefined {
  const declared = modelOfFit(fit);
  return declared === undefined ? undefined : formulasOf(declared.model.trace);
}

/** `919 rows, 85 levels of county; 89 unknowns.` */
export function dataInWords(fit: Fit): string {
  const { dimension } = fit.model;
  const declared = modelOfFit(fit);
  const { rows, ...others } = declared?.data.sizes ?? {};
  const levels = new Set([...(declared?.data.labels.keys() ?? [])].map(({ name }) => name));
  const sizes = [
    ...(rows === undefined ? [] : [`${formatCount(rows)} row${rows === 1 ? "" : "s"} of data`]),
    ...Object.entries(others).map(([name, size]) =>
      levels.has(name) ? `${formatCount(size)} levels of ${name}` : `${formatCount(size)} ${name}`,
    ),
  ];
  return `${sizes.length === 0 ? "No data" : listed(sizes)}; ${formatCount(dimension)} unknown${dimension === 1 ? "" : "s"}.`;
}

const ENDINGS: Readonly<Record<Fit["ending"], string>> = {
  finished: "all iterations were made",
  precise: "stopped when Monte Carlo errors were small enough",
  interrupted: "interrupted; what had been drawn was kept",
  failed: "a chain could not go on",
};

/** How the sampler was set and what it did, as names and values. */
export function settingsOfRun(fit: Fit): readonly (readonly [name: string, value: string])[] {
  const { positions, state, traces, evaluations, ending, failures } = fit;
  const meanOf = (column: "acceptance" | "stepSize" | "leapfrogs") => {
    const values = traces.flatMap((trace) => Array.from(trace[column]));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const figure = (value: number) => formatNumber(Number(value.toPrecision(3)));
  return [
    ["Chains", `${positions.chainCount}`],
    ["Draws of each", `${formatCount(positions.iterationCount)} after ${formatCount(state.chains[0]?.warmup ?? 0)} of warmup`],
    ["Ending", [ENDINGS[ending], ...failures].join("; ")],
    ["Gradients", `${formatCount(evaluations)}, ${figure(meanOf("leapfrogs"))} for a draw`],
    ["Step size", figure(meanOf("stepSize"))],
    ["Mean acceptance", figure(meanOf("acceptance"))],
  ];
}
