/** A pair of binary outcomes: toxicity and efficacy (a response), each within its own window. */
import { InvalidArgument } from "../errors.js";
import type { Endpoint } from "./endpoint.js";
import { checkWindow } from "./toxicity.js";

/** Times from entry to the DLT and to the response; Infinity for one that does not come. */
export interface ToxicityEfficacyOutcome {
  readonly toxicity: number;
  readonly efficacy: number;
}

/** What is known; each outcome is null while it is not yet known. */
export interface ToxicityEfficacyObserved {
  readonly toxic: boolean | null;
  readonly response: boolean | null;
}

/** Sums over patients whose follow-up ended; a patient lost early counts for the outcome that was known. */
export interface ToxicityEfficacyTally {
  readonly toxicityEvaluated: number;
  readonly toxicities: number;
  readonly efficacyEvaluated: number;
  readonly responses: number;
  /** Patients with both outcomes known, and how many of them had a DLT and a response. */
  readonly evaluated: number;
  readonly both: number;
}

const EMPTY: ToxicityEfficacyTally = Object.freeze({
  toxicityEvaluated: 0,
  toxicities: 0,
  efficacyEvaluated: 0,
  responses: 0,
  evaluated: 0,
  both: 0,
});

const UNOBSERVED: ToxicityEfficacyObserved = Object.freeze({ toxic: null, response: null });

/**
 * The endpoint of phase I/II designs.
 *
 * @param options.toxicityWindow, options.efficacyWindow Windows in the scenario's time unit; 1 when not given.
 * @throws InvalidArgument when a window is not a positive, finite time.
 */
export function toxicityEfficacy(
  options: { readonly toxicityWindow?: number; readonly efficacyWindow?: number } = {},
): Endpoint<ToxicityEfficacyOutcome, ToxicityEfficacyObserved, ToxicityEfficacyTally> {
  const { toxicityWindow = 1, efficacyWindow = 1 } = options;
  checkWindow("toxicityEfficacy", toxicityWindow);
  checkWindow("toxicityEfficacy", efficacyWindow);
  const isComplete = (observed: ToxicityEfficacyObserved) => observed.toxic !== null && observed.response !== null;
  return {
    name: "toxicity and efficacy",
    outcomes: "times to toxicity and response",
    completeAfter: ({ toxicity, efficacy }) => Math.max(Math.min(toxicity, toxicityWindow), Math.min(efficacy, efficacyWindow)),
    unobserved: UNOBSERVED,
    observe: ({ toxicity, efficacy }, followUp) => ({
      toxic: knownBy(toxicity, toxicityWindow, followUp),
      response: knownBy(efficacy, efficacyWindow, followUp),
    }),
    isComplete,
    emptyTally: EMPTY,
    add: (tally, { toxic, response }) => ({
      toxicityEvaluated: tally.toxicityEvaluated + (toxic === null ? 0 : 1),
      toxicities: tally.toxicities + (toxic ? 1 : 0),
      efficacyEvaluated: tally.efficacyEvaluated + (response === null ? 0 : 1),
      responses: tally.responses + (response ? 1 : 0),
      evaluated: tally.evaluated + (toxic !== null && response !== null ? 1 : 0),
      both: tally.both + (toxic && response ? 1 : 0),
    }),
    information: (tally) => tally.evaluated,
    parse: parsePair,
    describe: ({ toxic, response }) => `${word(toxic, "DLT")}, ${word(response, "response")}`,
  };
}

/** Whether the event happened within its window, or null while that is open. */
function knownBy(time: number, window: number, followUp: number): boolean | null {
  if (time <= window && time <= followUp) return true;
  return followUp >= window ? false : null;
}

function parsePair(recorded: unknown, path: string): ToxicityEfficacyObserved {
  const {
    toxic = null,
    response = null,
    ...unknown
  } = (typeof recorded === "object" && recorded !== null ? recorded : {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries({ toxic, response })) {
    if (value !== null && typeof value !== "boolean")
      throw new InvalidArgument("observe", `${path}.${name}`, "be true, false or null (not known)", value);
  }
  const [extra] = Object.keys(unknown);
  if (extra !== undefined)
    throw new InvalidArgument("observe", `${path}.${extra}`, "be absent: only toxic and response are known", unknown[extra]);
  return { toxic: toxic as boolean | null, response: response as boolean | null };
}

function word(known: boolean | null, event: string): string {
  return known === null ? `${event} not yet known` : known ? event : `no ${event}`;
}
