/** Recipes (designs, scenarios and their parts as plain data) in words. */
import type { Plain, Recipe } from "../../trials/recipe.js";
import { formatNumber } from "../format-figure.js";

/** A setting: what it is called, and its value in words. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/** The settings that were given, in order; those of a modified design begin with its own, then each modifier's as one. */
export function settingsOf(recipe: Recipe, leaveOut: readonly string[] = []): readonly Setting[] {
  const inner = recipe.of;
  if (inner !== undefined)
    return [...settingsOf(inner, leaveOut), { name: words(recipe.make), value: optionsInWords(recipe.options) }];
  const { options } = recipe;
  if (!isObject(options)) return [];
  return Object.entries(options).flatMap(([name, value]) =>
    value === undefined || leaveOut.includes(name) ? [] : [{ name: words(name), value: valueInWords(value) }],
  );
}

/** The name of the function that makes it, without modifiers. */
export function madeBy(recipe: Recipe): string {
  return recipe.of === undefined ? recipe.make : madeBy(recipe.of);
}

/** People after whom things are named, as their names stand in the names of functions. */
const PEOPLE: readonly (readonly [written: RegExp, name: string])[] = [
  [/lan de mets/i, "Lan–DeMets"],
  [/kim de mets/i, "Kim–DeMets"],
  [/hwang shih de cani/i, "Hwang–Shih–DeCani"],
  [/obrien fleming/i, "O’Brien–Fleming"],
  [/wang tsiatis/i, "Wang–Tsiatis"],
  [/pampallona tsiatis/i, "Pampallona–Tsiatis"],
  [/haybittle peto/i, "Haybittle–Peto"],
  [/pocock/i, "Pocock"],
];

/** `maximumPatients` as `maximum patients`. */
export function words(name: string): string {
  const apart = name.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return PEOPLE.reduce((text, [written, person]) => text.replace(written, person), apart);
}

function valueInWords(value: Plain): string {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((item: Plain) => valueInWords(item)).join(", ");
  if (isRecipe(value)) return `${words(value.make)}${isEmpty(value.options) ? "" : ` (${optionsInWords(value.options)})`}`;
  return optionsInWords(value);
}

function optionsInWords(options: Plain): string {
  if (!isObject(options)) return valueInWords(options);
  const parts = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${words(name)} ${valueInWords(value)}`],
  );
  return parts.join("; ");
}

function isObject(value: Plain): value is { readonly [key: string]: Plain | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRecipe(value: Plain): value is Recipe {
  return isObject(value) && typeof (value as { make?: unknown }).make === "string" && "options" in value;
}

function isEmpty(options: Plain): boolean {
  return isObject(options) && Object.keys(options).length === 0;
}
