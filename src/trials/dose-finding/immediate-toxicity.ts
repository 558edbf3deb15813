/** Outcomes of the plainest scenario, as fast runners make them: patients are there when wanted, toxicity is known at the window's end. */
import type { ChildWords } from "../../random/index.js";
import type { DoseFindingDesign } from "./dose-finding-design.js";

export interface ImmediateToxicity {
  readonly probabilities: Float64Array;
  readonly window: number;
}

/** Whether the design assesses patients just when the outcomes are known. */
export function assessesInStep({ endpoint }: Partial<DoseFindingDesign>, window: number): boolean {
  return endpoint !== undefined && endpoint.completeAfter(window) === window && endpoint.completeAfter(Infinity) === window;
}

/** A patient has a toxicity when their 53-bit integer is below the dose's threshold: its upper 27 and lower 26 bits. */
export class ToxicityThresholds {
  private readonly high: Int32Array;
  private readonly low: Int32Array;

  constructor(probabilities: Float64Array) {
    const thresholds = Array.from(probabilities, thresholdOf);
    this.high = Int32Array.from(thresholds, (threshold) => Math.floor(threshold / 2 ** 26));
    this.low = Int32Array.from(thresholds, (threshold) => threshold % 2 ** 26);
  }

  /** How many of the patients `from` … `to − 1` have a toxicity at the dose, given the words of their streams. */
  count(dose: number, { high, low }: ChildWords, from: number, to: number): number {
    const thresholdHigh = this.high[dose];
    const thresholdLow = this.low[dose];
    let toxic = 0;
    for (let patient = from; patient < to; patient++) {
      // The sign of the difference is the comparison, without a branch that nobody could predict.
      const difference = (high[patient] >>> 5) - thresholdHigh;
      toxic -= difference >> 31;
      if (difference === 0 && low[patient] >>> 6 < thresholdLow) toxic++;
    }
    return toxic;
  }
}

/** The number of 53-bit integers k whose uniform number (k·2^−53, and 2^−54 for k = 0) is below the probability. */
function thresholdOf(probability: number): number {
  return probability <= 2 ** -54 ? 0 : Math.ceil(probability * 2 ** 53);
}
