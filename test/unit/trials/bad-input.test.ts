import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import {
  completeRandomization,
  gittinsTable,
  groupSequentialCounts,
  groupSequentialMeans,
  groupSequentialPlan,
  normalGittinsIndex,
  titeBoinDecisions,
  titeBoinTable,
} from "../../../src/trials/index.js";

const plan = groupSequentialPlan({ looks: 3 });
const counts = { plan, treatmentRate: 0.5, controlRate: 0.8, overdispersion: 0.5, accrualDuration: 10, followUp: 5 };
const nothing = undefined as never;

/** What JavaScript callers write, and the words that must say what is wrong with it. */
const MISTAKES: readonly [name: string, call: () => unknown, message: RegExp][] = [
  ["a huge ratio", () => groupSequentialCounts({ ...counts, ratio: 1e308 }), /^groupSequentialCounts: patients must be enough/],
  [
    "rates that hardly differ",
    () => groupSequentialCounts({ ...counts, treatmentRate: 0.79999 }),
    /^groupSequentialCounts: patients must/,
  ],
  ["rates beyond bounds", () => groupSequentialCounts({ ...counts, controlRate: 1e308 }), /^groupSequentialCounts: /],
  [
    "an accrual without end",
    () => groupSequentialCounts({ ...counts, accrualDuration: 1e308 }),
    /accrualDuration must be at most/,
  ],
  [
    "no effect at all",
    () => groupSequentialMeans({ plan, alternative: 0, standardDeviation: 1 }),
    /^groupSequentialMeans: alternative/,
  ],
  ["no options of an index", () => normalGittinsIndex(0, 5, nothing), /^normalGittinsIndex: options must be an object/],
  ["no options of a table", () => gittinsTable(nothing), /^gittinsTable: options must be an object/],
  ["a prior of one number", () => gittinsTable({ discount: 0.9, patients: 5, prior: [1] as never }), /^gittinsTable: prior must/],
  ["a list of options", () => completeRandomization([] as never), /^completeRandomization: options must be an object/],
  ["a misspelled option", () => titeBoinDecisions({ target: 0.25, pateints: 6 } as never), /^titeBoinDecisions: pateints must/],
  [
    "a misspelled option of a table",
    () => titeBoinTable({ target: 0.25, pateints: 6 } as never),
    /^titeBoinTable: pateints must/,
  ],
];

describe("mistakes of a caller", () => {
  for (const [name, call, message] of MISTAKES) {
    it(`are told in words: ${name}`, () => {
      expect(call).toThrow(InvalidArgument);
      expect(call).toThrow(message);
    });
  }
});
