/** Lists in a sentence. */

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** A dose in a sentence: labels that are mere amounts get the word. */
export function doseInWords(label: string): string {
  return /^[\d.]+$/.test(label) ? `dose ${label}` : label;
}
