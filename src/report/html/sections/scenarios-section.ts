/** The scenarios: assumed truths, and why they are there. */
import type { Study } from "../../../trials/study.js";
import { truthPlot } from "../../plots/truth-curves.js";
import { doseTruth } from "../../studies/dose-truth.js";
import { scenariosOf, truthTable } from "../../studies/study-tables.js";
import { settingsOf } from "../../words/recipe-in-words.js";
import { truthInWords } from "../../words/truth-in-words.js";
import { html, type Markup } from "../markup.js";
import type { ReportOptions } from "../report-options.js";
import { figureBlock, inGroups, note, type Section, tableBlock } from "./section.js";

/** More curves than this in one picture cannot be told apart. */
const MOST_CURVES = 6;

export async function scenariosSection({ study, notes = {} }: ReportOptions): Promise<Section> {
  const told = scenariosOf(study).filter((scenario) => doseTruth(study, scenario) !== undefined);
  const table = truthTable(study);
  const figures: Markup[] = [];
  for (const scenarios of inGroups(told, MOST_CURVES)) {
    const caption = "Assumed probability of a DLT by dose. A filled symbol marks the dose that is right to recommend.";
    figures.push(figureBlock(await truthPlot(study, { scenarios }), caption));
  }
  return {
    id: "scenarios",
    title: "Scenarios",
    body: html`<p>A scenario is an assumed truth. Only the simulator knows it: the designs see nothing but their own patients.</p>
${figures}${table === undefined ? undefined : tableBlock(table)}${scenariosOf(study).map((scenario) => oneScenario(study, scenario, notes.scenarios ?? {}))}`,
  };
}

function oneScenario(study: Study, scenario: string, notes: { readonly [name: string]: string }): Markup {
  const truth = doseTruth(study, scenario);
  const arms = study.cells.find((cell) => cell.scenario === scenario)?.arms ?? [];
  const recipe = study.plan?.scenarios[scenario];
  const settings = recipe === undefined ? [] : settingsOf(recipe, ["toxicity", "target", "trueLevel"]);
  return html`<section class="keep">
<h3>${scenario}</h3>
${note(Object.hasOwn(notes, scenario) ? notes[scenario] : undefined)}${truth === undefined ? undefined : html`<p>${truthInWords(truth, arms)}</p>\n`}${
  settings.length === 0
    ? undefined
    : html`<dl class="settings">${settings.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>\n`
}</section>
`;
}
