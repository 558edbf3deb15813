/** A page around tables and pictures that were made elsewhere. */
import { escapeMarkup } from "../../report/escape-markup.js";

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; margin: 1.5rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { padding: .2rem .6rem; text-align: left; border-bottom: 1px solid #ddd; font-weight: 400; }
thead th { border-bottom: 1px solid #555; font-weight: 600; }
.figure { text-align: right; }
tfoot td { border: 0; color: #555; font-size: 13px; }
.repeated { visibility: hidden; }
svg { max-width: 100%; height: auto; }
`;

/** Returns a whole, self-contained HTML page. */
export function webPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeMarkup(title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escapeMarkup(title)}</h1>
${body}
</body>
</html>
`;
}
