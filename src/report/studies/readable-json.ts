/** JSON for people: indented, lists of numbers and texts on one line. */

/** Returns the value as JSON with two spaces of indentation; a list without objects or lists in it takes one line. */
export function readableJson(value: unknown, indent = ""): string {
  const inside = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== "object" || item === null))
      return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    return `[\n${value.map((item) => inside + readableJson(item, inside)).join(",\n")}\n${indent}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, item]) => `${inside}${JSON.stringify(key)}: ${readableJson(item, inside)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
