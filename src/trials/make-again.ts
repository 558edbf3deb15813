/** Makes designs and scenarios from their recipes. */
import { InvalidArgument } from "../errors.js";
import type { Catalogue, Plain, Recipe } from "./recipe.js";

/** Finds the exports of a user's module by its URL; only modules that were loaded before. */
export type Modules = ReadonlyMap<string, Catalogue>;

/**
 * Makes the thing that a recipe describes.
 *
 * @throws InvalidArgument when the catalogue (or the module) has no function of that name.
 */
export function makeAgain(recipe: Recipe, catalogue: Catalogue, modules: Modules = new Map()): unknown {
  const source = recipe.module === undefined ? catalogue : modules.get(recipe.module);
  const make = source !== undefined && Object.hasOwn(source, recipe.make) ? source[recipe.make] : undefined;
  if (typeof make !== "function") {
    const known = source === undefined ? "its module was not loaded" : `known are ${Object.keys(source).join(", ")}`;
    throw new InvalidArgument("makeAgain", "make", `name something that can be made (${known})`, recipe.make);
  }
  const options = resolve(recipe.options, catalogue, modules);
  const inputs = recipe.of === undefined ? [options] : [makeAgain(recipe.of, catalogue, modules), options];
  return make(...(inputs as never[]));
}

/** The URLs of all modules that a recipe needs. */
export function modulesOf(value: Plain | undefined): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = isRecipe(value) && value.module !== undefined ? [value.module] : [];
  return [...own, ...Object.values(value).flatMap((part) => modulesOf(part as Plain | undefined))];
}

function resolve(value: Plain | undefined, catalogue: Catalogue, modules: Modules): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isRecipe(value)) return makeAgain(value, catalogue, modules);
  if (Array.isArray(value)) return value.map((part) => resolve(part, catalogue, modules));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part, catalogue, modules)]));
}

function isRecipe(value: object): value is Recipe {
  return typeof (value as Recipe).make === "string" && Object.hasOwn(value, "options");
}
