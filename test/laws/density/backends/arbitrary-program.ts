/** Random programs that keep the contract: rows of loops of order "any" are independent, the others see what earlier rows stored. */
import fc from "fast-check";
import { binaryFunctions, unaryFunctions } from "../../../../src/density/backends/operation-functions.js";
import type { Instruction } from "../../../../src/density/instruction.js";
import type { ArraySlot, Program, Step } from "../../../../src/density/program.js";

/** Numbers of the arrays; stored ones are read by later loops only, and by the loop itself where it goes row by row. */
const array = { theta: 0, scalars: 1, dTheta: 2, dScalars: 3, x: 4, counts: 5, group: 6, other: 7, stored: 8, kept: 9, sums: 10 };

const slots: readonly ArraySlot[] = [
  { name: "theta", type: "f64", size: 1, role: "position" },
  { name: "scalars", type: "f64", size: 2, role: "position" },
  { name: "dTheta", type: "f64", size: 1, role: "gradient" },
  { name: "dScalars", type: "f64", size: 2, role: "gradient" },
  { name: "x", type: "f64", size: 0, role: "data", padding: 2 },
  { name: "counts", type: "i32", size: 0, role: "data" },
  { name: "group", type: "i32", size: 0, role: "data" },
  { name: "other", type: "i32", size: 0, role: "data" },
  { name: "stored", type: "f64", size: 0, role: "work", padding: 2 },
  { name: "kept", type: "f64", size: 0, role: "output" },
  { name: "sums", type: "f64", size: 2, role: "output" },
];

const unary = ["negate", "absolute", "squareRoot", "floor", ...Object.keys(unaryFunctions)];
const binary = [
  "add",
  "subtract",
  "multiply",
  "divide",
  "minimum",
  "maximum",
  "less",
  "lessOrEqual",
  "equal",
  ...Object.keys(binaryFunctions),
];

/** A line before its operands are bound to lines that exist: they are taken modulo the number of values so far. */
interface Draft {
  readonly kind: "value" | "effect";
  readonly choice: number;
  readonly a: number;
  readonly b: number;
  readonly test: number;
  readonly constant: number;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constantFrom("value", "value", "value", "effect"),
  choice: fc.nat(1000),
  a: fc.nat(1000),
  b: fc.nat(1000),
  test: fc.nat(1000),
  constant: fc.oneof(fc.constantFrom(0, -0, 1, 2, 0.5), fc.double({ min: -100, max: 100, noNaN: true })),
});

/** `last` of the list, counted from the end, so that most lines read what was computed just before. */
const near = (values: readonly number[], back: number): number => values[values.length - 1 - (back % Math.min(values.length, 6))];

function valueLine(
  { choice, a, b, test, constant }: Draft,
  values: readonly number[],
  order: "any" | "forward" | "backward" | "once",
): Instruction {
  const shift = (choice % 5) - 2;
  const leaves: Instruction[] = [
    { op: "constant", value: constant },
    { op: "element", array: array.scalars, at: a % 3 },
    { op: "element", array: array.counts, at: 0 },
  ];
  if (order !== "once")
    leaves.push(
      { op: "load", array: array.x, shift },
      { op: "load", array: array.x },
      { op: "load", array: array.counts },
      { op: "gather", array: array.theta, index: array.group },
      { op: "gather", array: array.theta, index: array.other },
      { op: "row" },
    );
  if (order === "forward" || order === "backward") leaves.push({ op: "load", array: array.stored, shift });
  const kind = choice % 7;
  if (values.length === 0 || kind < 2) return leaves[a % leaves.length];
  const [first, second] = [near(values, a), near(values, b)];
  if (kind === 2) return { op: "select", test: near(values, test), a: first, b: second };
  if (kind === 3) return { op: unary[test % unary.length], a: first } as Instruction;
  return { op: binary[test % binary.length], a: first, b: second } as Instruction;
}

function effectLine(
  { choice, a, test }: Draft,
  values: readonly number[],
  order: "any" | "forward" | "backward" | "once",
): Instruction {
  const value = near(values, a);
  if (order === "once") return { op: "storeAt", array: choice % 2 === 0 ? array.sums : array.dScalars, at: test % 3, value };
  const index = test % 2 === 0 ? array.group : array.other;
  const effects: Instruction[] = [
    { op: "sum", array: array.sums, at: test % 3, value },
    { op: "sumLog", array: array.dScalars, at: test % 3, value },
    { op: "scatter", array: array.dTheta, index, value },
    { op: "store", array: order === "any" ? array.kept : array.stored, value },
  ];
  return effects[choice % effects.length];
}

function loopOf(drafts: readonly Draft[], order: "any" | "forward" | "backward" | "once"): Step {
  const body: Instruction[] = [];
  const values: number[] = [];
  const summed = new Set<string>();
  for (const next of drafts) {
    if (next.kind === "value" || values.length === 0) {
      values.push(body.length);
      body.push(valueLine(next, values.slice(0, -1), order));
      continue;
    }
    const line = effectLine(next, values, order);
    const place = "at" in line ? `${line.op} ${line.at}` : "";
    if (place !== "" && order !== "once" && summed.has(place)) continue;
    summed.add(place);
    body.push(line);
  }
  return { kind: "loop", size: order === "once" ? null : 0, order: order === "once" ? "any" : order, body };
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.array(draft, { minLength: 3, maxLength: 40 }),
        fc.constantFrom("any", "any", "forward", "backward", "once" as const),
      )
      .map(([drafts, order]) => loopOf(drafts, order as "any")),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(array.dTheta, array.stored).map((zeroed) => ({ kind: "zero", array: zeroed }) as const),
  },
);

export const arbitraryProgram: fc.Arbitrary<Program> = fc.array(step, { minLength: 1, maxLength: 5 }).map((density) => ({
  sizes: [{ name: "rows" }, { name: "groups" }, { name: "three", fixed: 3 }],
  arrays: slots,
  value: array.sums,
  entries: { bind: [], density, weighted: [], outputs: [], terms: [] },
  terms: array.sums,
  termNames: ["first", "second", "third"],
}));
