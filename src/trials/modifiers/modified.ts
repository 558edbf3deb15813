/** What all modifiers share: a design with another `decide`. */
import type { Design } from "../design.js";
import type { Plain } from "../recipe.js";

/**
 * Returns the design with some members replaced. Its tables are dropped, since they no longer tell all; its recipe tells what was modified.
 *
 * @param note What the modifier does, added to the design's name.
 */
export function modified<D extends object, Memory, Outcome, Observed, Tally, Conclusion>(
  design: D & Design<Memory, Outcome, Observed, Tally, Conclusion>,
  make: string,
  options: object,
  note: string,
  changes: Partial<Design<Memory, Outcome, Observed, Tally, Conclusion>> & { readonly maximumPatients?: number },
): D {
  const { recipe, rules: _, ...rest } = design as typeof design & { rules?: unknown };
  return {
    ...rest,
    name: `${design.name}, ${note}`,
    // Methods of the design are called as its own, whatever `this` they use.
    decide: (memory: Memory, data: never, rng: never) => design.decide(memory, data, rng),
    conclude: (memory: Memory, data: never) => design.conclude(memory, data),
    ...(recipe === undefined ? {} : { recipe: { make, options: options as Plain, of: recipe } }),
    ...changes,
  } as unknown as D;
}
