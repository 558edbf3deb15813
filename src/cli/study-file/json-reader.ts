/** JSON with a memory: values, and where in the text each of them stands. */
import { InvalidArgument } from "../../errors.js";

/** A value of a JSON text. */
export interface JsonNode {
  readonly value: unknown;
  /** Where it begins in the text. */
  readonly offset: number;
  /** The parts of an object or list, by key or index. */
  readonly parts?: ReadonlyMap<string, JsonNode>;
  /** Where the keys of an object begin. */
  readonly keyOffsets?: ReadonlyMap<string, number>;
}

/** Deeper than any study, and never deep enough to exhaust the stack. */
const DEEPEST = 100;
const LITERALS: ReadonlyMap<string, unknown> = /* @__PURE__ */ new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /[A-Za-z]+/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
const PLAIN = /[^"\\\u0000-\u001f]*/y;

/**
 * Reads a JSON text (RFC 8259); a byte-order mark before it is passed over.
 *
 * @param name What the text is called in messages: the name of the file.
 * @throws InvalidArgument, naming line and column: for text that is not JSON, a key that comes twice, a number too large for a double,
 * and nesting deeper than 100.
 */
export function readJson(name: string, text: string): JsonNode {
  return new Reader(name, text.startsWith("\ufeff") ? `\u0020${text.slice(1)}` : text).read();
}

/** `line:column` of an offset, both from 1; columns count characters as editors do. */
export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return `${before.length}:${[...(before.at(-1) as string)].length + 1}`;
}

class Reader {
  private position = 0;
  private depth = 0;
  private readonly name: string;
  private readonly text: string;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  read(): JsonNode {
    const node = this.node();
    this.skipSpace();
    if (this.position < this.text.length) this.refuse("end after its value");
    return node;
  }

  private node(): JsonNode {
    this.skipSpace();
    const offset = this.position;
    const first = this.text[offset];
    if (first === "{" || first === "[") {
      if (++this.depth > DEEPEST) this.refuse(`be nested at most ${DEEPEST} deep`);
      const node = first === "{" ? this.object(offset) : this.list(offset);
      this.depth--;
      return node;
    }
    if (first === '"') return { value: this.string(), offset };
    if (first === "-" || (first >= "0" && first <= "9")) return { value: this.number(), offset };
    const word = this.match(WORD);
    if (!LITERALS.has(word)) {
      this.position = offset;
      this.refuse('go on with a value: {, [, a "text", a number, true, false or null');
    }
    return { value: LITERALS.get(word), offset };
  }

  private object(offset: number): JsonNode {
    const parts = new Map<string, JsonNode>();
    const keyOffsets = new Map<string, number>();
    this.position++;
    for (let more = !this.takes("}"); more; more = this.goesOn("}")) {
      this.skipSpace();
      const keyOffset = this.position;
      if (this.text[keyOffset] !== '"') this.refuse('go on with a key in double quotes (and no comma before "}")');
      const key = this.string();
      if (parts.has(key) || key === "__proto__") {
        this.position = keyOffset;
        this.refuse(parts.has(key) ? "have each key once in an object" : "not have this key", key);
      }
      if (!this.takes(":")) this.refuse('go on with ":"');
      keyOffsets.set(key, keyOffset);
      parts.set(key, this.node());
    }
    return { value: Object.fromEntries([...parts].map(([key, { value }]) => [key, value])), offset, parts, keyOffsets };
  }

  private list(offset: number): JsonNode {
    const items: JsonNode[] = [];
    this.position++;
    for (let more = !this.takes("]"); more; more = this.goesOn("]")) items.push(this.node());
    return { value: items.map(({ value }) => value), offset, parts: new Map(items.map((item, i) => [String(i), item])) };
  }

  /** After a part: whether a comma announces another one. */
  private goesOn(end: "}" | "]"): boolean {
    if (this.takes(",")) return true;
    if (this.takes(end)) return false;
    return this.refuse(`go on with "," or "${end}"`);
  }

  private string(): string {
    this.position++;
    let value = "";
    for (;;) {
      value += this.match(PLAIN);
      const next = this.text[this.position];
      if (next === '"') {
        this.position++;
        return value;
      }
      if (next !== "\\")
        this.refuse(next === undefined ? 'end its text with "' : "have no line end or control character in a text");
      value += this.escape();
    }
  }

  private escape(): string {
    const letter = this.text[this.position + 1] ?? "";
    const code = letter === "u" ? /^[0-9a-fA-F]{4}/.exec(this.text.slice(this.position + 2, this.position + 6))?.[0] : undefined;
    if (code === undefined && !Object.hasOwn(ESCAPES, letter))
      this.refuse('have \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four digits');
    this.position += code === undefined ? 2 : 6;
    return code === undefined ? ESCAPES[letter] : String.fromCharCode(Number.parseInt(code, 16));
  }

  private number(): number {
    const start = this.position;
    const digits = this.match(NUMBER);
    const value = Number(digits);
    const next = this.text[this.position] ?? "";
    if (digits !== "" && Number.isFinite(value) && !/[\w.+-]/.test(next)) return value;
    const unfinished = digits === "" || Number.isFinite(value);
    this.position = start;
    return this.refuse(unfinished ? "have a number as JSON writes it (0.5, 12, 1e-3)" : "have no number beyond 1.8e308");
  }

  private skipSpace(): void {
    this.match(SPACE);
  }

  private takes(sign: string): boolean {
    this.skipSpace();
    if (this.text[this.position] !== sign) return false;
    this.position++;
    return true;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.position += found.length;
    return found;
  }

  private refuse(requirement: string, received?: unknown): never {
    const rest = this.text.slice(this.position, this.position + 20).split(/[\r\n]/)[0];
    const found =
      received ?? (this.position >= this.text.length ? "the end of the file" : rest === "" ? "the end of the line" : rest);
    throw new InvalidArgument(`${this.name}:${lineAndColumn(this.text, this.position)}`, "the JSON text", requirement, found);
  }
}
