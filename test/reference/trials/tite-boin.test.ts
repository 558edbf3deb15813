/**
 * tite-boin-tables.json: the published decision tables of TITE-BOIN (47 rows of them with a follow-up, given with two decimals) and a part of
 * BE-BOIN's. Decisions must be equal, follow-ups equal when rounded to two decimals.
 */
import { describe, expect, it } from "vitest";
import { type TiteBoinDecision, titeBoinDecisions } from "../../../src/trials/index.js";
import { readReference } from "./boin-package.js";

const { rows, provenance, be } = readReference("./data/tite-boin-tables.json");

interface PublishedRow {
  readonly source: string;
  readonly target: number;
  readonly n: number;
  readonly n_tox_min: number;
  readonly n_tox_max: number | null;
  readonly n_pending_min: number;
  readonly n_pending_max: number | null;
  readonly decision: "E" | "S" | "D" | "DE" | "SUS" | "ES" | "SD";
  readonly stft_escalate: number | null;
  readonly stft_deescalate: number | null;
}

const OURS = { DE: "DU", SUS: "SUSPEND" } as const;
const tables = new Map([0.2, 0.3].map((target) => [target, titeBoinDecisions({ target, patients: 15 })] as const));

function find(target: number, n: number, y: number, c: number): TiteBoinDecision | undefined {
  return tables.get(target)?.find(({ patients, toxicities, pending }) => patients === n && toxicities === y && pending === c);
}

/** All numbers of DLTs and of pending patients that a published row is about. */
function cellsOf({ n, n_tox_min, n_tox_max, n_pending_min, n_pending_max }: PublishedRow) {
  const cells: (readonly [y: number, c: number])[] = [];
  for (let y = n_tox_min; y <= (n_tox_max ?? n); y++) {
    for (let c = n_pending_min; c <= Math.min(n_pending_max ?? n, n - y); c++) cells.push([y, c]);
  }
  return cells;
}

const twoDecimals = (value: number | undefined) => (value === undefined ? null : Number(value.toFixed(2)));

describe(`TITE-BOIN (${provenance})`, () => {
  it("has all published rows", () => {
    expect(rows.length).toBe(101);
  });

  it.each(rows as readonly PublishedRow[])(
    "$source: $n patients, $n_tox_min–$n_tox_max DLTs, $n_pending_min–$n_pending_max pending: $decision",
    (row) => {
      const cells = cellsOf(row);
      expect(cells.length).toBeGreaterThan(0);
      for (const [y, c] of cells) {
        const ours = find(row.target, row.n, y, c);
        expect(ours?.decision, `${y} DLTs, ${c} pending`).toBe(OURS[row.decision as keyof typeof OURS] ?? row.decision);
        expect(twoDecimals(ours?.escalateFrom), `${y} DLTs, ${c} pending`).toBe(row.stft_escalate);
        expect(twoDecimals(ours?.deEscalateUpTo), `${y} DLTs, ${c} pending`).toBe(row.stft_deescalate);
      }
    },
  );
});

describe(`BE-BOIN (${be.provenance})`, () => {
  const decisions = titeBoinDecisions({ target: 0.3, patients: 6, maximumPending: 0.49, minimumFollowUp: 0.25 }).filter(
    ({ patients }) => patients === 6,
  );
  /** "≥3" and the like, as a test of a number. */
  const within = (published: number | string, value: number) =>
    typeof published === "number"
      ? value === published
      : published.startsWith(">=")
        ? value >= Number(published.slice(2))
        : value <= Number(published.slice(2));

  it("has the published rows for 6 patients (a star marks the follow-up that escalation needs)", () => {
    let compared = 0;
    for (const [toxicities, pending, published] of be.rows) {
      const [letters, ...limit] = String(published).replace("*", "").replace("STFT>=", "").split(" ");
      for (const ours of decisions) {
        if (!within(toxicities, ours.toxicities) || !within(pending, ours.pending)) continue;
        // The published row for 4 DLTs or more and those for pending beyond it are one.
        expect(ours.decision, JSON.stringify(ours)).toBe(OURS[letters as keyof typeof OURS] ?? letters);
        if (limit.length > 0) expect(twoDecimals(ours.escalateFrom ?? ours.deEscalateUpTo)).toBe(Number(limit[0]));
        compared++;
      }
    }
    expect(compared).toBe(28);
  });
});
