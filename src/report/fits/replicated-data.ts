/** Data that a fitted model would give, for some of its draws. */
import { type Draws, drawsFromArrays } from "../../draws/index.js";
import type { Fit } from "../../models/index.js";
import { lengthOf } from "../../models/variables.js";
import { rngFromSeed } from "../../random/index.js";
import { modelOfFit } from "./model-of-fit.js";

/** Observed values and draws of them. */
export interface PredictiveCheck {
  readonly column: string;
  readonly observed: Float64Array;
  readonly replicated: Draws;
}

/** For each observed column what was observed, and so many replicates at equally spaced draws: those that `fit.predict({ seed })` has there. */
export function predictiveChecks(fit: Fit, seed: number | string, most: number): readonly PredictiveCheck[] {
  const recorder = fit.model.predictiveRecorder(rngFromSeed(seed));
  const { chainCount, iterationCount, variables } = fit.positions;
  const columns = variables.map((variable) => fit.positions.of(variable));
  const total = chainCount * iterationCount;
  const count = Math.min(most, total);
  const size = recorder.variables.length;
  const values = new Float64Array(size);
  const position = new Float64Array(columns.length);
  const chain = new Float64Array(size * count);
  for (let r = 0; r < count; r++) {
    const draw = Math.floor((r * total) / count);
    const [c, i] = [Math.floor(draw / iterationCount), draw % iterationCount];
    for (let k = 0; k < position.length; k++) position[k] = columns[k][c][i];
    recorder.writeInto(values, position, draw);
    for (let k = 0; k < size; k++) chain[k * count + r] = values[k];
  }
  return observedColumns(fit).map(({ column, observed, start }) => {
    const end = start + observed.length;
    const replicated = drawsFromArrays(recorder.variables.slice(start, end), [chain.slice(start * count, end * count)]);
    return { column, observed, replicated };
  });
}

interface ObservedColumn {
  readonly column: string;
  readonly observed: Float64Array;
  /** Where its values begin among all that are observed. */
  readonly start: number;
}

/** The observed statements that are about a column of data. */
export function observedColumns(fit: Fit): readonly ObservedColumn[] {
  const declared = modelOfFit(fit);
  if (declared === undefined) return [];
  const { model, data } = declared;
  const columns: ObservedColumn[] = [];
  let start = 0;
  for (const { subject, observed } of model.trace.statements) {
    if (!observed) continue;
    const column = subject.about.name as string;
    const values = subject.operation === "column" ? data.columns[column] : undefined;
    if (values !== undefined) columns.push({ column, observed: Float64Array.from(values), start });
    start += lengthOf(subject.axis, data);
  }
  return columns;
}
