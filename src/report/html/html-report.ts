/** A study as one document that can be handed on. */
import { formatCount } from "../format-figure.js";
import { designsOf, scenariosOf } from "../studies/study-tables.js";
import { html, type Markup, made } from "./markup.js";
import type { ReportOptions } from "./report-options.js";
import { comparisonsSection } from "./sections/comparisons-section.js";
import { designsSection } from "./sections/designs-section.js";
import { overviewSection } from "./sections/overview-section.js";
import { replicatesSection } from "./sections/replicates-section.js";
import { reproductionSection } from "./sections/reproduction-section.js";
import { resultsSection } from "./sections/results-section.js";
import { scenariosSection } from "./sections/scenarios-section.js";
import { note, type Section } from "./sections/section.js";
import { coursesSection, examplesSection, replaySection } from "./sections/trials-sections.js";
import { STYLE } from "./style.js";

/** All that the document may load or run: its own styles. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

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
    reproductionSection(options),
  ].filter((section) => section !== undefined);
  const designs = designsOf(study).length;
  const scenarios = scenariosOf(study).length;
  const lead = `${count(designs, "design")} under ${count(scenarios, "scenario")}, ${formatCount(study.replicates)} simulated trials each; seed ${study.identity.seed}, equipoise ${study.identity.version}.`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${made(STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="lead">${lead}</p>
${note(notes.introduction)}</header>
<nav aria-label="Contents">
<ol>
${sections.map(({ id, title: heading }) => html`<li><a href="#${id}">${heading}</a></li>\n`)}</ol>
</nav>
<main>
${sections.map(sectionBlock)}</main>
</body>
</html>
`.text;
}

function sectionBlock({ id, title, body }: Section): Markup {
  return html`<section>
<h2 id="${id}">${title}</h2>
${body}
</section>
`;
}

function count(n: number, noun: string): string {
  return `${formatCount(n)} ${noun}${n === 1 ? "" : "s"}`;
}
