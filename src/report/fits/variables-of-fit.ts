/** Which of a fit's variables are told in figures, and which only drawn. */

/** Elements up to which a vector is told element by element. */
const SHORT = 8;
/** Variables told in figures, at most. */
const MOST_TOLD = 24;
/** Elements of a vector whose intervals are drawn, at most; and such vectors. */
const MOST_DRAWN = 120;
const MOST_VECTORS = 3;

/** The variables of a fit by how they are reported. */
export interface VariablesOfFit {
  /** Numbers and the elements of short vectors. */
  readonly told: readonly string[];
  /** Long vectors, of which intervals are drawn. */
  readonly vectors: readonly { readonly name: string; readonly variables: readonly string[] }[];
  /** What is left out, in words. */
  readonly omitted: readonly string[];
}

/** Sorts variables by what there is room for. */
export function variablesOfFit(variables: readonly string[]): VariablesOfFit {
  const groups = new Map<string, string[]>();
  for (const variable of variables) {
    const name = variable.replace(/\[.*$/s, "");
    groups.set(name, [...(groups.get(name) ?? []), variable]);
  }
  const long = [...groups].filter(([, group]) => group.length > SHORT).map(([name, group]) => ({ name, variables: group }));
  const short = [...groups.values()].filter((group) => group.length <= SHORT).flat();
  const vectors = long.slice(0, MOST_VECTORS).map(({ name, variables: all }) => ({ name, variables: all.slice(0, MOST_DRAWN) }));
  const omitted = [
    ...(short.length > MOST_TOLD ? [`${short.length - MOST_TOLD} more variables`] : []),
    ...vectors.flatMap(({ name, variables: drawn }, i) =>
      drawn.length < long[i].variables.length ? [`${long[i].variables.length - drawn.length} more elements of ${name}`] : [],
    ),
    ...long.slice(MOST_VECTORS).map(({ name, variables: all }) => `${name} (${all.length} elements)`),
  ];
  const told = short.slice(0, MOST_TOLD);
  // A model of long vectors only is told by their first elements.
  return { told: told.length > 0 ? told : variables.slice(0, SHORT), vectors, omitted };
}
