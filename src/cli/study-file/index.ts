/** Equipoise's files: studies, trials and designs as JSON, with errors that name the place in the file. */
export { type DesignFile, designsOf } from "./design-file.js";
export { type Path, StudyDocument } from "./document.js";
export { type FileDesign, type FileScenario, findsDose, isAboutDoses } from "./kinds.js";
export { readDocument } from "./read-document.js";
export { type StudyFile, studyOf } from "./study-file.js";
export { type TrialFile, type TrialPatient, trialOf } from "./trial-file.js";
