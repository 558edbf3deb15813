/** A report as one document: contents and chapters. */
import { html, type Markup, made } from "./markup.js";
import { note, type Section } from "./sections/section.js";
import { STYLE } from "./style.js";

/** All that the document may load or run: its own styles. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** What a document is made of. */
export interface DocumentParts {
  readonly title: string;
  /** What it is about, in a sentence. */
  readonly lead: string;
  /** A text of the user's. */
  readonly introduction?: string | undefined;
  readonly sections: readonly Section[];
}

/** Returns one self-contained HTML document: no script, nothing loaded from elsewhere. */
export function reportDocument({ title, lead, introduction, sections }: DocumentParts): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${made(STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="lead">${lead}</p>
${note(introduction)}</header>
<nav aria-label="Contents">
<ol>
${sections.map(({ id, title: heading }) => html`<li><a href="#${id}">${heading}</a></li>\n`)}</ol>
</nav>
<main>
${sections.map(sectionBlock)}</main>
</body>
</html>
`.text;
}

function sectionBlock({ id, title, body }: Section): Markup {
  return html`<section>
<h2 id="${id}">${title}</h2>
${body}
</section>
`;
}
