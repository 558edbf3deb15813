/** The audit log of a live trial: append-only, each entry sealed by the hash of all before it. Plain data, kept as JSON. */
import { InvalidArgument } from "../../errors.js";
import { canonicalJson, sha256 } from "../../execution/index.js";
import { VERSION } from "../../version.js";
import type { Milestone } from "../milestone.js";
import type { Plain, Recipe } from "../recipe.js";
import type { Covariates } from "../trial-data.js";

/** A decision as it is recorded: the weights are those of a patient without covariates; `enroll` is null when it is unlimited. */
export type RecordedDecision =
  | { readonly kind: "continue"; readonly weights: readonly number[]; readonly enroll: number | null; readonly review: Milestone }
  | { readonly kind: "stop"; readonly conclusion: Plain };

/** Something that happened; times are since the trial opened, in the endpoint's unit. */
export type LogEvent =
  | { readonly kind: "decided"; readonly time: number; readonly decision: RecordedDecision; readonly reasons: readonly string[] }
  | {
      readonly kind: "enrolled";
      readonly time: number;
      readonly patient: string;
      /** Position of the arm, and its label. */
      readonly arm: number;
      readonly label: string;
      /** The arm is one that the decision in force gave no weight. */
      readonly deviation: boolean;
      readonly covariates: Covariates;
    }
  | {
      readonly kind: "observed";
      readonly time: number;
      readonly patient: string;
      readonly observed: Plain;
      readonly correction: boolean;
    }
  | { readonly kind: "lost"; readonly time: number; readonly patient: string };

/** An event with the hash that seals it and all before it. */
export type LogEntry = LogEvent & { readonly hash: string };

/** The log of a trial: who opened it with which design, what happened in order, and a seal over all of it. */
export interface AuditLog {
  readonly format: "equipoise audit log";
  readonly formatVersion: 1;
  readonly header: {
    /** Version of Equipoise that opened the trial. */
    readonly version: string;
    readonly design: Recipe | null;
    readonly designName: string;
    readonly arms: readonly string[];
    readonly seed: number | string;
    readonly title: string;
  };
  readonly entries: readonly LogEntry[];
  /** Number of entries and hash of the last: what is missing at the end shows. */
  readonly seal: { readonly entries: number; readonly hash: string };
}

/** An empty log. */
export function emptyLog(header: Omit<AuditLog["header"], "version">): AuditLog {
  const full = { version: VERSION, ...header };
  return {
    format: "equipoise audit log",
    formatVersion: 1,
    header: full,
    entries: [],
    seal: { entries: 0, hash: hashOfHeader(full) },
  };
}

/** The log with one more event. */
export function append(log: AuditLog, event: LogEvent): AuditLog {
  const hash = hashAfter(log.seal.hash, event);
  return { ...log, entries: [...log.entries, { ...event, hash }], seal: { entries: log.entries.length + 1, hash } };
}

/**
 * Reads a log from its JSON text or data, and checks that nothing was changed, removed or added since it was written.
 *
 * @throws InvalidArgument, naming the first entry that is not as it was.
 */
export function readLog(source: unknown): AuditLog {
  const log = parse(source) as Partial<AuditLog> | null;
  if (typeof log !== "object" || log === null || log.format !== "equipoise audit log") {
    throw new InvalidArgument("readLog", "log", 'be an audit log ("format": "equipoise audit log")', log?.format ?? source);
  }
  if (log.formatVersion !== 1)
    throw new InvalidArgument("readLog", "formatVersion", "be 1, which this version of Equipoise reads", log.formatVersion);
  const { header, entries, seal } = log;
  if (typeof header !== "object" || header === null) throw new InvalidArgument("readLog", "header", "be there", header);
  if (!Array.isArray(entries) || typeof seal !== "object" || seal === null)
    throw new InvalidArgument("readLog", "entries", "be a list, with a seal", entries);
  let hash = hashOfHeader(header);
  entries.forEach((entry: LogEntry, i) => {
    if (typeof entry !== "object" || entry === null) throw new InvalidArgument("readLog", `entries[${i}]`, "be an entry", entry);
    const { hash: recorded, ...event } = entry;
    hash = hashAfter(hash, event);
    if (recorded !== hash) {
      throw new InvalidArgument(
        "readLog",
        `entries[${i}]`,
        "be as it was written: it, the header or an entry before it was changed (its hash does not match)",
        entry,
      );
    }
  });
  if (seal.entries !== entries.length || seal.hash !== hash) {
    throw new InvalidArgument(
      "readLog",
      "seal",
      `match the ${entries.length} entries: some are missing or were added at the end`,
      seal,
    );
  }
  return log as AuditLog;
}

function parse(source: unknown): unknown {
  if (typeof source !== "string") return source;
  try {
    return JSON.parse(source);
  } catch {
    throw new InvalidArgument("readLog", "log", "be whole JSON (it is cut short or damaged)", source.slice(-40));
  }
}

function hashOfHeader(header: AuditLog["header"]): string {
  return hashOf(header);
}

function hashAfter(previous: string, event: unknown): string {
  return hashOf([previous, event]);
}

function hashOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
