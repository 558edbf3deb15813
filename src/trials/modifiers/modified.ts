/** What all modifiers share: a design with another `decide`. */
import type { Design } from "../design.js";
import type { Plain } from "../recipe.js";

/** A modifier, as it is described. */
export interface Modification {
  /** The modifier's name in recipes, and its options. */
  readonly make: string;
  readonly options: object;
  /** What it does, added to the design's name. */
  readonly note: string;
  /** What it does, as a protocol says it: sentences added to the design's own. */
  readonly protocol: readonly string[];
}

/** Members of a design that are not its own any more when it is modified. */
type Dropped = { readonly rules?: unknown; readonly limitedTo?: (patients: number) => never };

/**
 * Returns the design with some members replaced. Its tables of rules are dropped, since they no longer tell all; its recipe tells what was
 * modified.
 *
 * @param change The members that are replaced, given the design (or the same one with another upper limit of enrollment).
 */
export function modified<D extends object, Memory, Outcome, Observed, Tally, Conclusion>(
  design: D & Design<Memory, Outcome, Observed, Tally, Conclusion>,
  modification: Modification,
  change: (
    design: D & Design<Memory, Outcome, Observed, Tally, Conclusion>,
  ) => Partial<Design<Memory, Outcome, Observed, Tally, Conclusion>> & { readonly maximumPatients?: number },
): D {
  const { recipe, rules: _, limitedTo, ...rest } = design as typeof design & Dropped;
  const { make, options, note, protocol } = modification;
  return {
    ...rest,
    name: `${design.name}, ${note}`,
    // Methods of the design are called as its own, whatever `this` they use.
    decide: (memory: Memory, data: never, rng: never) => design.decide(memory, data, rng),
    conclude: (memory: Memory, data: never) => design.conclude(memory, data),
    ...(design.protocol === undefined ? {} : { protocol: () => [...(design.protocol?.() ?? []), ...protocol] }),
    ...(design.tables === undefined ? {} : { tables: () => design.tables?.() ?? [] }),
    ...(limitedTo === undefined ? {} : { limitedTo: (patients: number) => modified(limitedTo(patients), modification, change) }),
    ...(recipe === undefined ? {} : { recipe: { make, options: options as Plain, of: recipe } }),
    ...change(design),
  } as unknown as D;
}
