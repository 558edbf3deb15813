/** What a study's plan says about the truth of its dose-finding scenarios. */
import type { Plain, Recipe } from "../../trials/recipe.js";
import type { Study, StudyPlan } from "../../trials/study.js";

/** The assumed truth of a dose-finding scenario. */
export interface DoseTruth {
  /** Probability of toxicity by dose. */
  readonly toxicity: readonly number[];
  /** The toxicity probability aimed at, when the scenario or all designs say one. */
  readonly target?: number;
  /** Position of the dose that is right to recommend; null when none is; absent without a target. */
  readonly best?: number | null;
}

/** Reads the truth of a scenario off the study's plan; undefined when there is no plan or no toxicity in it. */
export function doseTruth(study: Study, scenario: string): DoseTruth | undefined {
  const { plan } = study;
  const recipe = plan !== undefined && Object.hasOwn(plan.scenarios, scenario) ? plan.scenarios[scenario] : undefined;
  const toxicity = optionOf(recipe, "toxicity");
  if (plan === undefined || !isNumbers(toxicity)) return undefined;
  const own = optionOf(recipe, "target");
  const target = typeof own === "number" ? own : sharedTarget(plan);
  const level = optionOf(recipe, "trueLevel");
  const best =
    level === null ? null : typeof level === "number" ? level - 1 : target === undefined ? undefined : nearest(toxicity, target);
  return { toxicity, ...(target === undefined ? {} : { target }), ...(best === undefined ? {} : { best }) };
}

/** The target that all designs which have one agree on. */
function sharedTarget({ designs }: StudyPlan): number | undefined {
  const targets = new Set(
    Object.values(designs)
      .map((recipe) => optionOf(recipe, "target"))
      .filter((target) => typeof target === "number"),
  );
  return targets.size === 1 ? [...targets][0] : undefined;
}

/** An option of a recipe or, when it is a modifier's, of what it modifies. */
export function optionOf(recipe: Recipe | undefined, name: string): Plain | undefined {
  for (let r = recipe; r !== undefined; r = r.of) {
    const { options } = r;
    if (typeof options === "object" && options !== null && Object.hasOwn(options, name))
      return (options as { readonly [key: string]: Plain })[name];
  }
  return undefined;
}

function isNumbers(value: Plain | undefined): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number");
}

function nearest(toxicity: readonly number[], target: number): number {
  let best = 0;
  toxicity.forEach((p, dose) => {
    if (Math.abs(p - target) < Math.abs(toxicity[best] - target)) best = dose;
  });
  return best;
}
