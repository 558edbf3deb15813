/** Formulas: what they compute, and what they refuse. */
import { describe, expect, it } from "vitest";
import { compileExpression } from "../../../src/cli/expression/index.js";
import { exp, log } from "../../../src/numeric/elementary.js";

const computed = async (text: string, values: Record<string, number> = {}) =>
  (await compileExpression(text, Object.keys(values))).evaluate(Object.values(values));

describe("a formula", () => {
  it("is computed with the library's own functions, to the bit", async () => {
    const curve = await compileExpression("1 / (1 + exp(-(a + b * log(dose))))", ["dose"], { a: -3, b: 1.2 });
    for (const dose of [0.5, 1, 7, 1000]) expect(curve.evaluate([dose])).toBe(1 / (1 + exp(-(-3 + 1.2 * log(dose)))));
  });

  it.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["-2 ^ 2", -4],
    ["2 ^ 3 ^ 2", 512],
    ["10 - 4 - 3", 3],
    ["8 / 4 / 2", 1],
    ["+3 - -2", 5],
    ["1e2 + .5 + 1.", 101.5],
    ["min(3, 1, 2) + max(4)", 5],
    ["pow(2, 10)", 1024],
    ["logit(0.5) + expit(0)", 0.5],
    ["abs(-3) + floor(2.7) + ceil(2.1) + sqrt(16) + cbrt(27)", 15],
    ["1 < 2 ? 10 : 20", 10],
    ["2 <= 1 ? 10 : 20", 20],
    ["1 == 1 ? (1 != 1 ? 1 : 2) : 3", 2],
    ["1 > 1 ? 1 : 2 > 1 ? 2 : 3", 2],
    ["(2 > 1) + (2 >= 2)", 2],
    ["pi * 0 + e * 0", 0],
    ["log(0)", Number.NEGATIVE_INFINITY],
    ["0 / 0", Number.NaN],
    ["(0 / 0) ? 1 : 2", Number.NaN],
  ])("%s is %d", async (text, value) => {
    expect(await computed(text)).toBe(value);
  });

  it("reads its variables in the order given", async () => {
    expect(await computed("10 * level + dose", { dose: 3, level: 2 })).toBe(23);
  });

  it.each([
    ["exp(dosis)", "at column 5 must be a known name", "did you mean dose?"],
    ["import(dose)", "at column 1 must be a known name", 'got "import"'],
    ["constructor", "at column 1 must be a known name", 'got "constructor"'],
    ["__proto__", "at column 1", 'got "__proto__"'],
    ["toString()", "at column 1", 'got "toString"'],
    ["hasOwnProperty(1)", "at column 1", "known name"],
    ["dose.constructor", "at column 5", 'got "."'],
    ["dose['x']", "at column 5", 'got "["'],
    ["x = 3", "at column 3", 'got "="'],
    ["f(x) = x", "at column 6", 'got "="'],
    ["dose; dose", "at column 5", 'got ";"'],
    ["dose\n+ 1", "at column 5", "must be a number"],
    ["'text'", "at column 1", 'got "\'"'],
    ["`dose`", "at column 1", 'got "`"'],
    ["{a: 1}", "at column 1", 'got "{"'],
    ["[1, 2]", "at column 1", 'got "["'],
    ["dose!", "at column 5", 'got "!"'],
    ["dose % 2", "at column 6", 'got "%"'],
    ["dose'", "at column 5", 'got "\'"'],
    ["1 + 🙂", "at column 5", 'got "🙂"'],
    ["2 dose", "at column 3", "must have a sign"],
    ["2dose", "at column 2", "must have a sign"],
    ["(1)(2)", "at column 4", "must have a sign"],
    ["0x10", "at column 2", "must have a sign"],
    ["dose mod 2", "at column 6", "must have a sign"],
    ["dose(1)", "at column 1", "must be a function"],
    ["exp", "at column 1", "give exp its argument"],
    ["exp()", "at column 1", "give exp 1 argument"],
    ["pow(1)", "at column 1", "give pow 2 arguments"],
    ["min()", "at column 1", "give min 1 to 20 arguments"],
    ["1 +", "at column 4", "must be a whole formula"],
    ["(1", "at column 3", "must be a whole formula"],
    ["1)", "", "must be a whole formula"],
    ["1 ? 2", "", "must be a whole formula"],
    ["1 < 2 < 3", "", "must hold only numbers"],
    ["1e999", "", "must hold finite numbers only"],
    ["true + 1", "at column 1", 'got "true"'],
    ["", "", "must be a formula"],
    ["   ", "", "must be a formula"],
  ])("refuses %j and says why", async (text, place, reason) => {
    const refusal = compileExpression(text, ["dose"]);
    await expect(refusal).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(refusal).rejects.toThrow(`expression: the text${place && " "}${place}`);
    await expect(refusal).rejects.toThrow(reason);
  });

  it("refuses what is no text", async () => {
    await expect(compileExpression(7 as never, [])).rejects.toThrow("must be a formula");
  });

  it.each([
    ["parentheses", `${"(".repeat(400)}1${")".repeat(400)}`],
    ["calls", `${"exp(".repeat(200)}1${")".repeat(200)}`],
    ["length", `${"1+".repeat(5000)}1`],
    ["digits", "1".repeat(100_000)],
    ["spaces", " ".repeat(100_000)],
    ["signs", "-".repeat(100_000)],
  ])("refuses too many %s at once", async (_, text) => {
    await expect(compileExpression(text, [])).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it.each([
    ["dose", "be named as what formulas have already"],
    ["exp", "be named as what formulas have already"],
    ["pi", "be named as what formulas have already"],
    ["a b", "be named with letters, digits and _"],
    ["1a", "be named with letters, digits and _"],
  ])("refuses a constant called %j", async (name, reason) => {
    await expect(compileExpression("1", ["dose"], { [name]: 1 })).rejects.toThrow(reason);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, "1"])("refuses the constant %j", async (value) => {
    await expect(compileExpression("1", [], { a: value as number })).rejects.toThrow("must be a finite number");
  });
});
