/** A trial told decision by decision. */
import { type ReadDecision, readDecisions } from "../../courses/decision-signs.js";
import type { TrialCourse } from "../../courses/trial-course.js";
import { formatNumber } from "../../format-figure.js";
import { trialPlot } from "../../plots/trial-plot.js";
import { isStaggered, trialTimeline } from "../../plots/trial-timeline.js";
import { html, type Markup, made } from "../markup.js";

/** Picture and decisions of one trial. */
export async function courseBlock(course: TrialCourse): Promise<Markup> {
  const decisions = readDecisions(course);
  return html`<section>
<h3>${course.title}</h3>
<figure>
${made(await trialPlot(course))}</figure>
${isStaggered(course) ? html`<figure>\n${made(await trialTimeline(course))}</figure>\n` : undefined}<div class="scroll" tabindex="0">
<table class="course">
<caption>Decisions of ${course.title}</caption>
<thead><tr><th scope="col">time</th><th scope="col">patients so far</th><th scope="col">current dose</th><th scope="col">DLTs there</th><th scope="col">decision</th><th scope="col">reasons</th></tr></thead>
<tbody>
${decisions.map((decision) => decisionRow(decision, course.arms))}</tbody>
</table></div>
${course.conclusion === undefined ? html`<p>No conclusion so far.</p>\n` : html`<p><strong>${course.conclusion}</strong></p>\n`}</section>
`;
}

function decisionRow({ decision, letter, at, evaluated, toxicities }: ReadDecision, arms: readonly string[]): Markup {
  const { time, enrolled, kind, arm, reasons } = decision;
  const next =
    kind === "stop"
      ? "stop"
      : arm === undefined
        ? "continue"
        : `${letter === undefined ? "" : `${letter}: `}treat at ${arms[arm]}`;
  return html`<tr><td>${formatNumber(time)}</td><td>${enrolled}</td><td>${at === undefined ? "" : arms[at]}</td><td>${
    at === undefined ? "" : `${toxicities} of ${evaluated}`
  }</td><td>${next}</td><td>${reasons.join(" ")}</td></tr>
`;
}
