/** Constructors of the catalogue: valid options are taken, anything else is refused by InvalidArgument or is harmless; nothing hangs. */
import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { catalogue, modifiers } from "../../../src/trials/catalogue.js";
import { boin } from "../../../src/trials/designs/dose-finding/boin.js";
import { made, type Options, optionsByName } from "./arbitrary-designs.js";

/** Values that a caller's mistake may put anywhere. */
const junk = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -1,
    0,
    -0,
    0.5,
    1,
    1.5,
    1e9,
    2 ** 53,
    1e308,
    "",
    "3",
    true,
    false,
    3n,
  ),
  fc.constantFrom(
    [],
    {},
    [null],
    [Number.NaN],
    [{}],
    { length: 3 },
    { length: -1 },
    new Float64Array(2),
    () => 1,
    Symbol("junk"),
    new Date(0),
    new Map(),
  ),
  fc.anything({ maxDepth: 2 }),
);

/** Calls a constructor of the catalogue; a modifier gets a design first. */
function construct(name: string, options: unknown): unknown {
  return name in modifiers ? made(name, boin({ target: 0.3, doses: 3, maximumPatients: 12 }), options) : made(name, options);
}

/** What it threw, when that is not InvalidArgument; it must name the constructor and say what is required. */
function complaint(name: string, options: unknown): unknown {
  try {
    construct(name, options);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidArgument)) return error;
    expect(error.caller).toBe(name);
    expect(error.message).toMatch(new RegExp(`^${name}: .* must .+, got `, "s"));
    return undefined;
  }
}

describe.each(Object.keys(catalogue))("%s", (name) => {
  test.prop([optionsByName[name]])("takes all valid options", (options) => {
    expect(() => construct(name, options)).not.toThrow();
  });

  test.prop([junk])("refuses junk in place of its options by InvalidArgument, or ignores it", (options) => {
    expect(complaint(name, options)).toBeUndefined();
  });

  test.prop([optionsByName[name], fc.nat(), junk], { numRuns: 400 })(
    "refuses junk in any option by InvalidArgument, or ignores it",
    (options, which, value) => {
      const keys = Object.keys(options);
      if (keys.length === 0) return;
      expect(complaint(name, { ...options, [keys[which % keys.length]]: value } as Options)).toBeUndefined();
    },
  );

  test.prop([optionsByName[name], fc.string({ minLength: 1 }).filter((key) => key !== "__proto__"), junk])(
    "refuses an option that it does not know, or ignores it",
    (options, key, value) => {
      if (Object.hasOwn(options, key)) return;
      expect(complaint(name, { ...options, [key]: value } as Options)).toBeUndefined();
    },
  );
});
