/** Any file that has designs in it: a study, a trial, or a design alone. */
import { makeDesign } from "./design-maker.js";
import type { StudyDocument } from "./document.js";
import type { FileDesign, FileScenario } from "./kinds.js";
import { checked, DESIGN, FORMAT, isObject } from "./schemas.js";
import { studyOf } from "./study-file.js";
import { trialOf } from "./trial-file.js";

/** The designs of a file by name, and the scenarios that it has for them. */
export interface DesignFile {
  readonly designs: Readonly<Record<string, FileDesign>>;
  readonly scenarios: Readonly<Record<string, FileScenario>>;
}

/**
 * Makes the designs of a study file, a trial file, or of a file that is one design: `{ "design": "boin", …options }`.
 *
 * @throws InvalidArgument, naming the place in the file.
 */
export async function designsOf(document: StudyDocument): Promise<DesignFile> {
  const { value } = document;
  if (isObject(value) && "designs" in value) return studyOf(document);
  if (isObject(value) && isObject(value.design)) {
    const { design } = await trialOf(document);
    return { designs: { [design.name]: design }, scenarios: {} };
  }
  const { equipoise = FORMAT, ...described } = checked(DESIGN, document, [], value);
  if (equipoise !== FORMAT) throw document.error(["equipoise"], `be ${FORMAT}, the version of the file's format`, equipoise);
  const design = await makeDesign({ document }, [], described);
  return { designs: { [design.name]: design }, scenarios: {} };
}
