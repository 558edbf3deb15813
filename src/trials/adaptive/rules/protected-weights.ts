/** Protection of arms from too few patients. */
import { InvalidArgument } from "../../../errors.js";

export interface AllocationProtection {
  /** Least allocation probability of each arm: in [0, 1/K); 0 when not given. */
  readonly minimum?: number;
  /** Fixed allocation probability of the control arm; as the rule says when not given. */
  readonly controlShare?: number;
}

/**
 * Fixes control's probability, lifts all others to the minimum, and shrinks those above it in proportion, so that the sum stays 1.
 *
 * @param weights Probabilities; they are overwritten.
 * @param control Position of the control arm, or −1.
 */
export function protectWeights(
  weights: Float64Array,
  { minimum = 0, controlShare }: AllocationProtection,
  control: number,
): void {
  const fixed = controlShare === undefined ? -1 : control;
  const total = fixed < 0 ? 1 : 1 - (controlShare as number);
  if (fixed >= 0) weights[fixed] = controlShare as number;
  rescale(weights, fixed, total);
  if (minimum === 0) return;
  // Each round lifts at least one arm more; those lifted stay at the minimum.
  for (let round = 0; round < weights.length; round++) {
    let lifted = 0;
    let free = 0;
    for (let arm = 0; arm < weights.length; arm++) {
      if (arm === fixed) continue;
      if (weights[arm] <= minimum) lifted++;
      else free += weights[arm];
    }
    const left = total - lifted * minimum;
    let again = false;
    for (let arm = 0; arm < weights.length; arm++) {
      if (arm === fixed) continue;
      if (weights[arm] <= minimum) weights[arm] = minimum;
      else {
        weights[arm] *= left / free;
        if (weights[arm] < minimum) again = true;
      }
    }
    if (!again) return;
  }
}

/** Makes all but the fixed arm sum to `total`; evenly when they are all 0. */
function rescale(weights: Float64Array, fixed: number, total: number): void {
  let sum = 0;
  for (let arm = 0; arm < weights.length; arm++) if (arm !== fixed) sum += weights[arm];
  const others = fixed < 0 ? weights.length : weights.length - 1;
  for (let arm = 0; arm < weights.length; arm++)
    if (arm !== fixed) weights[arm] = sum > 0 ? (weights[arm] * total) / sum : total / others;
}

/** @throws InvalidArgument unless all arms can have the minimum beside control's share. */
export function checkProtection(
  caller: string,
  { minimum = 0, controlShare }: AllocationProtection,
  arms: number,
  control: number,
): void {
  if (typeof minimum !== "number" || !(minimum >= 0 && minimum * arms < 1))
    throw new InvalidArgument(caller, "minimum", `be in [0, 1/${arms})`, minimum);
  if (controlShare === undefined) return;
  if (control < 0) throw new InvalidArgument(caller, "controlShare", "be given only with a control arm", controlShare);
  const most = 1 - (arms - 1) * minimum;
  if (typeof controlShare !== "number" || !(controlShare > 0 && controlShare < most))
    throw new InvalidArgument(caller, "controlShare", `be above 0 and below ${most}, which the other arms leave`, controlShare);
}
