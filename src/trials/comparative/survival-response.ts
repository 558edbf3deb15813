/** Time to an event as response. */
import { type SurvivalObserved, type SurvivalTally, survival } from "../../endpoints/survival.js";
import { checkKnown, checkPositive } from "../requirements.js";
import { logRatioComparison, waldHomogeneity } from "./arm-tests.js";
import type { Response } from "./response.js";
import { checkLarger } from "./response-options.js";

export interface SurvivalResponseOptions {
  /** Longest follow-up of a patient: positive and finite. */
  readonly followUp: number;
  /** Whether a long time is good; "better" when not given. */
  readonly larger?: "better" | "worse";
}

/**
 * Returns the response of trials that compare times to an event through the event rates of patients whose follow-up has ended (an exponential
 * model): two arms by the Wald test of log hazards, several by the Wald chi-square of hazards. Var(hazard) = events / time².
 *
 * @throws InvalidArgument for a follow-up that is not positive.
 * Source: collett2015modelling.
 */
export function survivalResponse(options: SurvivalResponseOptions): Response<number, SurvivalObserved, SurvivalTally> {
  checkKnown("survivalResponse", options, ["followUp", "larger"]);
  const { followUp, larger = "better" } = options;
  checkPositive("survivalResponse", "followUp", followUp, "time");
  checkLarger("survivalResponse", larger);
  const read = ({ patients, events, time }: SurvivalTally) => ({
    estimate: events / time,
    variance: (patients * events) / (time * time),
    patients,
  });
  return {
    name: "survival",
    endpoint: survival({ followUp }),
    larger,
    direction: larger === "better" ? -1 : 1,
    scale: "rate",
    patients: ({ patients }) => patients,
    estimate: (tally) => read(tally).estimate,
    variance: (tally) => read(tally).variance,
    compare: (first, second) => logRatioComparison(read(first), read(second)),
    homogeneity: (tallies) => waldHomogeneity(tallies.map(read)),
    protocol: `the time to an event within a follow-up of ${followUp} time units; longer times are ${larger}`,
    test: "the Wald test of log hazards (exponential model)",
    recipe: { make: "survivalResponse", options: { ...options } },
  };
}
