/** What a report was made on. */

/** The engine that this runs on, with its version. */
export function engineInWords(): string {
  if (typeof process !== "undefined" && process.versions?.node !== undefined) {
    const { node, v8, bun, deno } = process.versions as { readonly [name: string]: string | undefined };
    const name = deno !== undefined ? `Deno ${deno}` : bun !== undefined ? `Bun ${bun}` : `Node.js ${node}`;
    return `${name} (V8 ${v8 ?? "unknown"}), ${process.platform} ${process.arch}`;
  }
  return typeof navigator !== "undefined" ? navigator.userAgent : "unknown";
}
