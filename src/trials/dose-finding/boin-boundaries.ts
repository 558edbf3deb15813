/** The boundaries of BOIN and its relatives. */
import { InvalidArgument } from "../../errors.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { checkFlags, checkInteger } from "../requirements.js";
import { eliminationBoundary } from "./elimination-boundary.js";

/** The options that boundaries follow from. */
export interface BoinBoundaryOptions {
  /** The toxicity probability aimed at, φ: 0.05 to 0.6. */
  readonly target: number;
  /** φ1: the highest toxicity probability deemed subtherapeutic; 0.6 φ when not given. */
  readonly subtherapeutic?: number;
  /** φ2: the lowest toxicity probability deemed overly toxic; 1.4 φ when not given. */
  readonly overlyToxic?: number;
  /** A dose with Pr(p > φ | data) above this, and 3 patients or more, is closed with all above it; 0.95 when not given, 1 for never. */
  readonly eliminationCutoff?: number;
  /** Stops the trial already when Pr(p > φ | data) at the lowest dose is above the cutoff less `extraSafetyOffset`. */
  readonly extraSafety?: boolean;
  /** 0 to 0.5; 0.05 when not given. */
  readonly extraSafetyOffset?: number;
  /** Stays (instead of de-escalating) when 1 of 3 patients had a toxicity, unless that closes the dose. */
  readonly stayOnOneOfThree?: boolean;
}

/** The boundaries of a BOIN design; the arrays are indexed by patients at the dose. */
export interface BoinBoundaries {
  /** λe: escalate when the observed rate is at most this. */
  readonly escalation: number;
  /** λd: de-escalate when the observed rate is above this. */
  readonly deEscalation: number;
  /** Largest number of toxicities to escalate at. */
  readonly escalate: Int32Array;
  /** Smallest number of toxicities to de-escalate at. */
  readonly deEscalate: Int32Array;
  /** Smallest number that closes the dose and all above it; 2^31 − 1 for none. */
  readonly eliminate: Int32Array;
  /** Smallest number that ends the trial at the lowest dose; 2^31 − 1 for none. */
  readonly stopLowest: Int32Array;
}

/**
 * Returns the boundaries of a BOIN design for 0 … maximumPatients patients at a dose.
 *
 * @throws InvalidArgument as `boin` does.
 * Source: liu2015boin.
 */
export function boinBoundaries(options: BoinBoundaryOptions & { readonly maximumPatients: number }): BoinBoundaries {
  checkBoinBoundaries("boin", options);
  return boundariesFor(options, options.maximumPatients);
}

/** The boundaries for up to so many patients at a dose, of options that were checked. */
export function boundariesFor(options: BoinBoundaryOptions, maximumPatients: number): BoinBoundaries {
  const { target: phi } = options;
  const { subtherapeutic: phi1 = 0.6 * phi, overlyToxic: phi2 = 1.4 * phi, eliminationCutoff = 0.95 } = options;
  const escalation = log((1 - phi1) / (1 - phi)) / log((phi * (1 - phi1)) / (phi1 * (1 - phi)));
  const deEscalation = log((1 - phi) / (1 - phi2)) / log((phi2 * (1 - phi)) / (phi * (1 - phi2)));
  const escalate = new Int32Array(maximumPatients + 1);
  const deEscalate = new Int32Array(maximumPatients + 1);
  const eliminate = eliminationBoundary(phi, maximumPatients, eliminationCutoff);
  const { extraSafety = false, extraSafetyOffset = 0.05 } = options;
  const stopLowest = extraSafety ? eliminationBoundary(phi, maximumPatients, eliminationCutoff - extraSafetyOffset) : eliminate;
  for (let n = 0; n <= maximumPatients; n++) {
    escalate[n] = Math.floor(escalation * n);
    const exact = deEscalation * n;
    const whole = Math.round(exact);
    // At equality the design stays; products that are whole up to rounding count as equal.
    const boundary = Math.abs(whole - exact) < 1e-12 ? whole + 1 : Math.ceil(exact);
    deEscalate[n] = Math.min(boundary, eliminate[n]);
  }
  if (options.stayOnOneOfThree && maximumPatients >= 3) deEscalate[3] = Math.min(Math.max(deEscalate[3], 2), eliminate[3]);
  return { escalation, deEscalation, escalate, deEscalate, eliminate, stopLowest };
}

/** @throws InvalidArgument as `boin` does. */
export function checkBoinBoundaries(caller: string, options: BoinBoundaryOptions & { readonly maximumPatients: number }): void {
  if (typeof options !== "object" || options === null) throw new InvalidArgument(caller, "options", "be an object", options);
  const { extraSafety = false, stayOnOneOfThree = false } = options;
  checkFlags(caller, { extraSafety, stayOnOneOfThree });
  const { target, maximumPatients, eliminationCutoff = 0.95, extraSafetyOffset = 0.05 } = options;
  if (typeof target !== "number" || !(target >= 0.05 && target <= 0.6))
    throw new InvalidArgument(caller, "target", "be in [0.05, 0.6]", target);
  const { subtherapeutic = 0.6 * target, overlyToxic = 1.4 * target } = options;
  checkInteger(caller, "maximumPatients", maximumPatients, 1, 500);
  if (typeof subtherapeutic !== "number" || !(subtherapeutic > 0 && target - subtherapeutic >= 0.1 * target)) {
    throw new InvalidArgument(
      caller,
      "subtherapeutic",
      `be positive and below the target by at least a tenth of it (at most ${0.9 * target})`,
      subtherapeutic,
    );
  }
  if (typeof overlyToxic !== "number" || !(overlyToxic < 1 && overlyToxic - target >= 0.1 * target)) {
    throw new InvalidArgument(
      caller,
      "overlyToxic",
      `be below 1 and above the target by at least a tenth of it (at least ${1.1 * target})`,
      overlyToxic,
    );
  }
  if (typeof eliminationCutoff !== "number" || !(eliminationCutoff > 0 && eliminationCutoff <= 1)) {
    throw new InvalidArgument(caller, "eliminationCutoff", "be in (0, 1]", eliminationCutoff);
  }
  if (typeof extraSafetyOffset !== "number" || !(extraSafetyOffset >= 0 && extraSafetyOffset < 0.5)) {
    throw new InvalidArgument(caller, "extraSafetyOffset", "be in [0, 0.5)", extraSafetyOffset);
  }
}
