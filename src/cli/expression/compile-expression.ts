/** From the text of a formula to a function of its variables. */
import { InvalidArgument } from "../../errors.js";
import { didYouMean } from "../nearest-name.js";
import { at, checkText, refusal, type Token } from "./check-text.js";
import { CONSTANTS, FUNCTIONS, OPERATORS } from "./vocabulary.js";

/** A formula, ready to be computed. */
export interface Expression {
  readonly text: string;
  /** Its variables, in the order of `evaluate`'s values. */
  readonly variables: readonly string[];
  /** Its value where the variables have these values. */
  evaluate(values: ArrayLike<number>): number;
}

/** What mathjs parses to; only what is read of it. */
interface SyntaxNode {
  readonly type: string;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly op?: unknown;
  readonly implicit?: unknown;
  readonly fn?: unknown;
  readonly args?: readonly SyntaxNode[];
  readonly content?: SyntaxNode;
  readonly condition?: SyntaxNode;
  readonly trueExpr?: SyntaxNode;
  readonly falseExpr?: SyntaxNode;
}

type Closure = (values: ArrayLike<number>) => number;

interface Scope {
  readonly tokens: readonly Token[];
  readonly variables: readonly string[];
  readonly constants: ReadonlyMap<string, number>;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Compiles a formula such as `1 / (1 + exp(-(a + b * log(dose))))`. mathjs parses it; what it parsed is turned into closures over
 * Equipoise's own functions, so the same formula gives the same bits on every engine and nothing in a text is ever run.
 *
 * Known are + − * / ^, comparisons, `condition ? a : b`, the functions and constants of the vocabulary, the variables and the given constants.
 *
 * @throws InvalidArgument, naming the column, for anything else.
 */
export async function compileExpression(
  text: string,
  variables: readonly string[],
  constants: Readonly<Record<string, number>> = {},
): Promise<Expression> {
  const tokens = checkText(text);
  const scope: Scope = { tokens, variables, constants: new Map([...CONSTANTS, ...checkConstants(constants, variables)]) };
  for (const token of tokens) if (token.kind === "name") checkName(token, scope);
  const evaluate = compile(await parse(text), scope);
  return { text, variables, evaluate };
}

async function parse(text: string): Promise<SyntaxNode> {
  // Slow to load (a quarter of a second), so only when a file has a formula.
  const { parse: parseWithMathjs } = await import("mathjs/number");
  try {
    return parseWithMathjs(text) as unknown as SyntaxNode;
  } catch (error) {
    const { char } = error as { char?: unknown };
    const message = error instanceof Error ? error.message.replace(/ \(char \d+\)$/, "") : "";
    throw refusal(typeof char === "number" ? at(char) : "", `be a whole formula (${message})`, text);
  }
}

function checkConstants(constants: Readonly<Record<string, number>>, variables: readonly string[]): [string, number][] {
  return Object.entries(constants).map(([name, value]) => {
    const taken = CONSTANTS.has(name) || FUNCTIONS.has(name) || variables.includes(name);
    if (!NAME.test(name) || taken) {
      const requirement = taken ? `not be named as what formulas have already` : "be named with letters, digits and _";
      throw new InvalidArgument("expression", `constants.${name}`, requirement, name);
    }
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new InvalidArgument("expression", `constants.${name}`, "be a finite number", value);
    }
    return [name, value];
  });
}

function checkName({ text, column }: Token, { constants, variables }: Scope): void {
  const known = [...variables, ...constants.keys(), ...FUNCTIONS.keys()];
  if (known.includes(text)) return;
  const error = refusal(at(column), `be a known name (${known.join(", ")})`, text);
  error.message += didYouMean(text, known);
  throw error;
}

function compile(node: SyntaxNode, scope: Scope): Closure {
  switch (node.type) {
    case "ParenthesisNode":
      return compile(node.content as SyntaxNode, scope);
    case "ConstantNode":
      return constant(node.value);
    case "SymbolNode":
      return symbol(node.name as string, scope);
    case "OperatorNode":
      return operator(node, scope);
    case "FunctionNode":
      return call(node, scope);
    case "ConditionalNode":
      return conditional(node, scope);
    default:
      throw refusal(
        "",
        `hold only numbers, names, operators, functions and conditions`,
        node.type.replace(/Node$/, "").toLowerCase(),
      );
  }
}

function constant(value: unknown): Closure {
  if (typeof value !== "number" || !Number.isFinite(value)) throw refusal("", "hold finite numbers only", value);
  return () => value;
}

function symbol(name: string, { tokens, variables, constants }: Scope): Closure {
  const index = variables.indexOf(name);
  if (index >= 0) return (values) => values[index];
  const value = constants.get(name);
  if (value !== undefined) return () => value;
  throw refusal(
    placeOf(name, tokens),
    FUNCTIONS.has(name) ? `give ${name} its argument, as in ${name}(1)` : "be a known name",
    name,
  );
}

function operator({ op, implicit, args = [] }: SyntaxNode, scope: Scope): Closure {
  const [left, right] = args.map((arg) => compile(arg, scope));
  if (args.length === 1 && op === "-") return (values) => -left(values);
  if (args.length === 1 && op === "+") return left;
  const apply = args.length === 2 && implicit !== true ? OPERATORS.get(op as string) : undefined;
  if (apply === undefined) throw refusal("", `not have the operator ${op}`, op);
  return (values) => apply(left(values), right(values));
}

function call({ fn, args = [] }: SyntaxNode, scope: Scope): Closure {
  const name = typeof fn === "string" ? fn : ((fn as SyntaxNode | undefined)?.name as string);
  const known = FUNCTIONS.get(name);
  if (known === undefined) throw refusal(placeOf(name, scope.tokens), `be a function before "("`, name);
  const { least, most, apply } = known;
  if (args.length < least || args.length > most) {
    const count = least === most ? `${least}` : `${least} to ${most}`;
    throw refusal(placeOf(name, scope.tokens), `give ${name} ${count} argument${most === 1 ? "" : "s"}`, `${args.length}`);
  }
  const inputs = args.map((arg) => compile(arg, scope));
  if (inputs.length === 1) return (values) => apply(inputs[0](values));
  if (inputs.length === 2) return (values) => apply(inputs[0](values), inputs[1](values));
  return (values) => apply(...inputs.map((input) => input(values)));
}

function conditional({ condition, trueExpr, falseExpr }: SyntaxNode, scope: Scope): Closure {
  const [test, yes, no] = [condition, trueExpr, falseExpr].map((part) => compile(part as SyntaxNode, scope));
  // Not a number is neither true nor false.
  return (values) => {
    const value = test(values);
    return value === 0 ? no(values) : Number.isNaN(value) ? value : yes(values);
  };
}

function placeOf(name: string, tokens: readonly Token[]): string {
  const token = tokens.find(({ text }) => text === name);
  return token === undefined ? "" : at(token.column);
}
