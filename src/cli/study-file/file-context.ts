import type { StudyDocument } from "./document.js";

/** What the whole file gives to its parts. */
export interface FileContext {
  readonly document: StudyDocument;
  /** Doses of designs that name none, and of curves. */
  readonly doses?: unknown;
  /** Constants of every formula. */
  readonly constants?: Readonly<Record<string, unknown>>;
}
