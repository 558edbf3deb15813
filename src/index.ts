/** The front door of `equipoise`: the functions that most programs begin with. All others are behind the subpaths, folder by folder. */
export { InvalidArgument } from "./errors.js";
export { inline, threads } from "./execution/index.js";
export { rngFromSeed } from "./random/index.js";
export {
  boin,
  conduct,
  decisionTable,
  decisionTableDesign,
  doseFindingScenario,
  enumeratePaths,
  resumeTrial,
  simulate,
  simulateTrial,
  threePlusThree,
  transitionPathways,
} from "./trials/index.js";
export { VERSION } from "./version.js";
