/** How to make a plan again. */
import type { Plain, Recipe } from "../recipe.js";
import type { GroupSequentialPlanOptions } from "./plan-options.js";

/** The plan's recipe; none when a part of it (a user's own function) has none. */
export function planRecipe(options: GroupSequentialPlanOptions): { readonly recipe?: Recipe } {
  const plain = planOptionsAsData(options);
  return plain === undefined ? {} : { recipe: { make: "groupSequentialPlan", options: plain } };
}

/** The options with recipes in the place of functions; undefined when a part has none. */
export function planOptionsAsData(
  options: GroupSequentialPlanOptions,
): { readonly [key: string]: Plain | undefined } | undefined {
  const { efficacy, futility, harm, ...rest } = options;
  const parts: { [key: string]: Plain } = {};
  for (const [name, part] of Object.entries({ efficacy, futility, harm })) {
    if (part === undefined) continue;
    if (part.recipe === undefined) return undefined;
    parts[name] = part.recipe;
  }
  return { ...rest, ...parts };
}
