/** Arrays compared bit by bit: −0 is not 0, and NaN is NaN. */
import type { BoundProgram } from "../../../../src/density/backend.js";
import type { ReferenceProgram } from "./reference-interpreter.js";

/** Where the arrays of a bound program differ from the reference's, in words. */
export function differences(bound: BoundProgram, reference: ReferenceProgram): string[] {
  const found: string[] = [];
  for (const [number, { name }] of reference.program.arrays.entries()) {
    const expected = reference.arrays[number];
    const actual = bound.array(number);
    if (actual.length !== expected.length) found.push(`${name} has length ${actual.length}, not ${expected.length}`);
    for (let i = 0; i < expected.length; i++) {
      if (!Object.is(actual[i], expected[i])) found.push(`${name}[${i}] is ${actual[i]}, not ${expected[i]}`);
    }
  }
  return found;
}
