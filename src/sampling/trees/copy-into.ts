/** Copies of arrays that are mostly short. */

/** Up to this length an element at a time is faster than a call of the engine. */
const SHORT = 12;

/** Writes the elements of an array of the same length. */
export function copyInto(out: Float64Array, from: Float64Array): void {
  if (from.length > SHORT) out.set(from);
  else for (let i = 0; i < from.length; i++) out[i] = from[i];
}
