/** Files that a command leaves behind: whole or not at all. */
import { access, constants, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { fileFailure } from "../failure.js";

/**
 * Finds out before a long run whether a file can be written after it; makes its folder when that is missing.
 *
 * @throws CommandFailure in words when not.
 */
export async function checkWritable(path: string): Promise<void> {
  try {
    await makeFolder(dirname(path));
    if (!(await stat(dirname(path))).isDirectory()) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
    await access(dirname(path), constants.W_OK);
    const there = await stat(path).catch(() => undefined);
    if (there?.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
  } catch (error) {
    throw fileFailure("write", path, error);
  }
}

/**
 * Writes a text under a temporary name, puts it on the disk, and renames it: a reader never sees half of it, and what was there stays when
 * the disk is full.
 *
 * @throws CommandFailure in words.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await makeFolder(dirname(path));
    const file = await open(temporary, "w");
    try {
      await file.writeFile(text, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw fileFailure("write", path, error);
  }
}

/** Makes a folder and those above it. Step by step: Node's own `recursive` never ends where the system answers strangely (/proc). */
async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path).catch((error: NodeJS.ErrnoException) => error.code);
  if (made === undefined || made === "EEXIST") return;
  if (made !== "ENOENT" || dirname(path) === path)
    throw Object.assign(new Error(`the folder ${path} cannot be made`), { code: made });
  await makeFolder(dirname(path));
  await mkdir(path);
}
