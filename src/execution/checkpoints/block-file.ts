/** The text of one checkpoint file: a JSON object that shows any change made to it. */

import { decodePlainData, encodePlainData } from "../plain-data.js";
import { sha256 } from "../sha256.js";

/** The version of this format; a reader of another version refuses the folder. */
export const FORMAT = 1;

/** What the file says about itself. */
export interface BlockHeader {
  /** SHA-256 of the identity of the study. */
  readonly identity: string;
  readonly key: string;
}

/** What a file turned out to be. */
export type Block =
  | { readonly kind: "whole"; readonly header: BlockHeader; readonly payload: unknown }
  | { readonly kind: "damaged"; readonly reason: string };

const PAYLOAD = ',"payload":';

/** The text of a file with this header and payload. Errors: InvalidArgument for a payload that is not plain data. */
export function encodeBlock(header: BlockHeader, payload: unknown): string {
  return assemble(header, encodePlainData(payload));
}

/** Reads a file, and finds out if it is, to the byte, what was written. */
export function decodeBlock(text: string): Block {
  let stated: { identity?: unknown; key?: unknown };
  try {
    stated = JSON.parse(text);
  } catch {
    return { kind: "damaged", reason: "it is not whole JSON" };
  }
  const { identity, key } = stated ?? {};
  if (typeof identity !== "string" || typeof key !== "string")
    return { kind: "damaged", reason: "its header is not one of a checkpoint" };
  // No text before it can contain these characters: within strings, quotes are escaped.
  const payload = text.slice(text.indexOf(PAYLOAD) + PAYLOAD.length, -"}\n".length);
  const header = { identity, key };
  if (assemble(header, payload) !== text) return { kind: "damaged", reason: "its content does not match its checksum" };
  return { kind: "whole", header, payload: decodePlainData(payload) };
}

function assemble({ identity, key }: BlockHeader, payload: string): string {
  const header = `{"format":${FORMAT},"identity":${JSON.stringify(identity)},"key":${JSON.stringify(key)}`;
  return `${header},"checksum":"${sha256(`${header}${PAYLOAD}${payload}`)}"${PAYLOAD}${payload}}\n`;
}
