/** A yes-or-no outcome, assessed once, at a fixed time after entry. */
import { InvalidArgument } from "../errors.js";
import type { Endpoint } from "./endpoint.js";
import { checkDelay } from "./requirements.js";

/** Whether the patient had the event; null while that is not known. */
export interface BinaryObserved {
  readonly event: boolean | null;
}

/** Patients whose outcome is known, and how many of them had the event. */
export interface BinaryTally {
  readonly evaluated: number;
  readonly events: number;
}

const EVENT: BinaryObserved = Object.freeze({ event: true });
const NO_EVENT: BinaryObserved = Object.freeze({ event: false });
const NOT_KNOWN: BinaryObserved = Object.freeze({ event: null });

/**
 * The endpoint of trials that compare proportions: known `measuredAfter` time units after entry. Its information is the number of
 * patients evaluated. A patient lost before that is not evaluable and changes no tally.
 *
 * @param options.measuredAfter Time from entry to the assessment; 0 (at once) when not given.
 * @throws InvalidArgument when the time is negative or not finite.
 */
export function binary(options: { readonly measuredAfter?: number } = {}): Endpoint<boolean, BinaryObserved, BinaryTally> {
  const { measuredAfter = 0 } = options;
  checkDelay("binary", "measuredAfter", measuredAfter);
  return {
    name: "binary",
    outcomes: "event or none",
    completeAfter: () => measuredAfter,
    followUp: measuredAfter,
    unobserved: NOT_KNOWN,
    observe: (event, followUp) => (followUp >= measuredAfter ? (event ? EVENT : NO_EVENT) : NOT_KNOWN),
    isComplete: (observed) => observed.event !== null,
    emptyTally: Object.freeze({ evaluated: 0, events: 0 }),
    add: addOutcome,
    tallyOf: (evaluated, events) => ({ evaluated, events }),
    information: (tally) => tally.evaluated,
    countsPatients: true,
    parse: parseOutcome,
    describe: ({ event }) => (event === null ? "not known yet" : event ? "event" : "no event"),
  };
}

function addOutcome(tally: BinaryTally, { event }: BinaryObserved): BinaryTally {
  return event === null ? tally : { evaluated: tally.evaluated + 1, events: event ? tally.events + 1 : tally.events };
}

/** Reads `{ event: … }` or the bare value: true, false, 1, 0, or null for not known. */
function parseOutcome(recorded: unknown, path: string): BinaryObserved {
  const whole = typeof recorded === "object" && recorded !== null;
  const { event, ...unknown } = (whole ? recorded : { event: recorded }) as Record<string, unknown>;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined)
    throw new InvalidArgument("observe", `${path}.${extra}`, "be absent: only event is known", unknown[extra]);
  if (event === null) return NOT_KNOWN;
  if (event === true || event === 1) return EVENT;
  if (event === false || event === 0) return NO_EVENT;
  throw new InvalidArgument("observe", `${path}.event`, "be true (or 1), false (or 0), or null (not known)", event);
}
