/** Files: whatever is in one, it is read as JSON.parse reads it, or refused with its place. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { designsOf, StudyDocument, studyOf, trialOf } from "../../../src/cli/study-file/index.js";
import { readJson } from "../../../src/cli/study-file/json-reader.js";
import { InvalidArgument } from "../../../src/errors.js";

const STUDY = {
  equipoise: 1,
  title: "t",
  seed: 1,
  replicates: 10,
  doses: [1, 2, 4],
  constants: { a: -2 },
  designs: {
    BOIN: { design: "boin", target: 0.3, maximumPatients: 12, modifiers: [{ modifier: "withEnoughAtDose", patients: 6 }] },
    "3+3": { design: "threePlusThree", deEscalate: true },
    own: { design: "decisionTableDesign", target: 0.3, maximumPatients: 6, table: { 3: ["E", "S", "D", "DU"] } },
  },
  scenarios: {
    list: { toxicity: [0.1, 0.2, 0.3], trueLevel: null, dropoutRate: 0.1 },
    curve: {
      toxicity: { curve: "expit(a + log(dose))" },
      accrual: { make: "piecewiseAccrual", pieces: [{ from: 0, rate: 1 }] },
      onset: { make: "weibullOnset", late: 0.5 },
    },
  },
};
const TRIAL = {
  equipoise: 1,
  doses: [1, 2, 4],
  design: { design: "boin", target: 0.3, maximumPatients: 12 },
  patients: [
    { patient: "1", dose: 1, entered: 0, assessed: 1, toxic: false, covariates: { sex: "f" } },
    { patient: "2", dose: 1, entered: 0, assessed: 1, observed: { toxic: true } },
    { patient: "3", entered: 1 },
  ],
};

/** Reads the text as every kind of file: an error must be an InvalidArgument that names file, line and column. */
async function readAll(text: string): Promise<void> {
  for (const make of [studyOf, trialOf, designsOf]) {
    try {
      await make(new StudyDocument("f.json", text));
    } catch (error) {
      expect(error, text.slice(0, 500)).toBeInstanceOf(InvalidArgument);
      expect((error as Error).message).toMatch(/^f\.json:\d+:\d+: .* must /s);
    }
  }
}

/** Every path of a value, deepest included. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

/** The value with another one at a path. */
function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  if (path.length === 0) return by;
  const copy = structuredClone(value);
  const parent = path.slice(0, -1).reduce((at, step) => (at as Record<string, unknown>)[step], copy) as Record<string, unknown>;
  parent[path.at(-1) as string] = by;
  return copy;
}

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    -1,
    0,
    1e308,
    0.5,
    "",
    "boin",
    [],
    {},
    null,
    true,
    "__proto__",
    { make: "boin" },
    { curve: "dose" },
    [[]],
    2 ** 53,
  ),
);

describe("the reader of JSON", () => {
  it("reads what JSON.parse reads, to the same values", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, "\t", " \r\n "), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!text.includes('"__proto__"'));
        expect(readJson("f", text).value).toEqual(JSON.parse(text));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["characters of JSON", fc.string({ unit: fc.constantFrom(...'{}[]",:0123456789.eE+-\\ut rfalsn\n\t'), maxLength: 40 })],
    ["any characters", fc.string({ unit: "binary", maxLength: 40 })],
    [
      "texts in quotes",
      fc.string({ unit: fc.constantFrom(...'\\u09afbnrt/"x \u0001\n🙂'), maxLength: 20 }).map((text) => `"${text}"`),
    ],
    ["numbers", fc.string({ unit: fc.constantFrom(..."0123456789.eE+-"), maxLength: 8 })],
  ])("of %s refuses what JSON.parse refuses", (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        let expected: unknown;
        let refused = false;
        try {
          expected = JSON.parse(text);
        } catch {
          refused = true;
        }
        if (refused) expect(() => readJson("f", text), text).toThrow(InvalidArgument);
        else if (typeof expected !== "number" || Number.isFinite(expected))
          expect(readJson("f", text).value, text).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("files", () => {
  it("as they should be are read", async () => {
    await studyOf(new StudyDocument("f.json", JSON.stringify(STUDY)));
    expect((await trialOf(new StudyDocument("f.json", JSON.stringify(TRIAL)))).cohorts[0]).toHaveLength(3);
  });

  it.each([
    ["study", STUDY],
    ["trial", TRIAL],
  ])("of a %s with anything at any place are read or refused with the place", async (_, valid) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsOf(valid)), anything, async (path, value) => {
        await readAll(JSON.stringify(replaced(valid, path, value)));
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ["study", STUDY],
    ["trial", TRIAL],
  ])("of a %s with a strange key at any place are refused with the place", async (_, valid) => {
    const places = pathsOf(valid).filter((path) => {
      const value = path.reduce((at, step) => (at as Record<string, unknown>)[step], valid as unknown);
      return typeof value === "object" && value !== null && !Array.isArray(value);
    });
    const keys = fc.oneof(
      fc.constantFrom("", "constructor", "hasOwnProperty", "toString", "make", "curve", "design", "length", "0"),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), keys, anything, async (path, key, value) => {
        await readAll(JSON.stringify(replaced(valid, [...path, key], value)));
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["study", STUDY],
    ["trial", TRIAL],
  ])("of a %s that were cut short are refused with the place", async (_, valid) => {
    const text = JSON.stringify(valid, null, 2);
    for (let length = 0; length < text.length; length += 7) await readAll(text.slice(0, length));
  });

  it("that are any JSON or any text are refused with the place", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: "binary" })), (text) => readAll(text)),
      { numRuns: 500 },
    );
  });
});
