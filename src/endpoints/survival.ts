/** Time to an event, censored while the patient is event-free. */
import { InvalidArgument } from "../errors.js";
import type { Endpoint } from "./endpoint.js";

/** Time under observation, and whether it ended in the event. */
export interface SurvivalObserved {
  readonly time: number;
  readonly event: boolean;
}

/** Sums over patients whose follow-up ended (event, or lost). Those still followed are in `TrialData.pendingPatients`. */
export interface SurvivalTally {
  readonly patients: number;
  readonly events: number;
  readonly time: number;
}

/**
 * The time-to-event endpoint; its information is the number of events.
 *
 * @param options.followUp Longest follow-up of a patient, in the scenario's time unit; unlimited when not given.
 * @throws InvalidArgument when the follow-up is not positive.
 */
export function survival(options: { readonly followUp?: number } = {}): Endpoint<number, SurvivalObserved, SurvivalTally> {
  const { followUp: longest = Infinity } = options;
  if (!(longest > 0)) throw new InvalidArgument("survival", "followUp", "be a positive time", longest);
  return {
    name: "survival",
    outcomes: "time to event",
    completeAfter: (time) => (time < longest ? time : longest),
    unobserved: Object.freeze({ time: 0, event: false }),
    observe: (time, followUp) => {
      const seen = followUp < longest ? followUp : longest;
      return time <= seen ? { time, event: true } : { time: seen, event: false };
    },
    isComplete: (observed) => observed.event || observed.time >= longest,
    emptyTally: Object.freeze({ patients: 0, events: 0, time: 0 }),
    add: (tally, observed) => ({
      patients: tally.patients + 1,
      events: tally.events + (observed.event ? 1 : 0),
      time: tally.time + observed.time,
    }),
    information: (tally) => tally.events,
    parse: parseSurvival,
    describe: ({ time, event }) => `${event ? "event" : "no event"} at ${time}`,
  };
}

function parseSurvival(recorded: unknown, path: string): SurvivalObserved {
  const { time, event } = (typeof recorded === "object" && recorded !== null ? recorded : {}) as Record<string, unknown>;
  if (typeof time !== "number" || !(time >= 0 && time < Infinity)) {
    throw new InvalidArgument("observe", `${path}.time`, "be a finite time, 0 or later", time);
  }
  if (typeof event !== "boolean") throw new InvalidArgument("observe", `${path}.event`, "be true or false", event);
  return { time, event };
}
