import { type BinaryObserved, type BinaryTally, binary } from "../../../src/endpoints/index.js";
import type { ComparativeConclusion, ComparativeDesign } from "../../../src/trials/comparative/comparative-design.js";
import { allOf, enrolled, followedUp } from "../../../src/trials/milestones.js";
import { checkInteger, checkKnown } from "../../../src/trials/requirements.js";
import type { TrialData } from "../../../src/trials/trial-data.js";

/** Returns the toy design: pairs of patients are randomized 1 : 1; the first arm with `lead` events more than the other wins. */
export function race(options: {
  readonly lead: number;
  readonly pairs: number;
}): ComparativeDesign<null, boolean, BinaryObserved, BinaryTally> {
  checkKnown("race", options, ["lead", "pairs"]);
  const { lead, pairs } = options;
  checkInteger("race", "lead", lead, 1, 1000);
  checkInteger("race", "pairs", pairs, 1, 1000);
  const events = (data: TrialData<BinaryObserved, BinaryTally>) => [data.tally(0).events, data.tally(1).events];
  const conclude = (_: null, data: TrialData<BinaryObserved, BinaryTally>): ComparativeConclusion => {
    const [first, second] = events(data);
    const selected = Math.abs(first - second) < lead ? null : first > second ? 0 : 1;
    return { ending: selected === null ? "maximum" : "superiority", selected, preferred: selected };
  };
  return {
    name: "race",
    arms: ["A", "B"],
    endpoint: binary(),
    larger: "better",
    maximumPatients: 2 * pairs,
    start: null,
    conclude,
    decide(memory, data) {
      const [first, second] = events(data);
      const reasons = () => [`A has ${first} events, B has ${second}; a lead of ${lead} wins.`];
      const evidence = () => ({ events: [first, second] });
      const conclusion = conclude(memory, data);
      if (conclusion.selected !== null || data.enrolled >= 2 * pairs || data.exhausted)
        return { decision: { kind: "stop", conclusion, reasons, evidence }, memory };
      const weights = [0.5, 0.5];
      const review = allOf(enrolled(data.enrolled + 2), followedUp);
      return { decision: { kind: "continue", allocate: () => weights, weights, enroll: 2, review, reasons, evidence }, memory };
    },
    protocol: () => [
      `Up to ${2 * pairs} patients are randomized 1 : 1 to A and B by complete randomization, two at a time.`,
      `After every two patients have been followed up, an arm that has ${lead} events more than the other is found better.`,
    ],
    tables: () => [
      {
        title: "When the race is won",
        columns: [
          { name: "lead", label: "lead", unit: "events" },
          { name: "patients", label: "fewest patients", unit: "patients" },
        ],
        rows: [{ lead, patients: 2 * Math.ceil(lead / 2) }],
      },
    ],
    recipe: { make: "race", options: { ...options } },
  };
}
