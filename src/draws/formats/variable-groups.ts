/** Scalars such as `theta[1,2]` gathered into arrays. */

/** An array of scalars that share a name, or a scalar on its own (no dimensions). */
export interface VariableGroup {
  readonly name: string;
  /** Labels of each dimension; integers in increasing order, other labels as they first appear. */
  readonly labels: readonly (readonly string[])[];
  /** The variables, the last index moving fastest. */
  readonly members: readonly string[];
}

/** The variables by the name before the brackets; those whose indices do not fill an array stay on their own. */
export function variableGroups(variables: readonly string[]): readonly VariableGroup[] {
  const byStem = new Map<string, string[]>();
  for (const variable of variables) {
    const stem = indicesOf(variable) ? variable.slice(0, variable.indexOf("[")) : variable;
    const group = byStem.get(stem);
    if (group) group.push(variable);
    else byStem.set(stem, [variable]);
  }
  return [...byStem].flatMap(([stem, members]) => {
    const array = arrayOf(stem, members);
    return array ? [array] : members.map((name) => ({ name, labels: [], members: [name] }));
  });
}

/** `theta[1,2]` → ["1", "2"]. */
function indicesOf(variable: string): readonly string[] | undefined {
  const match = /^[^[\]]+\[([^[\]]+)\]$/.exec(variable);
  return match ? match[1].split(",").map((index) => index.trim()) : undefined;
}

function arrayOf(name: string, members: readonly string[]): VariableGroup | undefined {
  const indices = members.map(indicesOf);
  const rank = indices[0]?.length ?? 0;
  if (rank === 0 || indices.some((own) => own?.length !== rank)) return undefined;
  const labels = Array.from({ length: rank }, (_, dimension) =>
    orderedLabels(indices.map((own) => (own as readonly string[])[dimension])),
  );
  const size = labels.reduce((product, own) => product * own.length, 1);
  if (size !== members.length) return undefined;
  const placed = new Array<string>(size);
  members.forEach((member, i) => {
    const own = indices[i] as readonly string[];
    placed[own.reduce((at, index, dimension) => at * labels[dimension].length + labels[dimension].indexOf(index), 0)] = member;
  });
  return placed.includes(undefined as unknown as string) ? undefined : { name, labels, members: placed };
}

function orderedLabels(labels: readonly string[]): readonly string[] {
  const unique = [...new Set(labels)];
  return unique.every((label) => /^\d+$/.test(label)) ? unique.sort((a, b) => Number(a) - Number(b)) : unique;
}
