/** Allocation of a patient to an arm by weights. */
import { InvalidArgument } from "../errors.js";
import type { UniformSource } from "../random/uniform-source.js";
import type { Weights } from "./design.js";

/** What is asked of a design here. */
export type Arms = { readonly name: string; readonly arms: readonly string[] };

/**
 * Returns the patient's arm, drawn from their own stream; nothing is drawn when only one arm is possible.
 *
 * @param allocation The patient's stream for allocation.
 * @throws InvalidArgument when the design's weights are not probabilities that sum to 1.
 */
export function pickArm(design: Arms, weights: Weights, allocation: UniformSource): number {
  const arms = design.arms.length;
  // One pass, for it is done for every patient.
  let sum = 0;
  for (let arm = 0; arm < arms; arm++) {
    const weight = weights[arm];
    if (weight === 1) return arm;
    if (!(weight >= 0)) refuse(design, weights);
    sum += weight;
  }
  if (!(Math.abs(sum - 1) < 1e-9)) refuse(design, weights);
  let left = allocation.uniform() * sum;
  let last = 0;
  for (let arm = 0; arm < arms; arm++) {
    if (weights[arm] === 0) continue;
    last = arm;
    left -= weights[arm];
    if (left < 0) return arm;
  }
  return last;
}

/** The arm of weight 1; −1 when there is none. @throws InvalidArgument for a negative weight before it. */
export function certainArm(design: Arms, weights: Weights): number {
  for (let arm = 0; arm < design.arms.length; arm++) {
    if (weights[arm] === 1) return arm;
    if (!(weights[arm] >= 0)) refuse(design, weights);
  }
  return -1;
}

/** The sum of the weights. @throws InvalidArgument unless it is 1, but for rounding. */
export function checkedSum(design: Arms, weights: Weights): number {
  let sum = 0;
  for (let arm = 0; arm < design.arms.length; arm++) sum += weights[arm];
  if (!(Math.abs(sum - 1) < 1e-9)) refuse(design, weights);
  return sum;
}

function refuse(design: Arms, weights: Weights): never {
  throw new InvalidArgument(
    design.name,
    "allocation weights",
    `be ${design.arms.length} probabilities that sum to 1`,
    Array.from(weights),
  );
}
