/** What a file's designs and scenarios may be. */
import type { AnyDesign } from "../../trials/block.js";
import type { DoseFindingDesign, DoseFindingScenario, Scenario } from "../../trials/index.js";

/** A design of any kind. */
export type FileDesign = AnyDesign<never>;

/** A scenario of any kind; what its outcomes are, it says itself. */
export type FileScenario = Scenario<unknown>;

const TOXICITY = "time to toxicity";

/** Whether the design looks for a dose: it observes toxicities. */
export function findsDose(design: FileDesign): design is DoseFindingDesign {
  return design.endpoint.outcomes === TOXICITY;
}

/** Whether the scenario is about the toxicity of doses. */
export function isAboutDoses(scenario: FileScenario): scenario is DoseFindingScenario {
  return scenario.outcomes === TOXICITY;
}
