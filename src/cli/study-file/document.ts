/** A file that was read: its values, and messages that say where in it something is wrong. */
import { InvalidArgument } from "../../errors.js";
import { type JsonNode, lineAndColumn, readJson } from "./json-reader.js";

/** Keys and indices from the top of a file. */
export type Path = readonly (string | number)[];

/** A JSON document and its places. */
export class StudyDocument {
  readonly name: string;
  readonly value: unknown;
  private readonly text: string;
  private readonly root: JsonNode;

  /** @throws InvalidArgument, naming line and column, when the text is not JSON. */
  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
    this.root = readJson(name, text);
    this.value = this.root.value;
  }

  /** The error for what is at a path: `study.json:7:21: scenarios.steep.toxicity[2] must be in (0, 1), got 1.2`. */
  error(path: Path, requirement: string, received?: unknown, hint = ""): InvalidArgument {
    return withHint(new InvalidArgument(this.placeOf(path, false), showPath(path), requirement, received), hint);
  }

  /** The error for a key that should not be there. */
  keyError(path: Path, requirement: string, hint = ""): InvalidArgument {
    return withHint(new InvalidArgument(this.placeOf(path, true), showPath(path), requirement, path.at(-1)), hint);
  }

  /** A constructor's refusal of what was made from the value at `path`, as an error of this file. */
  translate(error: unknown, path: Path, hint = ""): unknown {
    if (!(error instanceof InvalidArgument)) return error;
    const full = [...path, ...partsOf(error.argument)];
    const rest = error.message.slice(`${error.caller}: ${error.argument} `.length);
    const translated = new InvalidArgument(this.placeOf(full, false), showPath(full), "", undefined);
    translated.message = `${translated.caller}: ${translated.argument} ${rest}${hint}`;
    return translated;
  }

  /** `name:line:column` of the value at a path, of its key, or of the nearest thing around it that is there. */
  private placeOf(path: Path, ofKey: boolean): string {
    let node = this.root;
    let offset = node.offset;
    for (const [i, step] of path.entries()) {
      const part = node.parts?.get(String(step));
      if (part === undefined) break;
      const atKey = ofKey && i === path.length - 1;
      offset = (atKey ? node.keyOffsets?.get(String(step)) : undefined) ?? part.offset;
      node = part;
    }
    return `${this.name}:${lineAndColumn(this.text, offset)}`;
  }
}

function withHint(error: InvalidArgument, hint: string): InvalidArgument {
  error.message += hint;
  return error;
}

/** `scenarios.steep.toxicity[2]`; a name that is no identifier in quotes: `designs["3+3"].doses`. */
export function showPath(path: Path): string {
  if (path.length === 0) return "the file";
  return path
    .map((step, i) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return i === 0 ? step : `.${step}`;
    })
    .join("");
}

/** The steps of an argument's name: `toxicity[2]`, `pieces[0].rate`, `table[6]`. */
function partsOf(argument: string): Path {
  const steps = argument.match(/[^.[\]]+/g) ?? [];
  return steps.filter((step) => step !== "options").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
