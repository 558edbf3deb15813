/** Paired comparisons of designs: the same patients under both. */
import type { Study } from "../../../trials/study.js";
import { comparisonTable, designsOf } from "../../studies/study-tables.js";
import { html } from "../markup.js";
import { type Section, tableBlock } from "./section.js";

/** With more designs than this only those with the first design are shown. */
const ALL_PAIRS = 3;

/** Undefined for a single design, and when designs share no metric. */
export function comparisonsSection(study: Study): Section | undefined {
  const designs = designsOf(study);
  const pairs = designs.flatMap((first, i) => designs.slice(i + 1).map((second) => [first, second] as const));
  const shown = pairs.filter(
    ([first, second]) => (designs.length <= ALL_PAIRS || first === designs[0]) && study.compare(first, second).length > 0,
  );
  if (shown.length === 0) return undefined;
  return {
    id: "comparisons",
    title: "Paired comparisons of designs",
    body: html`<p>Differences between two designs, trial by trial in the same simulated patients. A difference of more than about two standard errors
is more than the simulation's own noise.</p>
${shown.map(([first, second]) => tableBlock(comparisonTable(study, first, second)))}`,
  };
}
