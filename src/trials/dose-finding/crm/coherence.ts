/** Coherence of initial sequences: whether a DLT can be followed by escalation. */
import { InvalidArgument } from "../../../errors.js";
import { checkBetween, checkInteger, checkKnown, checkPositive } from "../../requirements.js";
import { quadrature } from "../posterior/quadrature.js";
import { CrmFitter } from "./crm-fitter.js";
import { crmModel } from "./crm-models.js";
import { type CrmModelName, checkModel, checkSkeleton } from "./skeleton.js";

/** The model that an initial sequence hands over to. */
export interface InitialSequenceOptions {
  readonly target: number;
  readonly skeleton: readonly number[];
  /** "power" when not given. */
  readonly model?: CrmModelName;
  /** Intercept of the logistic model; 3 when not given. */
  readonly intercept?: number;
  /** Prior standard deviation of β; √1.34 when not given. */
  readonly priorDeviation?: number;
}

/** After the sequence's first `patients` patients, the last of them with the first DLT, the model asks for a higher level. */
export interface Incoherence {
  readonly patients: number;
  /** The level of that patient, and the level that the model asks for, counted from 1. */
  readonly level: number;
  readonly recommended: number;
}

const OPTIONS: readonly (keyof InitialSequenceOptions)[] = ["target", "skeleton", "model", "intercept", "priorDeviation"];

/**
 * Returns where a two-stage CRM with this initial sequence could escalate right after the first DLT; none: the sequence is coherent.
 *
 * @param sequence Levels, counted from 1, of patients without a DLT.
 * @throws InvalidArgument for a sequence of fewer than 2 patients, with levels that are not doses, and as `crm` does.
 * Source: cheung2005coherence.
 */
export function incoherences(sequence: readonly number[], options: InitialSequenceOptions): readonly Incoherence[] {
  const fitter = fitterOf("incoherences", options);
  if (!Array.isArray(sequence) || sequence.length < 2)
    throw new InvalidArgument("incoherences", "sequence", "give the levels of at least 2 patients", sequence);
  sequence.forEach((level, i) => {
    checkInteger("incoherences", `sequence[${i}]`, level, 1, options.skeleton.length);
  });
  return incoherencesOf(fitter, options.skeleton.length, sequence);
}

/**
 * Returns the most cautious coherent initial sequence that a search finds: from the second-highest level on, patients are taken from the
 * highest level and given to the levels below in turn, as long as the sequence is coherent and enough are left at the highest level.
 *
 * @param options.patients Length of the sequence.
 * @param options.patientsAtHighest At least so many at the highest level; a third of all when not given.
 * @throws InvalidArgument for fewer than 3 doses, and numbers out of range.
 * Source: cheung2011dose.
 */
export function coherentSequence(
  options: InitialSequenceOptions & { readonly patients: number; readonly patientsAtHighest?: number },
): readonly number[] {
  checkKnown("coherentSequence", options, [...OPTIONS, "patients", "patientsAtHighest"]);
  const { patients, patientsAtHighest = Math.round(patients / 3), ...settings } = options;
  const fitter = fitterOf("coherentSequence", settings);
  const doses = options.skeleton.length;
  if (doses < 3) throw new InvalidArgument("coherentSequence", "skeleton", "have at least 3 doses", options.skeleton);
  checkInteger("coherentSequence", "patients", patients, 2, 500);
  checkInteger("coherentSequence", "patientsAtHighest", patientsAtHighest, 0, patients - 1);
  const highest = doses - 1;
  const numbers = new Array<number>(doses).fill(0);
  numbers[highest - 1] = 1;
  numbers[highest] = patients - 1;
  const written = () => numbers.flatMap((count, dose) => new Array<number>(count).fill(dose + 1));
  let kept = written();
  let tried = kept;
  for (let receiver = highest - 2; incoherencesOf(fitter, doses, tried).length === 0; ) {
    kept = tried;
    numbers[receiver]++;
    numbers[highest]--;
    if (numbers[highest] < patientsAtHighest) break;
    receiver = receiver === 0 ? highest - 1 : receiver - 1;
    tried = written();
  }
  return kept;
}

function incoherencesOf(fitter: CrmFitter, doses: number, sequence: readonly number[]): readonly Incoherence[] {
  const patients = new Int32Array(doses);
  return sequence.slice(0, -1).flatMap((level, i) => {
    patients[level - 1]++;
    const toxicities = new Int32Array(doses);
    toxicities[level - 1] = 1;
    const { dose } = fitter.fit({ patients, toxicities, partial: 0, partialDose: [], partialWeight: [] });
    return dose + 1 > level ? [{ patients: i + 1, level, recommended: dose + 1 }] : [];
  });
}

function fitterOf(caller: string, options: InitialSequenceOptions): CrmFitter {
  checkKnown(caller, options, OPTIONS);
  const { target, skeleton, model = "power", intercept = 3, priorDeviation = Math.sqrt(1.34) } = options;
  checkBetween(caller, "target", target, 0, 1);
  checkModel(caller, model, intercept);
  checkSkeleton(caller, skeleton, model, intercept);
  checkPositive(caller, "priorDeviation", priorDeviation, "standard deviation");
  return new CrmFitter({
    model: crmModel({ model, skeleton, intercept, priorDeviation }),
    posterior: quadrature(),
    estimator: "plug-in",
    target,
    safetyCutoff: 1,
  });
}
