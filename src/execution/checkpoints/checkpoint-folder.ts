/** A checkpoint on disk: one file for each result, written whole or not at all. */

import { InvalidArgument } from "../../errors.js";
import type { Checkpoint } from "../checkpoint.js";
import { sha256 } from "../sha256.js";
import { decodeBlock, encodeBlock } from "./block-file.js";
import { type FolderFiles, nodeFiles } from "./folder-files.js";
import { manifestText, objectionTo } from "./manifest.js";

export interface CheckpointFolderOptions {
  /** Told, in words, what was found and cured: a damaged file that is computed anew. Default: nothing is said. */
  readonly onNotice?: (text: string) => void;
  /** The file system (default: that of Node). */
  readonly files?: FolderFiles;
}

/** A temporary file this old was left by a process that was killed, in milliseconds. */
const STALE = 3_600_000;
const MANIFEST = "manifest.json";
const BLOCK_NAME = /^block-(.+)\.json$/;
const LONGEST_NAME = 200;

/**
 * Opens a folder of finished results, and makes it if there is none. `identity` is whatever the results depend on beside their
 * keys (study, seed, version of the library), best as `canonicalJson`; the file manifest.json shows it.
 *
 * A result is written to a temporary file in the folder, put on the disk, and renamed, so a process killed at any time leaves
 * whole files only. A file that was cut short or changed, be it by one bit, counts as missing. Several processes may use one folder.
 * Errors: a folder of another identity or format, and a folder that cannot be read or written, reject with an Error that names
 * the path and says what to do; results written before stay valid.
 */
export async function checkpointFolder(
  path: string,
  identity: string,
  options: CheckpointFolderOptions = {},
): Promise<Checkpoint> {
  if (typeof path !== "string" || path === "")
    throw new InvalidArgument("checkpointFolder", "path", "be the path of a folder", path);
  if (typeof identity !== "string") throw new InvalidArgument("checkpointFolder", "identity", "be a string", identity);
  const { onNotice = () => {}, files = nodeFiles() } = options;
  const folder: Folder = { path, identity, identityHash: sha256(identity), onNotice, files };
  await inWords(`make the folder ${path}`, () => files.makeFolder(path));
  await checkManifest(folder);
  await removeStale(folder);
  return {
    read: (key) => readBlock(folder, key),
    write: async (key, plainData) =>
      writeWhole(folder, blockName(key), encodeBlock({ identity: folder.identityHash, key }, plainData)),
    list: () => listKeys(folder),
  };
}

interface Folder {
  readonly path: string;
  readonly identity: string;
  readonly identityHash: string;
  readonly onNotice: (text: string) => void;
  readonly files: FolderFiles;
}

async function checkManifest(folder: Folder): Promise<void> {
  const text = await readIfThere(folder, MANIFEST);
  const objection = text === undefined ? undefined : objectionTo(text, folder.identity);
  if (objection) throw new Error(refusal(folder.path, objection));
  if (objection === "") return;
  if (text !== undefined) folder.onNotice(`${folder.path}/${MANIFEST} could not be understood and is written anew`);
  await writeWhole(folder, MANIFEST, manifestText(folder.identity));
}

function refusal(path: string, objection: string): string {
  return `checkpointFolder: the folder ${path} cannot be used, because ${objection}. Choose another folder, or delete this one to start afresh.`;
}

async function readBlock(folder: Folder, key: string): Promise<unknown> {
  const name = blockName(key);
  const text = await readIfThere(folder, name);
  if (text === undefined) return undefined;
  const block = decodeBlock(text);
  if (block.kind === "whole" && block.header.identity !== folder.identityHash) {
    const objection = `its file ${name} belongs to another study: its identity has the hash ${block.header.identity}, this one ${folder.identityHash}`;
    throw new Error(refusal(folder.path, objection));
  }
  if (block.kind === "whole" && block.header.key === key) return block.payload;
  const reason = block.kind === "damaged" ? block.reason : `it holds ${JSON.stringify(block.header.key)}`;
  folder.onNotice(`${folder.path}/${name} is ignored and will be computed anew, because ${reason}`);
  return undefined;
}

async function readIfThere({ path, files }: Folder, name: string): Promise<string | undefined> {
  return inWords(`read ${path}/${name}`, async () => {
    try {
      return await files.read(`${path}/${name}`);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  });
}

/** Writes a file so that its name never stands for half of it. */
async function writeWhole({ path, files }: Folder, name: string, text: string): Promise<void> {
  const temporary = `${path}/${name}.${crypto.randomUUID()}.tmp`;
  await inWords(`write ${path}/${name}`, async () => {
    try {
      await files.writeNew(temporary, text);
      await files.replace(temporary, `${path}/${name}`);
    } catch (error) {
      await files.remove(temporary).catch(() => {});
      throw error;
    }
  });
}

/** Removes what killed processes left. Another process may do the same, so nothing is an error. */
async function removeStale({ path, files }: Folder): Promise<void> {
  const names = await inWords(`read the folder ${path}`, () => files.names(path));
  for (const name of names.filter((each) => each.endsWith(".tmp"))) {
    const file = `${path}/${name}`;
    const age = await files.age(file).catch(() => 0);
    if (age > STALE) await files.remove(file).catch(() => {});
  }
}

async function listKeys({ path, files }: Folder): Promise<readonly string[]> {
  const names = await inWords(`read the folder ${path}`, () => files.names(path));
  return names.flatMap((name) => keyOfName(name) ?? []).sort();
}

/** The key of a block's file name; undefined for other files. */
function keyOfName(name: string): string | undefined {
  try {
    const key = decodeURIComponent(BLOCK_NAME.exec(name)?.[1] ?? "");
    return blockName(key) === name ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The file of a key: its letters a–z, digits, `-`, `_` and `.`, and all else as %XX, so that no file system mixes up two keys. */
function blockName(key: string): string {
  // Half a surrogate pair has no UTF-8 form.
  const writable = typeof key === "string" && !/\p{Surrogate}/u.test(key);
  const escaped = encodeURIComponent(writable ? key : "").replace(/%[0-9A-F]{2}|[A-Z!'()*~]/g, (part) =>
    part.length > 1 ? part.toLowerCase() : `%${part.charCodeAt(0).toString(16)}`,
  );
  if (escaped === "" || escaped.length > LONGEST_NAME) {
    throw new InvalidArgument(
      "checkpointFolder",
      "key",
      `be a string of 1 to ${LONGEST_NAME} letters (fewer with special ones)`,
      key,
    );
  }
  return `block-${escaped}.json`;
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full; free some space and run again",
  EDQUOT: "your quota on this disk is used up; free some space and run again",
  EACCES: "permission is denied; choose a folder that you may write",
  EPERM: "permission is denied; choose a folder that you may write",
  EROFS: "the disk is read-only; choose a folder on another disk",
  ENOENT: "the folder is gone; make it again or choose another",
  ENOTDIR: "a part of the path is a file, not a folder; choose another path",
  EEXIST: "a file of this name is in the way; choose another path",
  EISDIR: "a folder of this name is in the way; remove it",
  EMFILE: "too many files are open; raise the limit of open files",
  EIO: "the disk reports an error",
};

/** Does `action`, and says in words what went wrong. */
async function inWords<Result>(what: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    const code = codeOf(error);
    const reason = ADVICE[code] ?? (error instanceof Error ? error.message : String(error));
    const kept = "Results that were written before stay valid.";
    throw new Error(`checkpointFolder: cannot ${what}: ${reason}${code && ` (${code})`}. ${kept}`, { cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
