/** Operating characteristics: pictures and tables. */
import type { Study } from "../../../trials/study.js";
import { allocationPlot, selectionPlot } from "../../plots/dose-bars.js";
import { armWord, metricFamilies } from "../../studies/metric-family.js";
import { scenariosOf, studyTables } from "../../studies/study-tables.js";
import { html, type Markup } from "../markup.js";
import { figureBlock, inGroups, type Section, tableBlock } from "./section.js";

/** Panels that fit on a page. */
const MOST_PANELS = 6;

export async function resultsSection(study: Study): Promise<Section> {
  const families = metricFamilies(study).map(({ name }) => name);
  const arm = armWord(study);
  const figures: Markup[] = [];
  if (families.includes("selected")) {
    const caption = `How often each ${arm} is selected. Whiskers are 95 % Monte Carlo intervals (Wilson).`;
    for (const scenarios of inGroups(scenariosOf(study), MOST_PANELS))
      figures.push(figureBlock(await selectionPlot(study, { scenarios }), caption));
  }
  if (families.includes("patients")) {
    const caption = `Mean number of patients by ${arm}. Whiskers are 95 % Monte Carlo intervals.`;
    for (const scenarios of inGroups(scenariosOf(study), MOST_PANELS))
      figures.push(figureBlock(await allocationPlot(study, { scenarios }), caption));
  }
  return { id: "results", title: "Operating characteristics", body: html`${figures}${studyTables(study).map(tableBlock)}` };
}
