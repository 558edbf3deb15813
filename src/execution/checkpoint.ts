/** The contract of checkpoints: finished results by key, kept beyond this process or this page. */

/** A store of finished results. A folder, a browser's database and a plain Map can all be one. */
export interface Checkpoint {
  /** The data written under this key, or undefined if there are none that can be trusted: missing, cut short or changed. */
  read(key: string): Promise<unknown>;
  /** Keeps plain data under a key, whole or not at all; data that were there are replaced. */
  write(key: string, plainData: unknown): Promise<void>;
  /** The keys that were written, in ascending order of their UTF-16 code units. */
  list(): Promise<readonly string[]>;
}
