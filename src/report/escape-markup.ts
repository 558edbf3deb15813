/** Text made safe for HTML and SVG. */

/** What XML cannot hold at all, escaped or not: control characters but tab and line ends, lone halves of surrogate pairs, U+FFFE, U+FFFF. */
const IMPOSSIBLE =
  /[\0-\x08\v\f\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ENTITIES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Returns the text as it must stand in HTML or XML, between tags or in a quoted attribute; characters that neither can hold become U+FFFD. */
export function escapeMarkup(text: string): string {
  return text.replace(IMPOSSIBLE, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
