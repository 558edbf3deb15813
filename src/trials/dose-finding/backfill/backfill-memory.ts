/** What backfilling is set to, and what a trial with it remembers. */
import type { Milestone } from "../../milestone.js";

/** Options of backfilling, checked. */
export interface BackfillSettings {
  readonly maximumAtDose: number;
  readonly order: "highest" | "lowest";
  readonly closing: "own" | "pooled";
  readonly reconcile: boolean;
  readonly staggered: boolean;
  readonly awaitBackfilled: boolean;
  readonly activity: boolean;
}

/** What a trial with backfilling remembers: plain data. */
export interface BackfillMemory<Memory = unknown> {
  /** The design's own memory, and what it waits for; null before it was asked. */
  readonly inner: Memory;
  readonly review: Milestone | null;
  /** Escalation patients wanted by the decision in force, and enrolled in all when it was made. */
  readonly places: number;
  readonly from: number;
  /** Whether patients enrolled since then are backfilled; numbers of those before. */
  readonly backfilling: boolean;
  readonly backfilled: readonly number[];
  /** The design has concluded; the assessment of backfilled patients is waited for. */
  readonly concluded: boolean;
}
