/** The boundaries of a group-sequential plan, ready to be drawn. */
import { boundaryTableOnScales } from "../../trials/group-sequential/boundary-scales.js";
import type { GroupSequentialPlan } from "../../trials/group-sequential/plan.js";
import type { Row } from "../../trials/table.js";
import type { BoundaryPanel, DrawnBoundaries } from "../plots/boundary-plot.js";

/** The scales that are drawn: a column of the table of bounds, and what it is called. */
const SCALES = [
  { column: "z", label: "Z" },
  { column: "p", label: "p (one-sided)" },
  { column: "bValue", label: "B-value" },
  { column: "effect", label: "effect, as a part of the planned one" },
  { column: "conditionalPowerPlanned", label: "conditional power under the planned effect" },
  { column: "predictivePower", label: "predictive power (flat prior)" },
];

/** Returns the bounds of a plan on six scales: each as a series over the looks, NaN where a look has none. */
export function planBoundaries(plan: GroupSequentialPlan, title: string): DrawnBoundaries {
  const { fractions } = plan.boundaries;
  const { rows } = boundaryTableOnScales(plan);
  const names = ["efficacy", "futility", "harm"].filter((name) => rows.some(({ bound }) => bound === name));
  const panels = SCALES.map(
    ({ column, label }): BoundaryPanel => ({
      label,
      bounds: names.map((name) => ({ name, values: fractions.map((_, k) => valueAt(rows, name, k, column)) })),
    }),
  );
  return { title, fractions, panels: panels.filter(({ bounds }) => bounds.some(({ values }) => values.some(Number.isFinite))) };
}

function valueAt(rows: readonly Row[], bound: string, look: number, column: string): number {
  const value = rows.find((row) => row.bound === bound && row.look === String(look + 1))?.[column];
  return typeof value === "number" ? value : Number.NaN;
}
