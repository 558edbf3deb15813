/** What a report is made of. */
import type { Fit } from "../../models/index.js";
import type { DecisionTable } from "../../trials/dose-finding/decision-table.js";
import type { Study } from "../../trials/study.js";
import type { ArmCourse, ArmCourses } from "../courses/arm-courses.js";
import type { TrialCourse } from "../courses/trial-course.js";

/** Texts of the user's: plain text, line ends are kept. */
export interface ReportNotes {
  /** What the study is for. */
  readonly introduction?: string;
  /** Why a design is in the study, by its name. */
  readonly designs?: { readonly [name: string]: string };
  /** Why a scenario is in the study, by its name. */
  readonly scenarios?: { readonly [name: string]: string };
  /** Where a real trial's data are from. */
  readonly replay?: string;
  /** What a fit is about and where its data are from, by its name. */
  readonly fits?: { readonly [name: string]: string };
}

/** The contents of a report; only the study is required. */
export interface ReportOptions {
  readonly study: Study;
  /** Heading of the document. */
  readonly title?: string;
  /** The designs themselves, by the names they have in the study: their rules are then told in words. */
  readonly designs?: { readonly [name: string]: object };
  /** Trials to draw patient by patient, as `exampleTrials` makes them. */
  readonly examples?: readonly TrialCourse[];
  /** The first replicates of designs that compare arms, as `armCourses` follows them: allocation and evidence over time. */
  readonly courses?: readonly ArmCourses[];
  /** Trials to tell decision by decision, as `armCourse` makes them. */
  readonly armExamples?: readonly ArmCourse[];
  /** Decision tables by the name of the design; made from `designs` when not given. */
  readonly decisionTables?: { readonly [design: string]: DecisionTable };
  /** A real trial, as `courseOfLog` reads it, or several. */
  readonly replay?: TrialCourse | readonly TrialCourse[];
  /** Models that were fitted besides, by what they are called. */
  readonly fits?: { readonly [name: string]: Fit };
  readonly notes?: ReportNotes;
  /** The command that runs the study again; that for a study file when not given. */
  readonly command?: string;
  /** What the study ran on; this engine when not given. */
  readonly engine?: string;
}
