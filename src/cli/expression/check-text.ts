/** The words of an expression, checked before any parser sees them: so an error can name its column, and nothing strange gets further. */
import { InvalidArgument } from "../../errors.js";

/** A number, name or sign, and where it begins (the first column is 1). */
export interface Token {
  readonly kind: "number" | "name" | "sign";
  readonly text: string;
  readonly column: number;
}

/** Longest text, and most parentheses inside each other: far beyond any curve, far below what a recursive parser can take. */
const LONGEST = 1000;
const DEEPEST = 30;

const TOKEN =
  /[ \t]*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(<=|>=|==|!=|[-+*/^(),<>?:]))/y;

/**
 * Returns the tokens of an expression.
 *
 * @throws InvalidArgument, naming the column, for a character that no expression has, a text too long or nested too deeply, and a product
 * without its sign.
 */
export function checkText(text: unknown): readonly Token[] {
  if (typeof text !== "string" || text.trim() === "") throw refusal("", "be a formula, such as expit(a + b * log(dose))", text);
  if (text.length > LONGEST) throw refusal("", `have at most ${LONGEST} characters`, `${text.length}`);
  const tokens = [...tokensOf(text.trimEnd())];
  checkNesting(tokens);
  tokens.forEach((token, i) => {
    if (i > 0 && isProductWithoutSign(tokens[i - 1], token))
      throw refusal(at(token.column), "have a sign, such as *, before it", token.text);
  });
  return tokens;
}

/** ` at column 3`. */
export function at(column: number): string {
  return ` at column ${column}`;
}

/** The refusal of an expression. */
export function refusal(place: string, requirement: string, received: unknown): InvalidArgument {
  return new InvalidArgument("expression", `the text${place}`, requirement, received);
}

function* tokensOf(text: string): Iterable<Token> {
  TOKEN.lastIndex = 0;
  let position = 0;
  while (position < text.length) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (match === null) {
      const column = position + (/^[ \t]*/.exec(text.slice(position)) as RegExpExecArray)[0].length;
      const character = String.fromCodePoint(text.codePointAt(column) as number);
      throw refusal(at(column + 1), "be a number, a name, or one of + - * / ^ ( ) , < > <= >= == != ? :", character);
    }
    const [whole, number, name, sign] = match;
    const token = number ?? name ?? sign;
    position += whole.length;
    yield {
      kind: number !== undefined ? "number" : name !== undefined ? "name" : "sign",
      text: token,
      column: position - token.length + 1,
    };
  }
}

function checkNesting(tokens: readonly Token[]): void {
  let depth = 0;
  for (const { text, column } of tokens) {
    if (text === "(") depth++;
    if (text === ")") depth--;
    if (depth > DEEPEST) throw refusal(at(column), `have at most ${DEEPEST} parentheses inside each other`, text);
  }
}

/** `2 x`, `(a)(b)`, `2(a)`: mathjs would multiply, and before it divides; what was meant is not clear. */
function isProductWithoutSign(before: Token, token: Token): boolean {
  const endsValue = before.kind !== "sign" || before.text === ")";
  const beginsValue = token.kind !== "sign" || token.text === "(";
  return endsValue && beginsValue && !(before.kind === "name" && token.text === "(");
}
