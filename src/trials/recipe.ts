/** How to make a design or a scenario again somewhere else (another thread, a study file, an audit log): plain data. */

export type Plain = null | boolean | number | string | Recipe | readonly Plain[] | { readonly [key: string]: Plain | undefined };

export interface Recipe {
  /** The name of the function that makes it: a key of the catalogue, or of `module`'s exports. */
  readonly make: string;
  /** Its options, as given by the user; recipes among them are made first. */
  readonly options: Plain;
  /** What a modifier modifies. */
  readonly of?: Recipe;
  /** The URL of the user's own module that exports `make`; absent for what Equipoise has itself. */
  readonly module?: string;
}

/** Functions that make things from recipes, by name: `(options)`, or for a modifier `(of, options)`. */
export type Catalogue = { readonly [make: string]: (...inputs: never[]) => unknown };
