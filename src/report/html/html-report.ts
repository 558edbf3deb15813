/** A study as one document that can be handed on. */

import { fitSections } from "../fits/fit-section.js";
import { formatCount } from "../format-figure.js";
import { designsOf, scenariosOf } from "../studies/study-tables.js";
import { reportDocument } from "./document.js";
import type { ReportOptions } from "./report-options.js";
import { comparisonsSection } from "./sections/comparisons-section.js";
import { designsSection } from "./sections/designs-section.js";
import { overviewSection } from "./sections/overview-section.js";
import { replicatesSection } from "./sections/replicates-section.js";
import { reproductionSection } from "./sections/reproduction-section.js";
import { resultsSection } from "./sections/results-section.js";
import { scenariosSection } from "./sections/scenarios-section.js";
import { coursesSection, examplesSection, replaySection } from "./sections/trials-sections.js";

/**
 * Returns a report of the study as one self-contained HTML document: no script, nothing loaded from elsewhere. It holds what guidance on
 * adaptive designs asks of a simulation report: designs, scenarios with reasons, number of replicates with Monte Carlo error, operating
 * characteristics, comparisons, example trials, and seed, version and study file to run it again.
 *
 * The same options give the same text, but for the engine's name.
 *
 * Source: ich2025e20.
 */
export async function htmlReport(options: ReportOptions): Promise<string> {
  const { study, title = "Simulation report", notes = {} } = options;
  const sections = [
    overviewSection(study),
    await designsSection(options),
    await scenariosSection(options),
    replicatesSection(study),
    await resultsSection(study),
    comparisonsSection(study),
    await coursesSection(options),
    await examplesSection(options),
    await replaySection(options),
    ...(await fitSections(options.fits ?? {}, { notes: notes.fits })),
    reproductionSection(options),
  ].filter((section) => section !== undefined);
  const designs = designsOf(study).length;
  const scenarios = scenariosOf(study).length;
  const lead = `${count(designs, "design")} under ${count(scenarios, "scenario")}, ${formatCount(study.replicates)} simulated trials each; seed ${study.identity.seed}, equipoise ${study.identity.version}.`;
  return reportDocument({ title, lead, introduction: notes.introduction, sections });
}

function count(n: number, noun: string): string {
  return `${formatCount(n)} ${noun}${n === 1 ? "" : "s"}`;
}
