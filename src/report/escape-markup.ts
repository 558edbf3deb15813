/** Text made safe for HTML and SVG. */

/** What XML cannot hold at all, escaped or not: control characters but tab and line ends, lone halves of surrogate pairs, U+FFFE, U+FFFF. */
const IMPOSSIBLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

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
