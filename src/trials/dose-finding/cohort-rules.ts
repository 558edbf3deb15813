/** A design as tables: treat a cohort, look up the patients and toxicities of its dose, move. */

export const ESCALATE = 1;
export const STAY = 0;
export const DE_ESCALATE = -1;
export const STOP = -2;
/** Nothing is known of such numbers: they cannot occur. The trial would stop. */
export const UNKNOWN = -3;
/** A boundary that no number of toxicities reaches. */
export const NEVER = 0x7fffffff;

/**
 * The rules of a cohort design, as plain data. Tables are indexed by evaluated patients n and toxicities y at the current dose.
 *
 * After each cohort: (1) a dose with y ≥ eliminate[n] is closed, and all above it; no open dose, or y ≥ stopLowest[n] at the lowest
 * one, ends the trial without a recommendation; (2) the action moves one dose up or down, never above the highest open dose nor
 * below the lowest dose; (3) the trial ends when the action says so, when it cannot escalate and `stopWhenBlocked` (below a closed
 * dose only once the dose is `full`), when the next dose already has `full` patients, or when it would stay at a dose with `enough` patients.
 */
export interface CohortRules {
  readonly doses: number;
  readonly startDose: number;
  readonly cohortSize: number;
  readonly maximumPatients: number;
  /** ESCALATE, STAY, DE_ESCALATE, STOP or UNKNOWN at n·stride + y, stride = maximumPatients + 1. */
  readonly action: Int8Array;
  /** Smallest y that closes the dose, by n; NEVER when none does. */
  readonly eliminate: Int32Array;
  /** Smallest y that decision tables mark as unacceptable, where that does not close the dose for good; `eliminate` when not given. */
  readonly unacceptable?: Int32Array;
  /** Smallest y that ends the trial at the lowest dose, by n. */
  readonly stopLowest: Int32Array;
  readonly enough: number;
  readonly full: number;
  readonly stopWhenBlocked: boolean;
  /** Begins with single patients, one dose up after each without toxicity; the first toxicity fills its cohort up. */
  readonly titration: boolean;
  /** A cohort with patients lost to follow-up is filled up before a decision; without this the evaluated patients decide. */
  readonly replaceLost?: boolean;
  /** The recommended dose given patients and toxicities by dose; −1 for none. */
  readonly select: (patients: Int32Array, toxicities: Int32Array) => number;
}

/** The lowest closed dose (all above it are closed too); `doses` when all are open. */
export function lowestClosed(rules: CohortRules, patients: Int32Array, toxicities: Int32Array): number {
  for (let dose = 0; dose < rules.doses; dose++) if (toxicities[dose] >= rules.eliminate[patients[dose]]) return dose;
  return rules.doses;
}

/** The action with y toxicities among n patients at the dose. */
export function actionAt(rules: CohortRules, n: number, y: number): number {
  return rules.action[n * (rules.maximumPatients + 1) + y];
}

/** What follows a completed cohort at `dose`, given the lowest closed dose: the next dose, or why the trial ends (see `CohortRules`). */
export function nextDose(rules: CohortRules, dose: number, patients: Int32Array, toxicities: Int32Array, closed: number): number {
  if (closed === 0) return TOO_TOXIC;
  const n = patients[dose];
  const y = toxicities[dose];
  if (dose === 0 && y >= rules.stopLowest[n]) return TOO_TOXIC;
  const action = actionAt(rules, n, y);
  if (action <= STOP) return RULE;
  let next = dose + action;
  if (next < 0) next = 0;
  if (next >= closed) {
    if (action === ESCALATE && rules.stopWhenBlocked && (closed === rules.doses || n >= rules.full)) return BLOCKED;
    next = closed - 1;
  }
  if (patients[next] >= rules.full) return FULL;
  if (next === dose && n >= rules.enough) return ENOUGH;
  return next;
}

/** Why a trial ends: answers of `nextDose` that are not doses. */
export const TOO_TOXIC = -1;
export const RULE = -2;
export const FULL = -3;
export const ENOUGH = -4;
export const BLOCKED = -5;
