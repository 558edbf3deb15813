/** The few file operations that a checkpoint folder needs, and Node's way to do them. */

import { InvalidArgument } from "../../errors.js";
import { builtinModule } from "../node-builtins.js";

/** A file system as a checkpoint folder sees it. Every operation rejects with an error whose `code` is that of the system (ENOSPC …). */
export interface FolderFiles {
  /** Makes a folder and those above it; one that exists is left as it is. */
  makeFolder(path: string): Promise<void>;
  /** The names of the files in a folder. */
  names(folder: string): Promise<readonly string[]>;
  /** The text of a file. */
  read(path: string): Promise<string>;
  /** Writes a new file, and resolves when its content is on the disk. Rejects if the file exists. */
  writeNew(path: string, text: string): Promise<void>;
  /** Renames a file in its folder in one step; a file of the new name is replaced. */
  replace(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** How long ago a file was written, in milliseconds. */
  age(path: string): Promise<number>;
}

/** The file system of Node (Deno, Bun). Errors: InvalidArgument where there is none. */
export function nodeFiles(): FolderFiles {
  const disk = builtinModule("node:fs/promises");
  const paths = builtinModule("node:path");
  if (disk === undefined || paths === undefined) {
    throw new InvalidArgument("checkpointFolder", "runtime", "have a file system (in a browser give another Checkpoint)", "none");
  }
  return {
    async makeFolder(path) {
      try {
        await disk.mkdir(path, { recursive: true });
      } catch {
        // The recursive form says ENOENT of a read-only disk; the plain one says what is the matter.
        await disk.mkdir(path);
      }
    },
    names: (folder) => disk.readdir(folder),
    read: (path) => disk.readFile(path, "utf8"),
    async writeNew(path, text) {
      const file = await disk.open(path, "wx");
      try {
        await file.writeFile(text, "utf8");
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async replace(from, to) {
      await disk.rename(from, to);
      await syncFolder(disk, paths.dirname(to));
    },
    remove: (path) => disk.unlink(path),
    age: async (path) => Date.now() - (await disk.stat(path)).mtimeMs,
  };
}

/** Puts a folder's list of names on the disk. Some systems (Windows) cannot, and do not need to. */
async function syncFolder(disk: typeof import("node:fs/promises"), path: string): Promise<void> {
  try {
    const folder = await disk.open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch {
    // The file itself is whole; only its name could be lost with the power.
  }
}
