/** spending.json: made by spending.R with gsDesign, 15 digits. Tolerance 1e-14, absolute (gsDesign forms 2 − 2Φ by cancellation). */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Spending } from "../../../../src/trials/group-sequential/index.js";
import * as trials from "../../../../src/trials/group-sequential/index.js";

interface SpendingCase {
  readonly make: string;
  readonly options: Record<string, unknown> | [];
  readonly total: number;
  readonly times: readonly number[];
  readonly spent: readonly number[];
}

const reference: { provenance: string; cases: readonly SpendingCase[] } = JSON.parse(
  readFileSync(new URL("./spending.json", import.meta.url), "utf8"),
);

function made(make: string, options: SpendingCase["options"]): Spending {
  const maker = (trials as unknown as Record<string, (options?: object) => Spending>)[make];
  const { base, baseOptions, ...own } = Array.isArray(options) ? ({} as Record<string, unknown>) : options;
  if (base === undefined) return maker(own);
  return maker({ ...own, spending: made(base as string, baseOptions as Record<string, unknown>) });
}

describe(`spending functions, against ${reference.provenance}`, () => {
  for (const { make, options, spent, times, total } of reference.cases) {
    it(`${make} ${JSON.stringify(options)} spends ${total}`, () => {
      const spending = made(make, options);
      times.forEach((time, k) => {
        // 15 digits do not say 1/3 exactly.
        const exact = Math.abs(time - 1 / 3) < 1e-12 ? 1 / 3 : time;
        expect(Math.abs(spending.spent(exact, total) - spent[k]), `at ${time}`).toBeLessThanOrEqual(1e-14);
      });
    });
  }
});
