/** The task of a study's block as a worker runs it: designs and scenarios are made from their recipes. */
import { InvalidArgument } from "../errors.js";
import type { Task } from "../execution/index.js";
import { rngFromSeed } from "../random/index.js";
import { type BlockSums, type Designs, runBlock, type Scenarios } from "./block.js";
import { type Modules, makeAgain, modulesOf } from "./make-again.js";
import type { Catalogue, Plain, Recipe } from "./recipe.js";
import { BLOCK_TASK, type BlockInput } from "./simulate.js";
import type { StudyPlan } from "./study.js";

/** Returns the task that serves blocks of any study whose parts are in the catalogue or in modules of the user. */
export function blockTask(catalogue: Catalogue): Task<BlockInput, BlockSums> {
  // A worker serves block after block of one study: what was made for the last plan is kept.
  let lastPlan = "";
  let study: { readonly designs: Designs; readonly scenarios: Scenarios } | undefined;
  return {
    name: BLOCK_TASK,
    async run({ plan, scenario, from, to }) {
      if ("missing" in plan)
        throw new InvalidArgument("simulate", plan.missing, "have a recipe to run on other threads", undefined);
      const text = JSON.stringify(plan);
      if (study === undefined || text !== lastPlan) {
        study = await makeStudy(plan, catalogue);
        lastPlan = text;
      }
      const { designs, scenarios } = study;
      return runBlock(designs, scenarios[scenario] as never, rngFromSeed(plan.seed).child(scenario), from, to);
    },
  };
}

async function makeStudy(plan: StudyPlan, catalogue: Catalogue): Promise<{ designs: Designs; scenarios: Scenarios }> {
  const urls = new Set(modulesOf([plan.designs, plan.scenarios] as Plain));
  const modules: Modules = new Map(
    await Promise.all([...urls].map(async (url) => [url, (await import(/* @vite-ignore */ url)) as Catalogue] as const)),
  );
  const makeAll = (recipes: { readonly [name: string]: Recipe }) =>
    Object.fromEntries(Object.entries(recipes).map(([name, recipe]) => [name, makeAgain(recipe, catalogue, modules)]));
  return { designs: makeAll(plan.designs) as Designs, scenarios: makeAll(plan.scenarios) as Scenarios };
}
