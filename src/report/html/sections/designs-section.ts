/** The designs that were compared: in words, and as their decision tables. */
import { type DecisionTable, decisionTable } from "../../../trials/dose-finding/decision-table.js";
import type { DoseFindingDesign } from "../../../trials/dose-finding/dose-finding-design.js";
import type { GroupSequentialPlan } from "../../../trials/group-sequential/plan.js";
import { boundaryPlot } from "../../plots/boundary-plot.js";
import { decisionPlot } from "../../plots/decision-grid.js";
import { planBoundaries } from "../../studies/plan-boundaries.js";
import { designsOf } from "../../studies/study-tables.js";
import { designInWords, type TellingDesign } from "../../words/design-in-words.js";
import { madeBy, settingsOf } from "../../words/recipe-in-words.js";
import { html, type Markup } from "../markup.js";
import type { ReportOptions } from "../report-options.js";
import { boundaryTable } from "./boundary-table.js";
import { figureBlock, note, type Section, tableBlock } from "./section.js";

/** What designs observe whose decisions are a table of patients and DLTs. */
const TOXICITY = "time to toxicity";

/** Most patients at a dose for which decisions are shown, unless the caller brings the table. */
const MOST_PATIENTS = 18;

export async function designsSection(options: ReportOptions): Promise<Section> {
  const body: Markup[] = [];
  for (const name of designsOf(options.study)) body.push(await oneDesign(name, options));
  return { id: "designs", title: "Designs", body };
}

async function oneDesign(name: string, { study, designs = {}, decisionTables = {}, notes = {} }: ReportOptions): Promise<Markup> {
  const design = own(designs, name) as TellingDesign | undefined;
  const recipe = study.plan === undefined ? undefined : own(study.plan.designs, name);
  const table = reachable(own(decisionTables, name) ?? tableOf(design), design?.rules?.full);
  const sentences = design === undefined ? [] : designInWords(design);
  return html`<section class="keep">
<h3>${name}</h3>
${note(own(notes.designs ?? {}, name))}${sentences.length === 0 ? undefined : html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>\n`)}</ul>\n`}${
  recipe === undefined
    ? undefined
    : html`<p>Settings as given to <code>${madeBy(recipe)}</code>:</p>
<dl class="settings">${settingsOf(recipe).map((setting) => html`<dt>${setting.name}</dt><dd>${setting.value}</dd>\n`)}</dl>
`
}${
  table === undefined
    ? undefined
    : [
        figureBlock(
          await decisionPlot(table),
          `What ${name} decides at a dose with doses below and above it, by patients evaluated and patients with a DLT there.`,
        ),
        boundaryTable(table),
      ]
}${design?.plan === undefined || design.plan.boundaries.fractions.length < 2 ? undefined : await boundariesOf(design.plan, name)}${(design?.tables?.() ?? []).map(tableBlock)}</section>
`;
}

/** The bounds of a group-sequential design, drawn. */
async function boundariesOf(plan: GroupSequentialPlan, name: string): Promise<Markup> {
  return figureBlock(
    await boundaryPlot(planBoundaries(plan, name)),
    `The bounds of “${name}” at each look on several scales. Effects are parts of the effect that it was planned for.`,
  );
}

/** The table of a design that has one. */
function tableOf(design: TellingDesign | undefined): DecisionTable | undefined {
  if (design?.maximumPatients === undefined || design.endpoint?.outcomes !== TOXICITY) return undefined;
  try {
    return decisionTable(design as DoseFindingDesign, { patients: Math.min(design.maximumPatients, MOST_PATIENTS) });
  } catch {
    // A design that looks at more than the counts at one dose has no table.
    return undefined;
  }
}

/** The table without numbers of patients that no dose ever gets. */
function reachable(table: DecisionTable | undefined, full = Number.POSITIVE_INFINITY): DecisionTable | undefined {
  return table === undefined ? undefined : { ...table, rows: table.rows.filter(({ patients }) => patients <= full) };
}

function own<Value>(record: { readonly [name: string]: Value }, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
