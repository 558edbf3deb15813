/** What a study's plan says about the truth of its comparative scenarios. */
import type { Plain, Recipe } from "../../trials/recipe.js";
import { binaryScenario } from "../../trials/scenarios/binary-scenario.js";
import { continuousScenario } from "../../trials/scenarios/continuous-scenario.js";
import { countScenario } from "../../trials/scenarios/count-scenario.js";
import { survivalScenario } from "../../trials/scenarios/survival-scenario.js";
import type { Study } from "../../trials/study.js";
import { optionOf } from "./dose-truth.js";

/** The assumed truth of a comparative scenario. */
export interface ArmTruth {
  /** The true value by arm, of the whole population; a median time is Infinity where half of it never has the event. */
  readonly values: readonly number[];
  /** What the values are, in words: `probability of the event`. */
  readonly what: string;
  /** Positions of the arms as good as the best; empty when all are equally good; absent when the designs do not say what is good. */
  readonly best?: readonly number[];
}

/** A kind of scenario: what it is about, and its values by arm, made without the arrival process, which does not matter to them. */
interface Kind {
  readonly what: string;
  readonly averages: (options: never) => { readonly averages: readonly number[] };
  readonly options: readonly string[];
}

const KINDS: { readonly [make: string]: Kind } = {
  binaryScenario: { what: "probability of the event", averages: binaryScenario, options: ["probabilities"] },
  continuousScenario: { what: "mean", averages: continuousScenario, options: ["means", "standardDeviations"] },
  countScenario: { what: "rate of events", averages: countScenario, options: ["rates", "overdispersion"] },
  survivalScenario: { what: "median time to the event", averages: survivalScenario, options: ["hazards", "medians"] },
};

/** Values computed to be equal may differ by rounding. */
const ROUNDING = 1e-9;

/** Reads the truth of a scenario off the study's plan; undefined when there is no plan, or the scenario is not one that compares arms. */
export function armTruth({ plan }: Study, scenario: string): ArmTruth | undefined {
  const recipe = plan !== undefined && Object.hasOwn(plan.scenarios, scenario) ? plan.scenarios[scenario] : undefined;
  if (plan === undefined || recipe === undefined || !Object.hasOwn(KINDS, recipe.make)) return undefined;
  const { what, averages, options } = KINDS[recipe.make];
  const given = Object.entries(recipe.options as { readonly [name: string]: Plain });
  const own = Object.fromEntries(given.filter(([name]) => options.includes(name) || name === "covariates"));
  const values = averages(own as never).averages;
  const larger = sharedDirection(Object.values(plan.designs));
  return larger === undefined ? { values, what } : { values, what, best: bestOf(values, larger) };
}

/** Whether a large value is good, when all designs agree. */
function sharedDirection(designs: readonly Recipe[]): "better" | "worse" | undefined {
  const directions = new Set(designs.map(directionOf));
  const [only] = directions;
  return directions.size === 1 ? only : undefined;
}

/** What the design or its response says; when they say nothing, events that are counted are bad, all else is good. */
function directionOf(recipe: Recipe): "better" | "worse" {
  const response = optionOf(recipe, "response") as Recipe | undefined;
  const larger = response === undefined ? optionOf(recipe, "larger") : optionOf(response, "larger");
  if (larger === "better" || larger === "worse") return larger;
  const { make } = response ?? innermost(recipe);
  return make === "countResponse" || make === "groupSequentialCounts" ? "worse" : "better";
}

function innermost(recipe: Recipe): Recipe {
  return recipe.of === undefined ? recipe : innermost(recipe.of);
}

function bestOf(values: readonly number[], larger: "better" | "worse"): readonly number[] {
  const sign = larger === "better" ? 1 : -1;
  const top = Math.max(...values.map((value) => sign * value));
  const close = (a: number) =>
    a === top || (Number.isFinite(a - top) && Math.abs(a - top) <= ROUNDING * Math.max(1, Math.abs(a), Math.abs(top)));
  const best = values.flatMap((value, arm) => (close(sign * value) ? [arm] : []));
  return best.length === values.length ? [] : best;
}
