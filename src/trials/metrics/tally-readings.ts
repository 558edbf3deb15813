/** What metrics read off the tallies of endpoints: a total, and an estimate of what the scenario states as truth. */
import type { BinaryTally } from "../../endpoints/binary.js";
import type { ContinuousTally } from "../../endpoints/continuous.js";
import type { CountTally } from "../../endpoints/count.js";
import type { SurvivalTally } from "../../endpoints/survival.js";
import type { MetricDescription } from "../operating-characteristics.js";

/** How to read an arm's tally. */
export interface TallyReading {
  /** What the total is called, in names and labels. */
  readonly name: string;
  readonly unit: MetricDescription["unit"];
  total(tally: unknown): number;
  /** The raw estimate of the arm's true value; NaN without data. Absent where the tally gives none. */
  estimate?(tally: unknown): number;
}

/** Events; the estimate is the proportion of patients with one. */
export const readBinary: TallyReading = {
  name: "events",
  unit: "events",
  total: (tally) => (tally as BinaryTally).events,
  estimate: (tally) => (tally as BinaryTally).events / (tally as BinaryTally).evaluated,
};

/** The sum of the values; the estimate is their mean. */
export const readContinuous: TallyReading = {
  name: "sum",
  unit: "number",
  total: (tally) => (tally as ContinuousTally).count * (tally as ContinuousTally).mean,
  estimate: (tally) => ((tally as ContinuousTally).count > 0 ? (tally as ContinuousTally).mean : Number.NaN),
};

/** Events; the estimate is their number by exposure. */
export const readCount: TallyReading = {
  name: "events",
  unit: "events",
  total: (tally) => (tally as CountTally).events,
  estimate: (tally) => (tally as CountTally).events / (tally as CountTally).exposure,
};

/** Events of the patients whose follow-up has ended: all events that have happened. */
export const readSurvival: TallyReading = {
  name: "events",
  unit: "events",
  total: (tally) => (tally as SurvivalTally).events,
};
