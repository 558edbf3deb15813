/** A checkpoint in memory: for tests, and for pages that continue after a pause. */

import type { Checkpoint } from "../checkpoint.js";
import { decodePlainData, encodePlainData } from "../plain-data.js";

/**
 * Constructs a checkpoint that lives as long as this object. Data are copied in and out, and must be plain as for a folder.
 * Errors: `write` rejects with InvalidArgument for data that are not plain.
 */
export function memoryCheckpoint(): Checkpoint {
  const texts = new Map<string, string>();
  return {
    async read(key) {
      const text = texts.get(key);
      return text === undefined ? undefined : decodePlainData(text);
    },
    async write(key, plainData) {
      texts.set(key, encodePlainData(plainData));
    },
    async list() {
      return [...texts.keys()].sort();
    },
  };
}
