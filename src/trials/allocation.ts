/** Allocation of a patient to an arm by weights. */
import { InvalidArgument } from "../errors.js";
import type { UniformSource } from "../random/uniform-source.js";
import type { Weights } from "./design.js";

/**
 * Returns the patient's arm, drawn from their own stream; nothing is drawn when only one arm is possible.
 *
 * @param allocation The patient's stream for allocation.
 * @throws InvalidArgument when the design's weights are not probabilities that sum to 1.
 */
export function pickArm(
  design: { readonly name: string; readonly arms: readonly string[] },
  weights: Weights,
  allocation: UniformSource,
): number {
  const arms = design.arms.length;
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

function refuse(design: { readonly name: string; readonly arms: readonly string[] }, weights: Weights): never {
  throw new InvalidArgument(
    design.name,
    "allocation weights",
    `be ${design.arms.length} probabilities that sum to 1`,
    Array.from(weights),
  );
}
