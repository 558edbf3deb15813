/** A study as a file that the command line runs again. */
import type { Plain, Recipe } from "../../trials/recipe.js";
import type { Study } from "../../trials/study.js";
import { readableJson } from "./readable-json.js";

/** Version of the file's format. */
const FORMAT = 1;

/** Texts that go into the file; they do not change the results. */
export interface StudyFileTexts {
  readonly title?: string;
  readonly description?: string;
  /** Notes by the name of a design or scenario. */
  readonly notes?: {
    readonly designs?: { readonly [name: string]: string };
    readonly scenarios?: { readonly [name: string]: string };
  };
}

/**
 * Returns the study as the JSON text of a study file: run again, it gives the same numbers. Undefined when a part of the study is the
 * user's own code, which no file can hold.
 */
export function studyFile({ plan, replicates }: Study, texts: StudyFileTexts = {}): string | undefined {
  if (plan === undefined || holdsModules([plan.designs, plan.scenarios])) return undefined;
  const { title, description, notes = {} } = texts;
  const entries = (
    recipes: { readonly [name: string]: Recipe },
    noted: { readonly [name: string]: string } = {},
    write: (recipe: Recipe) => object,
  ) =>
    Object.fromEntries(
      Object.entries(recipes).map(([name, recipe]) => [
        name,
        { ...write(recipe), ...(Object.hasOwn(noted, name) ? { note: noted[name] } : {}) },
      ]),
    );
  const file = {
    equipoise: FORMAT,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    seed: plan.seed,
    replicates,
    designs: entries(plan.designs, notes.designs, designEntry),
    scenarios: entries(plan.scenarios, notes.scenarios, scenarioEntry),
  };
  return `${readableJson(file)}\n`;
}

/** The design under all its modifiers, then the modifiers from the inside out. */
function designEntry(recipe: Recipe): object {
  const modifiers: object[] = [];
  let inner = recipe;
  for (; inner.of !== undefined; inner = inner.of) modifiers.unshift({ modifier: inner.make, ...flat(inner.options) });
  return { design: inner.make, ...flat(inner.options), ...(modifiers.length === 0 ? {} : { modifiers }) };
}

function scenarioEntry({ make, options }: Recipe): object {
  return { scenario: make, ...flat(options) };
}

/** Recipes among the options as files have them: `{ "make": "poissonAccrual", "rate": 2 }`. */
function flat(options: Plain): object {
  const entries = Object.entries(options as { readonly [name: string]: Plain | undefined });
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, flatValue(value)]])));
}

function flatValue(value: Plain): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(flatValue);
  const { make, options } = value as Recipe;
  return typeof make === "string" && options !== undefined ? { make, ...flat(options) } : flat(value);
}

function holdsModules(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return typeof (value as Recipe).module === "string" || Object.values(value).some(holdsModules);
}
