/** Designs, scenarios and their parts, made from files by the names of the catalogue. */
import { InvalidArgument } from "../../errors.js";
import { designs, modifiers, parts, scenarios } from "../../trials/catalogue.js";
import { didYouMean } from "../nearest-name.js";
import type { Path, StudyDocument } from "./document.js";
import type { FileContext } from "./file-context.js";
import { curveValues, hazardValues, isCurve, isHazard } from "./formula-values.js";
import type { FileDesign, FileScenario } from "./kinds.js";
import { checked, DESIGN, isObject, SCENARIO } from "./schemas.js";

type Maker = (...inputs: never[]) => unknown;
type Makers = Readonly<Record<string, Maker>>;

/**
 * Makes the design that an object describes: `{ "design": "boin", …options, "modifiers": [{ "modifier": "withSafetyStop", …options }] }`.
 *
 * @throws InvalidArgument, naming the place in the file.
 */
export async function makeDesign(context: FileContext, path: Path, value: unknown): Promise<FileDesign> {
  const { document, doses } = context;
  const { design: name, modifiers: changes = [], note: _, ...given } = checked(DESIGN, document, path, value);
  const make = find(designs, document, [...path, "design"], name, "design");
  const options = await resolve(context, path, { ...(doses === undefined || "doses" in given ? {} : { doses }), ...given });
  let design = construct(document, path, make, [options], given);
  for (const [i, { modifier, ...rest }] of changes.entries()) {
    const place = [...path, "modifiers", i];
    const modify = find(modifiers, document, [...place, "modifier"], modifier, "modifier");
    design = construct(document, place, modify, [design, await resolve(context, place, rest)], rest);
  }
  return design as FileDesign;
}

/**
 * Makes the scenario that an object describes: `{ "toxicity": [0.1, 0.3] | { "curve": "…" }, …options }`.
 *
 * @throws InvalidArgument, naming the place in the file.
 */
export async function makeScenario(context: FileContext, path: Path, value: unknown): Promise<FileScenario> {
  const { document } = context;
  const { scenario: name = "doseFindingScenario", note: _, ...given } = checked(SCENARIO, document, path, value);
  const make = find(scenarios, document, [...path, "scenario"], name, "kind of scenario");
  return construct(document, path, make, [await resolve(context, path, given)], given) as FileScenario;
}

/** Options with their parts made: `{ "make": "poissonAccrual", "rate": 2 }` becomes the accrual, a curve its values. */
async function resolve(context: FileContext, path: Path, value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item, i) => resolve(context, [...path, i], item)));
  if (!isObject(value)) return value;
  if (isCurve(value)) return curveValues(context, path, value);
  if (isHazard(value)) return hazardValues(context, path, value);
  const entries: [string, unknown][] = [];
  for (const [key, part] of Object.entries(value)) entries.push([key, await resolve(context, [...path, key], part)]);
  const { make, ...options } = Object.fromEntries(entries);
  if (make === undefined) return options;
  const maker = find(parts, context.document, [...path, "make"], make, "part");
  return construct(context.document, path, maker, [options], options);
}

function find(makers: object, document: StudyDocument, path: Path, name: unknown, kind: string): Maker {
  if (typeof name === "string" && Object.hasOwn(makers, name)) return (makers as Makers)[name];
  const known = Object.keys(makers);
  throw document.error(path, `be a ${kind} (${known.join(", ")})`, name, didYouMean(name, known));
}

/** Calls a constructor; what it refuses is said in terms of the file. */
function construct(document: StudyDocument, path: Path, make: Maker, inputs: readonly unknown[], given: object): unknown {
  try {
    return make(...(inputs as never[]));
  } catch (error) {
    throw document.translate(error, path, error instanceof InvalidArgument ? suggestion(error, given) : "");
  }
}

/** For an option that is refused because the constructor does not know it: the nearest that it knows. */
function suggestion({ argument, message }: InvalidArgument, given: object): string {
  const known = / must be one of its options \(([^)]*)\)/.exec(message)?.[1].split(", ");
  return known !== undefined && Object.hasOwn(given, argument) ? didYouMean(argument, known) : "";
}
