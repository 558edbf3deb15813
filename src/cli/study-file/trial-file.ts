/** Trial files: a design and the patients so far, as JSON. */
import type { Plain } from "../../trials/index.js";
import { makeDesign } from "./design-maker.js";
import type { Path, StudyDocument } from "./document.js";
import { type FileDesign, findsDose } from "./kinds.js";
import { checked, isObject, TRIAL, type TrialShape } from "./schemas.js";

/** One patient of a trial file. */
export interface TrialPatient {
  readonly path: Path;
  readonly name: string;
  /** Position of the arm; absent when the design is to choose. */
  readonly arm?: number;
  readonly covariates: Readonly<Record<string, string | number>>;
  readonly observed?: Plain;
  readonly lost: boolean;
  /** When the patient entered and was last assessed; absent in files without times. */
  readonly entered?: number;
  readonly assessed?: number;
}

/** A trial as its file says it. */
export interface TrialFile {
  readonly title: string;
  readonly seed: number | string;
  readonly design: FileDesign;
  /** Patients in order; in groups when the file lists cohorts, after each of which a decision was due. */
  readonly cohorts: readonly (readonly TrialPatient[])[];
  /** Whether a decision follows each group, whatever the design waits for. */
  readonly decidesAfterCohorts: boolean;
  /** Covariates of the patient who comes next. */
  readonly nextPatient: Readonly<Record<string, string | number>>;
}

/**
 * Makes the trial of a file: `{ "equipoise": 1, "design": { … }, "patients": [ … ] }` or with `"cohorts": [{ "dose", "patients", "toxicities" }]`.
 *
 * @throws InvalidArgument, naming the place in the file.
 */
export async function trialOf(document: StudyDocument): Promise<TrialFile> {
  if (isObject(document.value) && "designs" in document.value) {
    throw document.error([], 'be a trial, which has one "design" and patients; this is a study', Object.keys(document.value));
  }
  const shape = checked(TRIAL, document, [], document.value);
  const { title = "", seed = 1, doses, patients, cohorts, nextPatient = {} } = shape;
  if (!isObject(shape.design)) throw document.error(["design"], 'be a design, such as { "design": "boin", … }', shape.design);
  const design = await makeDesign({ document, ...(doses === undefined ? {} : { doses }) }, ["design"], shape.design);
  if (patients !== undefined && cohorts !== undefined)
    throw document.keyError(["cohorts"], "not be there beside patients: a file has one or the other");
  if (cohorts !== undefined && !findsDose(design))
    throw document.keyError(["cohorts"], "not be there: cohorts are of trials that look for a dose");
  const groups = cohorts === undefined ? [listed(document, design, patients ?? [])] : fromCohorts(document, design, cohorts);
  const next = checkCovariates(document, ["nextPatient"], nextPatient);
  return { title, seed, design, cohorts: groups, decidesAfterCohorts: cohorts !== undefined, nextPatient: next };
}

type PatientShape = NonNullable<TrialShape["patients"]>[number];

function listed(document: StudyDocument, design: FileDesign, patients: readonly PatientShape[]): readonly TrialPatient[] {
  const withTimes = patients.filter(({ entered }) => entered !== undefined).length;
  const names = new Set<string>();
  return patients.map((shape, i) => {
    const path: Path = ["patients", i];
    const { patient: name, dose, arm = dose, entered, assessed, lost = false, covariates = {} } = shape;
    if (names.has(name)) throw document.error([...path, "patient"], "be a name that no other patient has", name);
    names.add(name);
    const observed = observationOf(document, path, shape);
    const given = observed !== undefined || lost;
    if (withTimes > 0 && entered === undefined)
      throw document.error([...path, "entered"], "be there: give times for all patients, or for none");
    if (withTimes > 0 && given !== (assessed !== undefined)) {
      throw document.error(
        [...path, "assessed"],
        given ? "be there: the time of what is recorded" : "come with what was observed",
        assessed,
      );
    }
    if (withTimes === 0 && assessed !== undefined) throw document.error([...path, "entered"], "be there, since assessed is");
    if (assessed !== undefined && assessed < (entered as number))
      throw document.error([...path, "assessed"], "not be before entered", assessed);
    return {
      path,
      name,
      lost,
      covariates: checkCovariates(document, [...path, "covariates"], covariates),
      ...(arm === undefined ? {} : { arm: armOf(document, [...path, dose === undefined ? "arm" : "dose"], design, arm) }),
      ...(observed === undefined ? {} : { observed }),
      ...(entered === undefined ? {} : { entered }),
      ...(assessed === undefined ? {} : { assessed }),
    };
  });
}

/** `observed` as the endpoint defines it, or for toxicity `toxic` and `followUp` themselves. */
function observationOf(document: StudyDocument, path: Path, { observed, toxic, followUp }: PatientShape): Plain | undefined {
  if (observed !== undefined && (toxic !== undefined || followUp !== undefined)) {
    throw document.error([...path, "observed"], "not be there beside toxic and followUp: give one or the other", observed);
  }
  if (observed !== undefined) return observed as Plain;
  if (toxic === undefined && followUp === undefined) return undefined;
  return { toxic: toxic ?? false, ...(followUp === undefined ? {} : { followUp }) };
}

function checkCovariates(
  document: StudyDocument,
  path: Path,
  covariates: Readonly<Record<string, unknown>>,
): TrialPatient["covariates"] {
  for (const [name, value] of Object.entries(covariates)) {
    if (typeof value !== "number" && typeof value !== "string")
      throw document.error([...path, name], "be a number or a text", value);
  }
  return covariates as TrialPatient["covariates"];
}

/** Cohorts as patients without names: toxicities first. */
function fromCohorts(
  document: StudyDocument,
  design: FileDesign,
  cohorts: NonNullable<TrialShape["cohorts"]>,
): readonly (readonly TrialPatient[])[] {
  let count = 0;
  return cohorts.map(({ dose, patients, toxicities, time }, c) => {
    const path: Path = ["cohorts", c];
    if (toxicities > patients) throw document.error([...path, "toxicities"], `be at most the ${patients} patients`, toxicities);
    const arm = dose === undefined ? {} : { arm: armOf(document, [...path, "dose"], design, dose) };
    return Array.from({ length: patients }, (_, i) => {
      const times = time === undefined ? {} : { entered: time, assessed: time };
      return { path, name: `${++count}`, lost: false, covariates: {}, observed: { toxic: i < toxicities }, ...arm, ...times };
    });
  });
}

function armOf(document: StudyDocument, path: Path, design: FileDesign, label: string | number): number {
  const { arms } = design;
  const arm = arms.indexOf(String(label));
  if (arm < 0) throw document.error(path, `be one of the ${findsDose(design) ? "doses" : "arms"} (${arms.join(", ")})`, label);
  return arm;
}
