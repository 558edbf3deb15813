/** A continuous measurement taken once, at a fixed time after entry. */
import { InvalidArgument } from "../errors.js";
import type { Endpoint } from "./endpoint.js";

/** The value, or null while it has not been measured. */
export interface ContinuousObserved {
  readonly value: number | null;
}

/** Count, mean and sum of squared deviations from the mean of the measured patients. */
export interface ContinuousTally {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

const NOT_MEASURED: ContinuousObserved = Object.freeze({ value: null });

/**
 * The endpoint of trials that compare means: known `measuredAfter` time units after entry.
 *
 * mean ← mean + (x − mean)/n, squares ← squares + (x − mean_old)(x − mean_new).
 *
 * @param options.measuredAfter Time from entry to the measurement; 0 (at once) when not given.
 * @throws InvalidArgument when the time is negative or not finite.
 * Source: welford1962note.
 */
export function continuous(
  options: { readonly measuredAfter?: number } = {},
): Endpoint<number, ContinuousObserved, ContinuousTally> {
  const { measuredAfter = 0 } = options;
  if (!(measuredAfter >= 0 && measuredAfter < Infinity)) {
    throw new InvalidArgument("continuous", "measuredAfter", "be a finite time, 0 or later", measuredAfter);
  }
  return {
    name: "continuous",
    outcomes: "number",
    completeAfter: () => measuredAfter,
    followUp: measuredAfter,
    unobserved: NOT_MEASURED,
    observe: (value, followUp) => (followUp >= measuredAfter ? { value } : NOT_MEASURED),
    isComplete: (observed) => observed.value !== null,
    emptyTally: Object.freeze({ count: 0, mean: 0, squares: 0 }),
    add: (tally, { value }) => (value === null ? tally : addValue(tally, value)),
    information: (tally) => tally.count,
    countsPatients: true,
    parse: parseValue,
    describe: ({ value }) => (value === null ? "not measured yet" : String(value)),
  };
}

function addValue(tally: ContinuousTally, value: number): ContinuousTally {
  const count = tally.count + 1;
  const difference = value - tally.mean;
  const mean = tally.mean + difference / count;
  return { count, mean, squares: tally.squares + difference * (value - mean) };
}

function parseValue(recorded: unknown, path: string): ContinuousObserved {
  const value = typeof recorded === "object" && recorded !== null ? (recorded as { value?: unknown }).value : recorded;
  if (value !== null && (typeof value !== "number" || !Number.isFinite(value))) {
    throw new InvalidArgument("observe", `${path}.value`, "be a finite number, or null (not measured)", value);
  }
  return { value };
}
