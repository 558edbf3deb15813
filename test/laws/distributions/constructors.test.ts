/** Constructors of the catalogue: valid options are taken, anything else is refused by InvalidArgument in their own name, or is harmless. */
import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue, vectorCatalogue } from "../../../src/distributions/catalogue.js";
import { censored, flat, half, mixture, normal, truncated } from "../../../src/distributions/index.js";
import { InvalidArgument } from "../../../src/errors.js";
import { type Options, optionsOf } from "./cases.js";

/** Values that a caller's mistake may put anywhere. */
const junk = fc.oneof(
  fc.constantFrom(undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -1, 0, -0, 0.5, 1, 1.5, 1e308, "", "3", true, 3n),
  fc.constantFrom([], {}, [null], [Number.NaN], [{}], { length: 3 }, new Float64Array(2), () => 1, Symbol("junk"), new Date(0)),
  fc.anything({ maxDepth: 2 }),
);

const vectorOptions: Readonly<Record<keyof typeof vectorCatalogue, readonly Options[]>> = {
  dirichlet: [{ concentration: [1, 2, 3] }, { concentration: 0.5, dimension: 4 }],
  lkj: [{ dimension: 3, shape: 2 }],
  lkjCholesky: [{ dimension: 3, shape: 2 }],
  multinomial: [
    { trials: 5, probabilities: [0.5, 0.5] },
    { trials: 5, logits: [0, 1] },
  ],
  multivariateNormal: [
    {
      mean: [0, 0],
      covariance: [
        [2, 0.5],
        [0.5, 1],
      ],
    },
    {
      mean: 0,
      cholesky: [
        [1, 0],
        [0.5, 2],
      ],
    },
  ],
};

const standard = normal({ mean: 0, sd: 1 });

/** Those whose first argument is a distribution or a list of them. */
const modifiers: Readonly<Record<string, (options: unknown) => unknown>> = {
  truncated: (options) => truncated(standard, options as never),
  censored: (options) => censored(standard, options as never),
  mixture: (options) => mixture([standard, standard], (options as { weights: never }).weights),
  flat: (options) => flat(options as never),
};

const modifierOptions: Readonly<Record<string, readonly Options[]>> = {
  truncated: [{ lower: 1, upper: 2 }],
  censored: [{ right: 1 }, { interval: 0, upTo: 3 }],
  mixture: [{ weights: [0.5, 0.5] }],
  flat: [{ lower: 0, upper: 1 }],
};

const makers = { ...catalogue, ...vectorCatalogue, ...modifiers } as unknown as Record<
  string,
  (options: unknown) => { name: string }
>;
const allOptions: Record<string, readonly Options[]> = { ...optionsOf, ...vectorOptions, ...modifierOptions };

/** What it threw, when that is not InvalidArgument in the constructor's name. */
function complaint(name: string, options: unknown): unknown {
  try {
    (makers[name] as (options: unknown) => unknown)(options);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidArgument)) return error;
    expect(error.caller).toBe(name);
    expect(error.message).toMatch(new RegExp(`^${name}: .* must .+, got `, "s"));
    return undefined;
  }
}

describe.each(Object.keys(makers))("%s", (name) => {
  const valid = allOptions[name] as readonly Options[];

  it("takes all valid options", () => {
    for (const options of valid) expect(() => (makers[name] as (options: Options) => unknown)(options)).not.toThrow();
  });

  test.prop([junk])("refuses junk in place of its options by InvalidArgument, or ignores it", (options) => {
    expect(complaint(name, name === "mixture" ? { weights: options } : options)).toBeUndefined();
  });

  test.prop([fc.constantFrom(...valid), fc.nat(), junk], { numRuns: 300 })(
    "refuses junk in any option by InvalidArgument, or ignores it",
    (options, which, value) => {
      const keys = Object.keys(options);
      expect(complaint(name, { ...options, [keys[which % keys.length] as string]: value })).toBeUndefined();
    },
  );
});

describe("half, truncated, censored and mixture", () => {
  test.prop([junk])("refuse junk in place of a distribution", (value) => {
    for (const [name, make] of [
      ["half", () => half(value as never)],
      ["truncated", () => truncated(value as never, { lower: 0 })],
      ["censored", () => censored(value as never, { right: 1 })],
      ["mixture", () => mixture(value as never, [0.5, 0.5])],
    ] as const) {
      let caught: unknown;
      try {
        make();
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(InvalidArgument);
      expect((caught as InvalidArgument).caller).toBe(name);
    }
  });
});
