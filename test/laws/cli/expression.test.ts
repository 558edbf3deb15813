/** Formulas: they mean what they mean in mathjs, and nothing but a formula gets through. */
import fc from "fast-check";
import { evaluate } from "mathjs/number";
import { describe, expect, it } from "vitest";
import { compileExpression } from "../../../src/cli/expression/index.js";
import { InvalidArgument } from "../../../src/errors.js";

const scope = { dose: 2.5, level: 2, a: 0.75, b: 1.5 };
const variables = ["dose", "level"];
const constants = { a: scope.a, b: scope.b };

const oursOf = async (text: string) => (await compileExpression(text, variables, constants)).evaluate([scope.dose, scope.level]);

const space = fc.constantFrom("", " ", "  ");
const glue = (parts: readonly string[]) =>
  fc
    .array(space, { minLength: parts.length, maxLength: parts.length })
    .map((gaps) => parts.map((part, i) => part + gaps[i]).join(""));
const perhapsInParentheses = (text: string) => fc.constantFrom(text, `(${text})`);

/** Formulas whose value is above 0 and does not amplify rounding errors, so that both evaluations agree to nearly all digits. */
const { positive } = fc.letrec<{ positive: string }>((tie) => ({
  positive: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom("dose", "level", "a", "b", "pi", "e", "1e-3", ".5", "2.", "1.25e+2"),
      fc.integer({ min: 1, max: 50 }).map(String),
      fc.double({ min: 0.01, max: 100, noNaN: true }).map(String),
    ),
    fc
      .tuple(tie("positive"), fc.constantFrom("+", "*", "/"), tie("positive"))
      .chain(glue)
      .chain(perhapsInParentheses),
    fc
      .tuple(fc.constantFrom("sqrt", "cbrt", "log1p", "tanh", "abs", "atan"), tie("positive"))
      .map(([name, x]) => `${name}(${x})`),
    fc.tuple(fc.constantFrom("exp", "cosh", "expm1", "sinh"), tie("positive")).map(([name, x]) => `${name}(tanh(${x}))`),
    fc
      .tuple(fc.constantFrom("min", "max"), fc.array(tie("positive"), { minLength: 1, maxLength: 4 }))
      .map(([name, xs]) => `${name}(${xs.join(", ")})`),
    fc.tuple(tie("positive"), fc.constantFrom("2", "-1", "0.5", "-(3)", "level")).map(([x, y]) => `(${x})^${y}`),
    fc.tuple(tie("positive"), fc.constantFrom("3", "-0.25")).map(([x, y]) => `pow(${x}, ${y})`),
    fc.tuple(tie("positive"), tie("positive")).map(([x, y]) => `-(-(${x}) - (${y}))`),
    fc.tuple(tie("positive"), tie("positive")).map(([x, y]) => `(1 < 2 ? ${x} : ${y})`),
  ),
}));

/** Formulas over small whole numbers, exact in any order: signs, subtraction, comparisons, conditions. */
const { whole } = fc.letrec<{ whole: string }>((tie) => ({
  whole: fc.oneof(
    { maxDepth: 5 },
    fc.integer({ min: 0, max: 9 }).map(String),
    fc.constant("level"),
    fc
      .tuple(tie("whole"), fc.constantFrom("+", "-", "*"), tie("whole"))
      .chain(glue)
      .chain(perhapsInParentheses),
    fc.tuple(fc.constantFrom("-", "+", "- -"), tie("whole")).map(([sign, x]) => `${sign}(${x})`),
    fc
      .tuple(tie("whole"), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), tie("whole"), tie("whole"), tie("whole"))
      .map(([x, sign, y, yes, no]) => `((${x}) ${sign} (${y}) ? (${yes}) : (${no}))`),
    fc.tuple(fc.constantFrom("floor", "ceil", "abs"), tie("whole")).map(([name, x]) => `${name}(${x})`),
  ),
}));

describe("a formula", () => {
  it("has mathjs's value, to 1e-12", async () => {
    await fc.assert(
      fc.asyncProperty(positive, async (text) => {
        fc.pre(text.length <= 900);
        const theirs = evaluate(text, { ...scope }) as number;
        const ours = await oursOf(text);
        if (theirs === ours) return;
        expect(Math.abs(ours - theirs) / Math.abs(theirs), text).toBeLessThan(1e-12);
      }),
      { numRuns: 500 },
    );
  });

  it("over whole numbers has exactly mathjs's value", async () => {
    await fc.assert(
      fc.asyncProperty(whole, async (text) => {
        fc.pre(text.length <= 900);
        expect(await oursOf(text), text).toBe(evaluate(text, { ...scope }));
      }),
      { numRuns: 500 },
    );
  });

  it("has the same bits however often it is compiled and evaluated", async () => {
    await fc.assert(
      fc.asyncProperty(positive, async (text) => {
        fc.pre(text.length <= 900);
        const compiled = await compileExpression(text, variables, constants);
        const value = compiled.evaluate([scope.dose, scope.level]);
        expect(compiled.evaluate(Float64Array.of(scope.dose, scope.level))).toBe(value);
        expect(await oursOf(text)).toBe(value);
      }),
      { numRuns: 50 },
    );
  });
});

/** Texts that no formula is, from pieces that matter to parsers. */
const hostile = fc
  .array(
    fc.constantFrom(
      ..."import constructor __proto__ prototype this globalThis process eval Function toString valueOf require range map parse simplify".split(
        " ",
      ),
      ..."( ) [ ] { } . , ; : = == ' \" ` \\ ! @ # $ % ^ & | ~ ? < > / * - + \n \r \t \0 \u2028 0x 1e 1e9 9e999 .. => ** // /* */ ${".split(
        " ",
      ),
      "1",
      "dose",
      "exp(",
      "🙂",
      "\ud800",
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(""));

async function answers(text: string): Promise<number | InvalidArgument> {
  try {
    return await oursOf(text);
  } catch (error) {
    expect(error, JSON.stringify(text)).toBeInstanceOf(InvalidArgument);
    return error as InvalidArgument;
  }
}

describe("any text", () => {
  it.each([
    ["pieces of programs", hostile],
    ["characters", fc.string({ unit: "binary", maxLength: 200 })],
    ["signs", fc.string({ unit: fc.constantFrom(..."()+-*/^<>=!?:,. 1ae"), maxLength: 1500 })],
  ])("of %s is a formula or is refused with words, and leaves the engine as it was", async (_, texts) => {
    const before = Object.getOwnPropertyNames(globalThis).length;
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const answer = await answers(text);
        if (typeof answer !== "number") expect(answer.message).toMatch(/^expression: /);
      }),
      { numRuns: 1000 },
    );
    expect(Object.getOwnPropertyNames(globalThis)).toHaveLength(before);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("takes time in proportion to its length at most", async () => {
    // 2 MB of each: a quadratic pass would take minutes.
    const long = ["(", "1+", "-", " ", "a", "1", "((", "?:", "1e", "."].map((piece) => piece.repeat(2_000_000 / piece.length));
    for (const text of long) expect(await answers(text)).toBeInstanceOf(InvalidArgument);
  });
});
