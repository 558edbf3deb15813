/** How long a task lets others wait: for tasks whose results do not depend on where they stop. */

/** Starts to measure time; returns a function that says whether so many milliseconds are over. */
export function timeLimit(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  return () => performance.now() >= end;
}
