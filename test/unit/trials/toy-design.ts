import type { Endpoint } from "../../../src/endpoints/endpoint.js";
import type { Decision, Design } from "../../../src/trials/design.js";
import type { TrialData } from "../../../src/trials/trial-data.js";

/** A design made of a list of decisions, one for each review; it concludes with what it saw at each. */
export interface Seen {
  readonly time: number;
  readonly enrolled: number;
  readonly pending: number;
  readonly exhausted: boolean;
}

type Continue<O, T> = Omit<Decision<O, T, readonly Seen[]> & { kind: "continue" }, "kind" | "reasons" | "allocate"> & {
  readonly allocate?: (Decision<O, T, readonly Seen[]> & { kind: "continue" })["allocate"];
};

export function scriptedDesign<Outcome, Observed, Tally>(
  endpoint: Endpoint<Outcome, Observed, Tally>,
  arms: readonly string[],
  script: readonly Continue<Observed, Tally>[],
): Design<readonly Seen[], Outcome, Observed, Tally, readonly Seen[]> {
  const look = (memory: readonly Seen[], { time, enrolled, pending, exhausted }: TrialData<Observed, Tally>) => [
    ...memory,
    { time, enrolled, pending, exhausted },
  ];
  return {
    name: "scripted",
    arms,
    endpoint,
    start: [],
    conclude: (memory) => memory,
    decide(memory, data) {
      const seen = look(memory, data);
      const next = script[seen.length - 1];
      if (next === undefined) return { decision: { kind: "stop", conclusion: seen, reasons: () => [] }, memory: seen };
      return {
        decision: { kind: "continue", allocate: () => [1, ...arms.slice(1).map(() => 0)], reasons: () => [], ...next },
        memory: seen,
      };
    },
  };
}
