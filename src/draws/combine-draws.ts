/** Several draws as one. */
import type { Draws } from "./draws.js";
import { requireThat } from "./requirements.js";

/** Along what draws are put together. */
export type CombineAlong = "chains" | "iterations" | "variables";

/**
 * The parts as one: more chains of the same variables, more iterations of the same chains, or more variables of the same iterations.
 *
 * @throws InvalidArgument for no parts, and for parts that differ in what they must share.
 */
export function combineDraws(parts: readonly Draws[], along: CombineAlong): Draws {
  const caller = "combineDraws";
  requireThat(parts.length > 0, caller, "parts", "hold at least one", parts);
  if (along === "variables") return combineVariables(caller, parts);
  requireThat(along === "chains" || along === "iterations", caller, "along", 'be "chains", "iterations" or "variables"', along);
  const [first] = parts;
  parts.forEach((part, i) => {
    const sameVariables =
      part.variables.length === first.variables.length &&
      new Set([...part.variables, ...first.variables]).size === first.variables.length;
    requireThat(sameVariables, caller, `parts[${i}].variables`, "be those of the first part", part.variables);
    if (along === "chains") requireSame(caller, i, "iterationCount", part, first);
    else requireSame(caller, i, "chainCount", part, first);
  });
  return along === "chains" ? combineChains(parts) : combineIterations(parts);
}

function requireSame(caller: string, i: number, member: "iterationCount" | "chainCount", part: Draws, first: Draws): void {
  requireThat(
    part[member] === first[member],
    caller,
    `parts[${i}].${member}`,
    `be ${first[member]} as in the first part`,
    part[member],
  );
}

function combineChains(parts: readonly Draws[]): Draws {
  const [first] = parts;
  return {
    variables: first.variables,
    chainCount: parts.reduce((sum, part) => sum + part.chainCount, 0),
    iterationCount: first.iterationCount,
    of: (variable) => parts.flatMap((part) => part.of(variable)),
  };
}

function combineIterations(parts: readonly Draws[]): Draws {
  const [first] = parts;
  const iterationCount = parts.reduce((sum, part) => sum + part.iterationCount, 0);
  const joined = (chains: readonly Float64Array[]) => {
    const all = new Float64Array(iterationCount);
    let at = 0;
    for (const chain of chains) {
      all.set(chain, at);
      at += chain.length;
    }
    return all;
  };
  return {
    variables: first.variables,
    chainCount: first.chainCount,
    iterationCount,
    of: (variable) => first.of(variable).map((_, m) => joined(parts.map((part) => part.of(variable)[m]))),
  };
}

function combineVariables(caller: string, parts: readonly Draws[]): Draws {
  const [first] = parts;
  const owner = new Map<string, Draws>();
  parts.forEach((part, i) => {
    requireSame(caller, i, "iterationCount", part, first);
    requireSame(caller, i, "chainCount", part, first);
    for (const variable of part.variables) {
      requireThat(!owner.has(variable), caller, `parts[${i}].variables`, "name variables that no other part has", variable);
      owner.set(variable, part);
    }
  });
  return {
    variables: [...owner.keys()],
    chainCount: first.chainCount,
    iterationCount: first.iterationCount,
    of(variable) {
      const part = owner.get(variable);
      requireThat(part !== undefined, "Draws.of", "variable", "be one of the variables", variable);
      return (part as Draws).of(variable);
    },
  };
}
