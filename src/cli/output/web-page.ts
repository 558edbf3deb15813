/** A page around tables and pictures that were made elsewhere. */
import { escapeMarkup } from "../../report/escape-markup.js";
import { STYLE } from "../../report/html/style.js";

/** Columns of text stand after columns of figures here, which reports do not have. */
const GAPS = "td + td, th + th { padding-left: 1rem; }";

/** Returns a whole, self-contained HTML page. */
export function webPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeMarkup(title)}</title><style>${STYLE}${GAPS}</style></head>
<body>
<h1>${escapeMarkup(title)}</h1>
${body}
</body>
</html>
`;
}
