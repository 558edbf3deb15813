/** From a path to a document. */
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { InvalidArgument } from "../../errors.js";
import { fileFailure } from "../failure.js";
import { StudyDocument } from "./document.js";

/** A study of this size would be typed by nobody. */
const LARGEST = 16 * 1024 * 1024;

/**
 * Reads a JSON file.
 *
 * @throws CommandFailure for a file that cannot be read; InvalidArgument for one that is not UTF-8 or not JSON.
 */
export async function readDocument(path: string): Promise<StudyDocument> {
  const bytes = await read(path);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InvalidArgument(path, "the file", "be text in UTF-8", `${bytes.length} bytes that are not`);
  }
  return new StudyDocument(basename(path), text);
}

async function read(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST) throw new InvalidArgument(path, "the file", `have at most ${LARGEST} bytes`, size);
    return await readFile(path);
  } catch (error) {
    throw error instanceof InvalidArgument ? error : fileFailure("read", path, error);
  }
}
