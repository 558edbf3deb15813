/** A model written as formulas, for people. */
import type { Axis } from "../density/axis.js";
import { Expression, type Operand } from "../density/expression.js";
import type { DeclaredParameter, Trace } from "./trace.js";

type Names = ReadonlyMap<Expression, string>;

/** One statement a line: priors in the order of declaration, likelihoods, what is added, what is recorded. */
export function formulasOf(trace: Trace): string {
  const names = new Map<Expression, string>();
  for (const { name, value } of trace.parameters) names.set(value, name);
  for (const { name, expression } of trace.recorded) if (!names.has(expression)) names.set(expression, name);
  const stated = new Set(trace.statements.map(({ name }) => name));
  const named = new Set(trace.parameters.map(({ name }) => name));
  const lines = [
    ...trace.parameters.map((parameter) => priorLine(parameter, names)),
    ...trace.statements.map(
      ({ subject, distribution }) => `${inWords(subject, names)} ~ ${distributionInWords(distribution, names)}`,
    ),
    ...trace.terms
      .filter(({ name }) => !stated.has(name) && !named.has(name))
      .map(
        ({ name, expression }) =>
          `log density += ${name}${expression.axis === null ? "" : ` (sum over ${expression.axis.name})`}`,
      ),
    ...trace.recorded.map(({ name, expression }) => {
      const others = new Map([...names].filter(([node]) => node !== expression));
      return `${name}${subscript(expression.axis)} = ${inWords(expression, others)}`;
    }),
  ];
  return lines.join("\n");
}

function priorLine({ name, axis, distribution, standard, transform }: DeclaredParameter, names: Names): string {
  const form = standard === undefined ? "" : "   (non-centered)";
  const constrained = transform.constrainedSize > 1 ? `   (${transform.name})` : "";
  return `${name}${subscript(axis)} ~ ${distributionInWords(distribution, names)}${form}${constrained}`;
}

/** `normal(mean = mu, sd = tau)`. */
function distributionInWords(
  distribution: { readonly name: string; readonly parameters: Readonly<Record<string, Operand>> },
  names: Names,
): string {
  // The center of a half distribution is always 0.
  const isHalf = distribution.name.startsWith("half");
  const parts = Object.entries(distribution.parameters)
    .filter(([name]) => !(isHalf && (name === "mean" || name === "location")))
    .map(([name, operand]) => `${name} = ${operandInWords(operand, names)}`);
  return `${distribution.name}(${parts.join(", ")})`;
}

const operandInWords = (operand: Operand, names: Names): string =>
  operand instanceof Expression ? inWords(operand, names) : show(operand);

const subscript = (axis: Axis | null): string =>
  axis === null || /^(coordinates|elements) of /.test(axis.name) ? "" : `[${letter(axis)}]`;

/** What stands for a place on an axis: `i` for rows, the axis' name, or from where to where it goes. */
function letter({ name, length, product }: Axis): string {
  if (product !== undefined) return product.map(letter).join(", ");
  if (name === "rows") return "i";
  return length === undefined ? name : `1…${length}`;
}

const show = (value: number): string => String(Number(value.toPrecision(12)));

/** How tightly an operation binds: sums, products, then everything that has its own brackets. */
const STRENGTH: Readonly<Record<string, number>> = { add: 1, subtract: 1, negate: 2, multiply: 2, divide: 2 };
const SIGN: Readonly<Record<string, string>> = {
  add: " + ",
  subtract: " − ",
  multiply: "·",
  divide: " / ",
  less: " < ",
  lessOrEqual: " ≤ ",
  equal: " = ",
  power: "^",
};

/** An expression with the names of what it is made of. */
function inWords(expression: Expression, names: Names): string {
  const name = names.get(expression);
  if (name !== undefined) return `${name}${subscript(expression.axis)}`;
  const { operation, inputs, about } = expression;
  const part = (at: number, strength = 0): string => {
    const input = inputs[at] as Expression;
    const text = inWords(input, names);
    return !names.has(input) && (STRENGTH[input.operation] ?? 3) < strength ? `(${text})` : text;
  };
  if (operation === "constant") return show(about.value as number);
  if (operation === "position" || operation === "column" || (operation === "select" && about.name !== undefined))
    return `${about.name}${subscript(expression.axis)}`;
  if (operation === "index") return `${about.name}[${letter(expression.axis as Axis)}]`;
  if (operation === "row") return letter(expression.axis as Axis);
  if (operation === "gather" && placeOfColumn(inputs[0] as Expression) !== undefined)
    return part(0).replace(/\[[^[\]]*, (\d+)\]$/, `[${part(1)}, $1]`);
  if (operation === "gather") return `${asArray(part(0), inputs[0] as Expression, names)}[${part(1)}]`;
  if (operation === "element")
    return `${withoutSubscript(part(0))}[${placeInWords(inputs[0] as Expression, about.at as number)}]`;
  const columnPlace = placeOfColumn(expression);
  if (columnPlace !== undefined)
    return `${asArray(part(0), inputs[0] as Expression, names)}[${letter(expression.axis as Axis)}, ${columnPlace + 1}]`;
  if (operation === "lag") return `${withoutSubscript(part(0))}[${letter(expression.axis as Axis)} − ${about.lag}]`;
  if (operation === "negate") return `−${part(0, 2)}`;
  if (operation === "sum") return `Σ ${part(0, 2)}`;
  if (operation === "select") return `(${part(0)} ? ${part(1)} : ${part(2)})`;
  if (operation === "output" && about.call?.operator.name === "gather-rows")
    return `${asArray(part(1), inputs[1] as Expression, names)}[${part(0)}]`;
  if (operation === "output" && about.call?.operator.name === "row-sums") return `Σ ${part(0, 2)}`;
  if (operation === "output") return `${about.call?.operator.name}(${inputs.map((_, at) => part(at)).join(", ")})`;
  if (operation === "scan" || operation === "previous") return `state ${(about.component as number) + 1}`;
  const sign = SIGN[operation];
  if (sign === undefined) return `${operation}(${inputs.map((_, at) => part(at)).join(", ")})`;
  const strength = STRENGTH[operation] ?? 3;
  return `${part(0, strength)}${sign}${part(1, strength + (operation === "subtract" || operation === "divide" ? 1 : 0))}`;
}

/** A place of a vector, or row and column of a matrix. */
function placeInWords({ axis }: Expression, at: number): string {
  const width = axis?.product?.[1].length;
  return width === undefined ? `${at + 1}` : `${Math.floor(at / width) + 1},${(at % width) + 1}`;
}

/** Which column of a matrix this is: one of all its columns, or its product with an indicator of one. */
function placeOfColumn({ operation, about, inputs }: Expression): number | undefined {
  if (operation !== "output") return undefined;
  if (about.call?.operator.name === "columns") return about.component;
  if (about.call?.operator.name !== "matrix-vector") return undefined;
  const [indicated, place] = (inputs[1] as Expression).inputs;
  const isIndicator = (inputs[1] as Expression).operation === "equal" && indicated?.operation === "row";
  return isIndicator ? place?.about.value : undefined;
}

/** What stands before a place: a name as it is, anything else in brackets. */
const asArray = (text: string, array: Expression, names: Names): string =>
  names.has(array) || array.operation === "column" || array.operation === "position" ? withoutSubscript(text) : `(${text})`;

/** `alpha[county]` as `alpha`, to be followed by another place. */
const withoutSubscript = (text: string): string => text.replace(/\[[^[\]]*\]$/, "");
