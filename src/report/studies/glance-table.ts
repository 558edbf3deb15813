/** One metric of a study: scenarios down, designs across. */
import type { Study } from "../../trials/study.js";
import type { Figure, Table } from "../../trials/table.js";
import { designsOf, figureOf, scenariosOf } from "./study-tables.js";

/** Returns one metric of every design under every scenario; undefined when the study does not have it. */
export function glanceTable(study: Study, metric: string): Table | undefined {
  const found = study.cells.flatMap((cell) => cell.metrics.filter(({ name }) => name === metric));
  if (found.length === 0) return undefined;
  const [{ label, unit }] = found;
  const designs = designsOf(study);
  const figure = (scenario: string, design: string): Figure | undefined => {
    const estimate = study.estimate(scenario, design, metric);
    return estimate === undefined ? undefined : figureOf({ name: metric, label, unit }, estimate);
  };
  return {
    title: `${label.charAt(0).toUpperCase()}${label.slice(1)}${unit === "proportion" ? ", % of trials" : ", mean per trial"}`,
    columns: [
      { name: "scenario", label: "scenario" },
      ...designs.map((design, d) => ({ name: `design ${d}`, label: design, unit })),
    ],
    rows: scenariosOf(study).map((scenario) => ({
      scenario,
      ...Object.fromEntries(designs.map((design, d) => [`design ${d}`, figure(scenario, design)])),
    })),
  };
}
