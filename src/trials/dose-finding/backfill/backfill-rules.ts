/** Which doses backfilling closes, and how it settles conflicts with the escalation: by the design's own tables. */
import { actionAt, type CohortRules, DE_ESCALATE, ESCALATE, lowestClosed, STAY } from "../cohort-rules.js";

/** Evaluated patients and toxicities by dose, backfilled patients among them. */
export interface DoseCounts {
  readonly patients: Int32Array;
  readonly toxicities: Int32Array;
}

/** ESCALATE, STAY or DE_ESCALATE by the tables, for the doses `from` … `to` taken together; ESCALATE where nobody was evaluated. */
export function categoryOf(rules: CohortRules, { patients, toxicities }: DoseCounts, from: number, to: number): number {
  let n = 0;
  let y = 0;
  for (let dose = from; dose <= to; dose++) {
    n += patients[dose];
    y += toxicities[dose];
  }
  if (n === 0) return ESCALATE;
  if (y >= rules.eliminate[n]) return DE_ESCALATE;
  const action = actionAt(rules, n, y);
  return action === ESCALATE || action === STAY ? action : DE_ESCALATE;
}

/**
 * The lowest dose that is closed to backfilling, with all above it: one that is closed as too toxic, or whose own data say "de-escalate" and, when
 * `pooled`, so do its data together with those of the dose above it. Never above `current`, the dose of the escalation.
 *
 * Source: zhao2024backfilling.
 */
export function closedToBackfilling(rules: CohortRules, counts: DoseCounts, current: number, pooled: boolean): number {
  const closed = Math.min(current, lowestClosed(rules, counts.patients, counts.toxicities));
  for (let dose = 0; dose < closed; dose++) {
    const own = categoryOf(rules, counts, dose, dose);
    if (own === DE_ESCALATE && (!pooled || categoryOf(rules, counts, dose, dose + 1) === DE_ESCALATE)) return dose;
  }
  return closed;
}

/** A conflict between a backfilled dose and the dose of the escalation, and where the trial goes. */
export interface Reconciliation {
  readonly conflicting: number;
  /** What the doses from the conflicting one to the current one say together. */
  readonly pooled: number;
  readonly next: number;
}

/**
 * Settles conflicts: a backfilled dose b below the current dose d conflicts when its data say "de-escalate", or "stay" while those at d say
 * "escalate". The conflicting dose that counts is b* (the highest or the lowest); the data of b* … d together decide. "De-escalate" leads to the
 * largest k in b* … d − 1 at which the data of b* … k together do not say "de-escalate", else to the dose below b*. Returns undefined without a conflict.
 *
 * Source: zhao2024backfilling.
 */
export function reconcile(
  rules: CohortRules,
  counts: DoseCounts,
  current: number,
  isBackfilled: (dose: number) => boolean,
  which: "highest" | "lowest",
): Reconciliation | undefined {
  const here = categoryOf(rules, counts, current, current);
  let conflicting = -1;
  for (let dose = 0; dose < current; dose++) {
    if (!isBackfilled(dose) || counts.patients[dose] === 0) continue;
    const category = categoryOf(rules, counts, dose, dose);
    const conflicts = category === DE_ESCALATE || (category === STAY && here === ESCALATE);
    if (conflicts && (which === "highest" || conflicting < 0)) conflicting = dose;
  }
  if (conflicting < 0) return undefined;
  const pooled = categoryOf(rules, counts, conflicting, current);
  let next = current + pooled;
  if (pooled === DE_ESCALATE) {
    next = current - 1;
    while (next >= conflicting && categoryOf(rules, counts, conflicting, next) === DE_ESCALATE) next--;
  }
  const closed = lowestClosed(rules, counts.patients, counts.toxicities);
  return { conflicting, pooled, next: Math.max(0, Math.min(next, closed - 1)) };
}
