/** The file that says what a checkpoint folder belongs to, for the program and for people. */

import { canonicalJson } from "../canonical-json.js";
import { sha256 } from "../sha256.js";
import { FORMAT } from "./block-file.js";

interface Manifest {
  readonly format: number;
  readonly identityHash: string;
  /** The identity, as data if it is canonical JSON. */
  readonly identity: unknown;
}

/** The text of the manifest of an identity; the same for everybody who writes it. */
export function manifestText(identity: string): string {
  const manifest: Manifest = { format: FORMAT, identityHash: sha256(identity), identity: asData(identity) };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Why a folder with this manifest cannot be used for `identity`, in words; "" if it can; undefined if the text is no manifest. */
export function objectionTo(text: string, identity: string): string | undefined {
  const manifest = parse(text);
  if (manifest === undefined) return undefined;
  if (manifest.format !== FORMAT) {
    return `it is of format ${manifest.format}, and this version of the library reads and writes format ${FORMAT}`;
  }
  if (manifest.identityHash === sha256(identity)) return "";
  return `it belongs to another study: ${differences(manifest.identity, asData(identity))}`;
}

function parse(text: string): Manifest | undefined {
  try {
    const data = JSON.parse(text);
    const isManifest = typeof data?.format === "number" && typeof data.identityHash === "string" && "identity" in data;
    return isManifest ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Canonical JSON text as data, any other text as it is. */
function asData(identity: string): unknown {
  try {
    const data: unknown = JSON.parse(identity);
    return canonicalJson(data) === identity ? data : identity;
  } catch {
    return identity;
  }
}

/** Both identities, or for two objects the entries that differ. */
function differences(there: unknown, here: unknown): string {
  if (!isRecord(there) || !isRecord(here)) return `${show(there)} there, ${show(here)} here`;
  const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])];
  return keys
    .filter((key) => JSON.stringify(there[key]) !== JSON.stringify(here[key]))
    .map((key) => `${key} is ${show(there[key])} there, ${show(here[key])} here`)
    .join("; ");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
