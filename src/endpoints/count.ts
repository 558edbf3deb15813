/** The number of recurrent events of a patient: over a follow-up of fixed length, or until the analysis. */
import { InvalidArgument } from "../errors.js";
import type { Endpoint } from "./endpoint.js";

/**
 * The outcome: times from entry of the patient's events, in increasing order. `at(i)` is the time of event number i from 0, and undefined or
 * Infinity when there is none; an array of all times is one.
 */
export interface EventTimes {
  at(index: number): number | undefined;
}

/** Events so far, and the time they were counted over. */
export interface CountObserved {
  readonly events: number;
  readonly exposure: number;
}

/**
 * Sums over patients whose follow-up ended, complete or lost (a patient lost early counts with the exposure that was seen).
 *
 * Σy and Σt give rates; Σy² and Σt² the overdispersion by moments: Var(y) = μt + k(μt)² has k̂ = (Σy² − Σy) / (μ̂² Σt²) − 1.
 */
export interface CountTally {
  readonly patients: number;
  readonly events: number;
  readonly exposure: number;
  /** Σy², squares of the patients' numbers of events. */
  readonly eventSquares: number;
  /** Σt², squares of the patients' exposures. */
  readonly exposureSquares: number;
}

/**
 * The endpoint of trials that compare event rates. Its information is the number of events of patients whose follow-up has ended;
 * those still followed are in `TrialData.pendingPatients`, with the events and the exposure so far.
 *
 * @param options.exposure Length of a patient's follow-up; when not given, patients are followed until the analysis (their follow-up
 * never ends by itself, so that reviews are called by enrollment or calendar time).
 * @throws InvalidArgument when the exposure is not a positive time.
 */
export function count(options: { readonly exposure?: number } = {}): Endpoint<EventTimes, CountObserved, CountTally> {
  const { exposure: longest = Infinity } = options;
  if (typeof longest !== "number" || !(longest > 0))
    throw new InvalidArgument("count", "exposure", "be a positive time", longest);
  return {
    name: "count",
    outcomes: "event times",
    completeAfter: () => longest,
    followUp: longest,
    unobserved: Object.freeze({ events: 0, exposure: 0 }),
    observe(times, followUp) {
      const exposure = followUp < longest ? followUp : longest;
      let events = 0;
      while ((times.at(events) ?? Infinity) <= exposure) events++;
      return { events, exposure };
    },
    isComplete: (observed) => observed.exposure >= longest,
    emptyTally: Object.freeze({ patients: 0, events: 0, exposure: 0, eventSquares: 0, exposureSquares: 0 }),
    add: (tally, { events, exposure }) => ({
      patients: tally.patients + 1,
      events: tally.events + events,
      exposure: tally.exposure + exposure,
      eventSquares: tally.eventSquares + events * events,
      exposureSquares: tally.exposureSquares + exposure * exposure,
    }),
    information: (tally) => tally.events,
    parse: parseCount,
    describe: ({ events, exposure }) => `${events} event${events === 1 ? "" : "s"} in ${exposure}`,
  };
}

function parseCount(recorded: unknown, path: string): CountObserved {
  const { events, exposure, ...unknown } = (typeof recorded === "object" && recorded !== null ? recorded : {}) as Record<
    string,
    unknown
  >;
  if (typeof events !== "number" || !Number.isSafeInteger(events) || events < 0)
    throw new InvalidArgument("observe", `${path}.events`, "be a number of events: an integer, 0 or more", events);
  if (typeof exposure !== "number" || !(exposure >= 0 && exposure < Infinity))
    throw new InvalidArgument("observe", `${path}.exposure`, "be a finite time, 0 or later", exposure);
  const [extra] = Object.keys(unknown);
  if (extra !== undefined)
    throw new InvalidArgument("observe", `${path}.${extra}`, "be absent: only events and exposure are known", unknown[extra]);
  return { events, exposure };
}
