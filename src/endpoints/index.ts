/** The door of `equipoise/endpoints`. */
export { type BinaryObserved, type BinaryTally, binary } from "./binary.js";
export { binaryToxicity } from "./binary-toxicity.js";
export { type ContinuousObserved, type ContinuousTally, continuous } from "./continuous.js";
export { type CountObserved, type CountTally, count, type EventTimes } from "./count.js";
export type { Endpoint } from "./endpoint.js";
export { lateOnsetToxicity } from "./late-onset-toxicity.js";
export { type SurvivalObserved, type SurvivalTally, survival } from "./survival.js";
export type { TimeToToxicity, ToxicityObserved, ToxicityTally } from "./toxicity.js";
export {
  type ToxicityEfficacyObserved,
  type ToxicityEfficacyOutcome,
  type ToxicityEfficacyTally,
  toxicityEfficacy,
} from "./toxicity-efficacy.js";
