/** A diagnosis for people: what is wrong, and what to try. */
import type { Diagnosis } from "../../draws/index.js";
import { html, type Markup } from "../html/markup.js";

/** The statement where all is well; otherwise each problem with its advice. */
export function diagnosisBlock({ findings, statement }: Diagnosis): Markup {
  const problems = findings.map(
    ({ problem, advice }) => html`<li><strong>${plain(problem)}</strong> ${plain(advice)}</li>
`,
  );
  return html`<h3>Diagnosis</h3>
${findings.length === 0 ? html`<p>${plain(statement)}</p>\n` : html`<ul>\n${problems}</ul>\n`}`;
}

/** Without the marks that set names apart in terminals. */
const plain = (text: string): string => text.replaceAll("`", "");
