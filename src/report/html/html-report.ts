/** A study as one document that can be handed on. */
import type { DecisionTable } from "../../trials/dose-finding/decision-table.js";
import type { Study } from "../../trials/study.js";
import type { TrialCourse } from "../courses/trial-course.js";
import { escapeMarkup } from "../escape-markup.js";
import { studyTables } from "../studies/study-tables.js";
import { htmlTable } from "../tables/html-table.js";

export interface ReportOptions {
  readonly study: Study;
  /** Heading of the document. */
  readonly title?: string;
  /** The designs themselves, by the names they have in the study: their rules are then told in words. */
  readonly designs?: { readonly [name: string]: object };
  /** Trials drawn patient by patient, as `exampleTrials` makes them. */
  readonly examples?: readonly TrialCourse[];
  /** Decision tables by the name of the design, as `decisionTable` makes them. */
  readonly decisionTables?: { readonly [design: string]: DecisionTable };
  /** A real trial, as `courseOfLog` reads it, or several. */
  readonly replay?: TrialCourse | readonly TrialCourse[];
  /** Paragraphs of plain text: what the study is for, why a scenario or a design is in it. */
  readonly notes?: {
    readonly introduction?: string;
    readonly designs?: { readonly [name: string]: string };
    readonly scenarios?: { readonly [name: string]: string };
    readonly replay?: string;
  };
  /** The command that runs the study again from its file. */
  readonly command?: string;
  /** What the study ran on; this engine when not given. */
  readonly engine?: string;
}

/**
 * Returns a report of the study as one self-contained HTML document: no script, nothing loaded from elsewhere.
 */
export async function htmlReport(options: ReportOptions): Promise<string> {
  const { study, title = "Simulation report" } = options;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeMarkup(title)}</title></head>
<body><h1>${escapeMarkup(title)}</h1>
${studyTables(study)
  .map((table) => htmlTable(table))
  .join("\n")}
</body>
</html>
`;
}
