/** A decision table as a picture: patients at the dose by number of toxicities. */
import type { DecisionTable, TabledDecision } from "../../trials/dose-finding/decision-table.js";
import { type Canvas, openCanvas } from "./canvas.js";
import { appendLegend, layOutLegend } from "./legend.js";
import { FONT_SIZE, textWidth } from "./lettering.js";
import { DECISIONS } from "./palette.js";
import { PLOT_WIDTH } from "./panels.js";
import { serializeSvg } from "./serialize-svg.js";

const MARGIN = { right: 8, bottom: 40, left: 46 };
const CELL_HEIGHT = 20;
/** Cells are at most so wide: a table of few rows is not blown up. */
const WIDEST_CELL = 40;

interface DecidedCell {
  readonly patients: number;
  /** The number of toxicities; the last one stands for all above it as well. */
  readonly toxicities: number;
  readonly decision: TabledDecision;
}

/**
 * Draws a decision table (patients at the dose × toxicities) as an SVG: E escalate, S stay, D de-escalate, DU de-escalate and close the
 * dose, STOP. Numbers of toxicities above which no decision changes any more are one row.
 */
export async function decisionPlot(table: DecisionTable): Promise<string> {
  const canvas = await openCanvas();
  const most = lastChange(table);
  const cells = table.rows.flatMap(({ patients, decisions }) =>
    decisions.slice(0, most + 1).map((decision, toxicities): DecidedCell => ({ patients, toxicities, decision })),
  );
  const used = (Object.keys(DECISIONS) as TabledDecision[]).filter((decision) =>
    cells.some((cell) => cell.decision === decision),
  );
  const entries = used.map((decision) => ({ label: `${decision}: ${DECISIONS[decision].words}`, sign: signOf(decision) }));
  const cellWidth = Math.min(WIDEST_CELL, (PLOT_WIDTH - MARGIN.left - MARGIN.right) / table.rows.length);
  const width = Math.max(360, MARGIN.left + MARGIN.right + cellWidth * table.rows.length);
  const legend = layOutLegend(entries, width - MARGIN.left);
  const top = legend.height + 26;
  const svg = canvas.plot.plot({
    document: canvas.document,
    width,
    height: top + (most + 1) * CELL_HEIGHT + MARGIN.bottom,
    marginTop: top,
    marginRight: width - MARGIN.left - cellWidth * table.rows.length,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    style: { fontSize: `${FONT_SIZE}px` },
    x: { type: "band", domain: table.rows.map(({ patients }) => patients), padding: 0, axis: null },
    y: { type: "band", domain: Array.from({ length: most + 1 }, (_, i) => most - i), padding: 0, axis: null },
    marks: marksOf(canvas, table, cells, most, cellWidth),
  });
  svg.setAttribute("font-size", String(FONT_SIZE));
  appendLegend(canvas, svg, legend.places, MARGIN.left, 4);
  return serializeSvg(svg, { title: `Decision table of ${table.design}`, description: describe(table) });
}

/** The smallest number of toxicities from which on the decision never changes, however many patients. */
function lastChange({ rows }: DecisionTable): number {
  return Math.max(...rows.flatMap(({ decisions }) => decisions.map((decision, y) => (decision === decisions[y - 1] ? 0 : y))));
}

function marksOf({ plot }: Canvas, { rows }: DecisionTable, cells: readonly DecidedCell[], most: number, cellWidth: number) {
  const toxicities = Array.from({ length: most + 1 }, (_, i) => i);
  const open = rows.some(({ decisions }) => decisions.length > most + 1);
  const small = cellWidth < 21 ? 9 : cellWidth < 30 ? 10 : FONT_SIZE;
  const every = Math.ceil(16 / cellWidth);
  return [
    plot.cell(cells, {
      x: "patients",
      y: "toxicities",
      fill: (d: DecidedCell) => DECISIONS[d.decision].fill,
      stroke: "#fff",
      strokeWidth: 1,
    }),
    plot.text(cells, {
      x: "patients",
      y: "toxicities",
      text: (d: DecidedCell) => (textWidth(d.decision, small) > cellWidth + 1 ? "" : d.decision),
      fill: (d: DecidedCell) => DECISIONS[d.decision].text,
      fontSize: small,
    }),
    plot.text(toxicities, {
      y: (d: number) => d,
      text: (d: number) => (d === most && open ? `≥ ${d}` : String(d)),
      frameAnchor: "left",
      textAnchor: "end",
      dx: -6,
    }),
    plot.text(
      rows.filter((_, i) => (i + 1) % every === 0),
      { x: "patients", text: (d) => String(d.patients), frameAnchor: "bottom", lineAnchor: "top", dy: 6 },
    ),
    plot.text(["patients evaluated at the dose"], { frameAnchor: "bottom", lineAnchor: "top", dy: 22, fill: "#444" }),
    plot.text(["patients with DLT"], {
      frameAnchor: "top-left",
      textAnchor: "start",
      dx: -MARGIN.left + 4,
      dy: -14,
      fill: "#444",
    }),
  ];
}

function signOf(decision: TabledDecision) {
  return [
    { name: "rect", attributes: { width: 14, height: 14, fill: DECISIONS[decision].fill, stroke: "#888", "stroke-width": 0.8 } },
  ];
}

function describe({ rows }: DecisionTable): string {
  const lines = rows.map(({ patients, decisions }) => {
    const runs = decisions
      .map((decision, y) => (decision === decisions[y - 1] ? "" : `${decision} from ${y}`))
      .filter((run) => run !== "");
    return `${patients} patients: ${runs.join(", ")}.`;
  });
  return `Decision by number of patients evaluated at the dose and number of patients with a dose-limiting toxicity. ${lines.join(" ")}`;
}
