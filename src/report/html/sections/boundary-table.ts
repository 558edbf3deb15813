/** The boundaries of a decision table, as protocols print them: patients across, boundaries down. */
import type { DecisionTable, TabledDecision } from "../../../trials/dose-finding/decision-table.js";
import { html, type Markup } from "../markup.js";

type Decisions = readonly TabledDecision[];

/** From how many toxicities on (or up to how many) each thing is decided; −1 for never. */
const BOUNDARIES: readonly { readonly label: string; readonly read: (decisions: Decisions) => number }[] = [
  { label: "escalate if DLTs ≤", read: (decisions) => decisions.lastIndexOf("E") },
  {
    label: "de-escalate if DLTs ≥",
    read: (decisions) => decisions.findIndex((decision) => decision === "D" || decision === "DU"),
  },
  { label: "close the dose if DLTs ≥", read: (decisions) => decisions.indexOf("DU") },
  { label: "stop the trial if DLTs ≥", read: (decisions) => decisions.indexOf("STOP") },
];

/** Returns the boundaries as a table; a boundary that never occurs has no row. */
export function boundaryTable({ design, rows }: DecisionTable): Markup {
  const occurring = BOUNDARIES.filter(({ read }) => rows.some(({ decisions }) => read(decisions) >= 0));
  const show = (count: number) => (count < 0 ? "–" : String(count));
  return html`<div class="scroll" tabindex="0">
<table class="boundaries">
<caption>Decision boundaries of ${design}</caption>
<thead><tr><th scope="col">patients at the dose</th>${rows.map(({ patients }) => html`<th scope="col">${patients}</th>`)}</tr></thead>
<tbody>
${occurring.map(({ label, read }) => html`<tr><th scope="row">${label}</th>${rows.map(({ decisions }) => html`<td>${show(read(decisions))}</td>`)}</tr>\n`)}</tbody>
</table></div>
`;
}
