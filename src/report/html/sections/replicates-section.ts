/** How many trials were simulated, and how precise that makes the results. */
import type { Study } from "../../../trials/study.js";
import { formatCount } from "../../format-figure.js";
import { designsOf, scenariosOf } from "../../studies/study-tables.js";
import { html } from "../markup.js";
import type { Section } from "./section.js";

const Z = 1.959963984540054;

export function replicatesSection(study: Study): Section {
  const { replicates } = study;
  const designs = designsOf(study).length;
  const scenarios = scenariosOf(study).length;
  const worst = 50 / Math.sqrt(replicates);
  const never = 100 * (1 - 0.05 ** (1 / replicates));
  return {
    id: "replicates",
    title: "Replicates and Monte Carlo error",
    body: html`<p>${formatCount(replicates)} trials were simulated for each of ${designs} design${designs === 1 ? "" : "s"} under each of ${scenarios} scenario${
      scenarios === 1 ? "" : "s"
    }: ${formatCount(replicates * designs * scenarios)} trials in all.</p>
<p>Every figure comes with its Monte Carlo standard error, as “estimate ± standard error”, and is printed to the digits that this error
leaves meaningful. Twice the standard error on either side is an interval that covers the exact value about 19 times in 20. For a
proportion p the standard error is √(p(1 − p)/n). With n = ${formatCount(replicates)} it is at most ${worst.toPrecision(2)} percentage points (at 50 %), so
proportions are known to within ± ${(Z * worst).toPrecision(2)} percentage points. What was seen in none of the trials has, with 95 % confidence, a
probability below ${never.toPrecision(1)} %.</p>
<p>Monte Carlo error says how far the simulation is from the exact operating characteristics of the design under a scenario, not how
plausible the scenario is.</p>
<p>The same simulated patients were given to every design: patient k of replicate r has the same random numbers whatever the design, so
differences between designs are more precise than two separate simulations would make them.</p>`,
  };
}
