/** All that is needed to get the same numbers again. */
import { readableJson } from "../../studies/readable-json.js";
import { studyFile } from "../../studies/study-file.js";
import { engineInWords } from "../engine-in-words.js";
import { html, type Markup } from "../markup.js";
import type { ReportOptions } from "../report-options.js";
import type { Section } from "./section.js";

const COMMAND = "npx equipoise simulate study.json --out report.html";

export function reproductionSection({ study, title, notes = {}, command, engine }: ReportOptions): Section {
  const { identity, plan } = study;
  const { introduction: description, designs, scenarios } = notes;
  const file = studyFile(study, {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    notes: { ...(designs && { designs }), ...(scenarios && { scenarios }) },
  });
  return {
    id: "reproduction",
    title: "Reproduction",
    body: html`<p>The same seed, version and study give the same numbers to the last bit, on any engine, any number of threads and any split of the work.</p>
<dl class="settings">
<dt>Seed</dt><dd>${String(identity.seed)}</dd>
<dt>Replicates</dt><dd>${study.replicates}</dd>
<dt>Software</dt><dd>equipoise ${identity.version}</dd>
<dt>Study (SHA-256)</dt><dd>${identity.hash ?? "none: a part of the study is the user's own code"}</dd>
<dt>Engine</dt><dd>${engine ?? engineInWords()}</dd>
<dt>Command</dt><dd><code>${command ?? (file === undefined ? "none: the study was run by a program" : COMMAND)}</code></dd>
</dl>
${file === undefined ? planBlock(plan) : html`<h3>study.json</h3>\n<pre>${file}</pre>`}`,
  };
}

function planBlock(plan: unknown): Markup | undefined {
  return plan === undefined ? undefined : html`<h3>The study as recipes</h3>\n<pre>${readableJson(plan)}</pre>`;
}
