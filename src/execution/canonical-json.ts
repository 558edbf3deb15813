/** The one text of given data, to be hashed: equal data have equal text, on every engine. */

import { writePlainData } from "./plain-data.js";

/**
 * Writes plain data as JSON text without spaces, with the keys of every object sorted by their UTF-16 code units, and numbers
 * in the shortest form that reads back as the same double. −0 and ±∞ are written as `{"$number":"-Infinity"}` and so on, and
 * typed arrays as `{"$Float64Array":[1,2]}`; `decodePlainData` reads the text back.
 * Errors: InvalidArgument with the path of the value for NaN, undefined, functions, class instances, big integers, and an object that
 * contains itself.
 * Source: rfc8785
 */
export function canonicalJson(value: unknown): string {
  return writePlainData(value, { caller: "canonicalJson", sortKeys: true, allowNaN: false });
}
