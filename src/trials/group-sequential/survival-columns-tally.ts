/** The tally of an arm of a simulated survival trial that has ended. */
import type { SurvivalTally } from "../../endpoints/survival.js";
import type { SimulatedPatients } from "./survival-columns.js";

type EndedTrial = SimulatedPatients & { readonly duration: number };

/** Of those on the arm whose follow-up has ended; a live view, as results of trials are. */
export function survivalColumnsTally(trial: EndedTrial, arm: number): SurvivalTally {
  const { arms, duration, ends, enrolled, isEvent } = trial;
  let patients = 0;
  let events = 0;
  for (let i = 0; i < enrolled; i++) {
    const counts = +(arms[i] === arm) & +(ends[i] <= duration);
    patients += counts;
    events += counts & isEvent[i];
  }
  return {
    patients,
    events,
    // Made only when asked for.
    get time() {
      return timeFollowed(trial, arm);
    },
  };
}

/** Summed in the order in which follow-ups ended. */
function timeFollowed({ arms, duration, ends, enrolled, followUps }: EndedTrial, arm: number): number {
  const ended: number[] = [];
  for (let i = 0; i < enrolled; i++) if (arms[i] === arm && ends[i] <= duration) ended.push(i);
  let sum = 0;
  for (const i of ended.sort((a, b) => ends[a] - ends[b] || a - b)) sum += followUps[i];
  return sum;
}
