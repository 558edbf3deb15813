/** "Did you mean": the known name nearest to a misspelled one. */

/** Returns the known name that takes fewest edits, when these are few for its length; letter case counts for nothing. */
function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.slice(0, 100).toLowerCase();
  let nearest: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const edits = editDistance(wanted, candidate.slice(0, 100).toLowerCase());
    if (edits < fewest) [nearest, fewest] = [candidate, edits];
  }
  const allowed = Math.max(1, Math.min(3, Math.round(0.4 * wanted.length)));
  return fewest <= allowed ? nearest : undefined;
}

/** `; did you mean …?`, to be put after a message; empty when no known name is near. */
export function didYouMean(name: unknown, known: Iterable<string>): string {
  const near = typeof name === "string" ? nearestName(name, known) : undefined;
  return near === undefined ? "" : `; did you mean ${near}?`;
}

/** Insertions, deletions, replacements and swaps of neighbors that turn one text into the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, beforeLast[j - 2] + 1);
      row.push(edits);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length];
}
