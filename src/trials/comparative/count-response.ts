/** The number of recurrent events of a patient as response. */
import { type CountObserved, type CountTally, count, type EventTimes } from "../../endpoints/count.js";
import { checkKnown, checkPositive } from "../requirements.js";
import { logRatioComparison, waldHomogeneity } from "./arm-tests.js";
import type { Response } from "./response.js";
import { checkLarger } from "./response-options.js";

export interface CountResponseOptions {
  /** Length of a patient's follow-up: positive and finite. */
  readonly exposure: number;
  /** Whether many events are good; "worse" when not given. */
  readonly larger?: "better" | "worse";
}

/**
 * Returns the response of trials that compare event rates: two arms by the Wald test of log rates, several by the Wald chi-square of rates.
 *
 * The variance is that of the moments, never less than Poisson's: Var(rate) = max(Σy, Σy² − r² Σt²) / (Σt)².
 *
 * @throws InvalidArgument for an exposure that is not positive.
 * Source: cook2007statistical.
 */
export function countResponse(options: CountResponseOptions): Response<EventTimes, CountObserved, CountTally> {
  checkKnown("countResponse", options, ["exposure", "larger"]);
  const { exposure, larger = "worse" } = options;
  checkPositive("countResponse", "exposure", exposure, "time");
  checkLarger("countResponse", larger);
  const read = ({ patients, events, exposure: time, eventSquares, exposureSquares }: CountTally) => {
    const rate = events / time;
    const dispersed = eventSquares - rate * rate * exposureSquares;
    return { estimate: rate, variance: (patients * Math.max(events, dispersed)) / (time * time), patients };
  };
  return {
    name: "count",
    endpoint: count({ exposure }),
    larger,
    direction: larger === "better" ? 1 : -1,
    scale: "rate",
    patients: ({ patients }) => patients,
    estimate: (tally) => read(tally).estimate,
    variance: (tally) => read(tally).variance,
    compare: (first, second) => logRatioComparison(read(first), read(second)),
    homogeneity: (tallies) => waldHomogeneity(tallies.map(read)),
    protocol: `the rate of events over a follow-up of ${exposure} time units; higher rates are ${larger}`,
    test: "the Wald test of log rates",
    recipe: { make: "countResponse", options: { ...options } },
  };
}
