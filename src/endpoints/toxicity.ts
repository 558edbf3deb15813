/** Toxicity within an assessment window: what binary and late-onset toxicity share. */
import { InvalidArgument } from "../errors.js";
import type { Endpoint } from "./endpoint.js";

/** The outcome: time from entry to the first dose-limiting toxicity (DLT); Infinity when there is none. */
export type TimeToToxicity = number;

/** What is known of a patient's toxicity. */
export interface ToxicityObserved {
  /** A DLT has been seen. */
  readonly toxic: boolean;
  /** Part of the assessment window that the patient has been followed for: 0 to 1. */
  readonly followUp: number;
}

/** Sum over patients whose assessment is complete. */
export interface ToxicityTally {
  readonly evaluated: number;
  readonly toxicities: number;
}

const EMPTY_TOXICITY_TALLY: ToxicityTally = Object.freeze({ evaluated: 0, toxicities: 0 });

function isAssessed(observed: ToxicityObserved): boolean {
  return observed.toxic || observed.followUp >= 1;
}

/** Patients lost before the window's end without a DLT are not evaluable: they change nothing. */
function addToxicity(tally: ToxicityTally, observed: ToxicityObserved): ToxicityTally {
  if (!isAssessed(observed)) return tally;
  return { evaluated: tally.evaluated + 1, toxicities: tally.toxicities + (observed.toxic ? 1 : 0) };
}

function evaluatedPatients(tally: ToxicityTally): number {
  return tally.evaluated;
}

/** Reads `{ toxic: boolean, followUp?: 0–1 }`; without a follow-up the assessment is complete. */
function parseToxicity(recorded: unknown, path: string): ToxicityObserved {
  const {
    toxic,
    followUp = 1,
    ...unknown
  } = (typeof recorded === "object" && recorded !== null ? recorded : {}) as Record<string, unknown>;
  if (typeof toxic !== "boolean") throw new InvalidArgument("observe", `${path}.toxic`, "be true (a DLT) or false (none)", toxic);
  if (typeof followUp !== "number" || !(followUp >= 0 && followUp <= 1)) {
    throw new InvalidArgument("observe", `${path}.followUp`, "be the part of the window followed, from 0 to 1", followUp);
  }
  const [extra] = Object.keys(unknown);
  if (extra !== undefined)
    throw new InvalidArgument("observe", `${path}.${extra}`, "be absent: only toxic and followUp are known", unknown[extra]);
  return { toxic, followUp };
}

function describeToxicity(observed: ToxicityObserved): string {
  if (observed.toxic) return "DLT";
  return observed.followUp >= 1 ? "no DLT" : `no DLT after ${Math.round(observed.followUp * 100)} % of the window`;
}

export function checkWindow(caller: string, window: unknown): void {
  if (typeof window !== "number" || !(window > 0 && window < Number.POSITIVE_INFINITY))
    throw new InvalidArgument(caller, "window", "be a positive, finite time", window);
}

/** Returns the endpoint of that name and window, given what is known of a patient on the day of entry and later. */
export function toxicityEndpoint(
  name: string,
  window: number,
  { unobserved, observe }: Pick<Endpoint<TimeToToxicity, ToxicityObserved, ToxicityTally>, "unobserved" | "observe">,
): Endpoint<TimeToToxicity, ToxicityObserved, ToxicityTally> {
  return {
    name,
    outcomes: "time to toxicity",
    completeAfter: (time) => (time < window ? time : window),
    unobserved,
    observe,
    isComplete: isAssessed,
    emptyTally: EMPTY_TOXICITY_TALLY,
    add: addToxicity,
    information: evaluatedPatients,
    parse: parseToxicity,
    describe: describeToxicity,
  };
}
