/** What is kept of a run while it goes on, so that one that was stopped can go on later. */
import { rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Checkpoint, checkpointFolder, sha256 } from "../../execution/index.js";

/** Where a run keeps its finished blocks. */
export interface KeptBlocks {
  /** Opens the store of the study with this identity. */
  open(identity: string): Promise<Checkpoint>;
  /** Puts what is still in memory on the disk. Returns the folder, or undefined when nothing was kept. */
  flush(): Promise<string | undefined>;
  /** Removes what a finished run needs no more. */
  clear(): Promise<void>;
}

/** Blocks of a run shorter than this, in milliseconds, stay in memory unless it is interrupted. */
const SHORT_RUN = 2000;

/** Keeps blocks in a folder that the user named, for good. */
export function namedFolder(folder: string, notice: (text: string) => void): KeptBlocks {
  let opened = false;
  return {
    async open(identity) {
      const checkpoint = await checkpointFolder(folder, identity, { onNotice: notice });
      opened = true;
      return checkpoint;
    },
    flush: async () => (opened ? folder : undefined),
    clear: async () => {},
  };
}

/**
 * Keeps blocks in `<base>/<start of the study's hash>` until the run is finished: a study that was changed does not meet blocks of what
 * it was. A short run leaves the disk alone. A folder that cannot be written is said once, and the run goes on without.
 */
export function passingFolder(base: string, notice: (text: string) => void): KeptBlocks {
  const waiting = new Map<string, unknown>();
  const begun = performance.now();
  let folder = "";
  let identity = "";
  let failed = false;
  let opening: Promise<Checkpoint | undefined> | undefined;
  const openNow = () => {
    opening ??= checkpointFolder(folder, identity, { onNotice: notice }).catch(giveUp);
    return opening;
  };
  const giveUp = (error: unknown): undefined => {
    if (!failed)
      notice(`finished blocks cannot be kept, the run goes on without: ${error instanceof Error ? error.message : error}`);
    failed = true;
    return undefined;
  };
  const writeWaiting = async () => {
    const disk = await openNow();
    for (const [key, data] of [...waiting]) {
      if (failed || disk === undefined) return;
      await disk.write(key, data).then(() => waiting.delete(key), giveUp);
    }
  };
  const checkpoint: Checkpoint = {
    async read(key) {
      const disk = await opening;
      return waiting.get(key) ?? (failed ? undefined : await disk?.read(key).catch(giveUp));
    },
    async write(key, data) {
      if (failed) return;
      if (opening === undefined && performance.now() - begun < SHORT_RUN) {
        waiting.set(key, data);
        return;
      }
      const first = opening === undefined;
      const disk = await openNow();
      if (first) await writeWaiting();
      await disk?.write(key, data).catch(giveUp);
    },
    list: async () => [...waiting.keys()],
  };
  return {
    async open(given) {
      identity = given;
      folder = join(base, sha256(given).slice(0, 12));
      if (await stat(folder).catch(() => undefined)) await openNow();
      return checkpoint;
    },
    async flush() {
      if (waiting.size > 0) await writeWaiting();
      return failed || opening === undefined ? undefined : folder;
    },
    async clear() {
      if (opening === undefined) return;
      await rm(folder, { recursive: true, force: true }).catch(giveUp);
      // Other versions of the study may have unfinished runs beside it: only an empty folder goes.
      await rmdir(base).catch(() => {});
    },
  };
}
