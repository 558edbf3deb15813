/** A modifier: the trial stops when the lowest dose is too toxic. */
import { InvalidArgument } from "../../errors.js";
import { betaUpperTailInteger } from "../../numeric/probability/beta-cdf-integer.js";
import type { DoseFindingDesign } from "../dose-finding/dose-finding-design.js";
import { checkBetween, checkInteger, checkKnown } from "../requirements.js";
import { modified } from "./modified.js";

export interface SafetyStopOptions {
  /** The toxicity probability not to be exceeded; the design's target when not given. */
  readonly target?: number;
  /** Stops when Pr(p > target | data) at the lowest dose is above this; 0.95 when not given. */
  readonly cutoff?: number;
  /** Only with so many evaluated patients at the lowest dose; 3 when not given. */
  readonly patients?: number;
}

/**
 * Returns the design with a safety stop: no dose is recommended once 1 − I_target(y + 1, n − y + 1) > cutoff at the lowest dose.
 *
 * @throws InvalidArgument for numbers out of range, and when neither the design nor the options have a target.
 * Source: thall1994practical.
 */
export function withSafetyStop<Memory>(
  design: DoseFindingDesign<Memory>,
  options: SafetyStopOptions = {},
): DoseFindingDesign<Memory> {
  checkKnown("withSafetyStop", options, ["target", "cutoff", "patients"]);
  const { target = design.target, cutoff = 0.95, patients = 3 } = options;
  if (target === undefined) throw new InvalidArgument("withSafetyStop", "target", "be given, since the design has none", target);
  checkBetween("withSafetyStop", "target", target, 0, 1);
  checkBetween("withSafetyStop", "cutoff", cutoff, 0, 1);
  checkInteger("withSafetyStop", "patients", patients, 1, 1000);
  const modification = {
    make: "withSafetyStop",
    options,
    note: `safety stop at Pr(p > ${target}) > ${cutoff}`,
    protocol: [
      `The trial stops without a recommendation when, with ${patients} or more evaluated patients at ${design.arms[0]}, the lowest dose, the posterior probability that its DLT probability exceeds ${target} is above ${cutoff} (Beta(1, 1) prior).`,
    ],
  };
  return modified(design, modification, (limited) => ({
    decide(memory, data, rng) {
      const { evaluated, toxicities } = data.tally(0);
      if (evaluated >= patients) {
        const probability = betaUpperTailInteger(target, toxicities + 1, evaluated - toxicities + 1);
        if (probability > cutoff) {
          const reasons = () => [
            `${toxicities} of ${evaluated} patients at ${design.arms[0]}, the lowest dose, had a DLT: the probability that it is more toxic than ${target} is ${probability.toFixed(3)}, above ${cutoff}. The trial stops.`,
          ];
          return { decision: { kind: "stop", conclusion: { dose: null }, reasons }, memory };
        }
      }
      return limited.decide(memory, data, rng);
    },
  }));
}
