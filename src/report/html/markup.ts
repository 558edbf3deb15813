/** HTML that cannot be broken out of: whatever is put into a template is escaped, unless it is HTML made the same way. */
import { escapeMarkup } from "../escape-markup.js";

/** HTML that is known to be safe. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in a template: texts and numbers (escaped), HTML, lists of these; nothing for undefined. */
export type Content = string | number | Markup | undefined | readonly Content[];

/** Template of HTML: `html`<p>${name}</p>``. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(parts.map((part, i) => part + (i < contents.length ? markupOf(contents[i]) : "")).join(""));
}

/** HTML or SVG that this library's own functions have made. */
export function made(text: string): Markup {
  return new Markup(text);
}

function markupOf(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "string") return escapeMarkup(content);
  if (typeof content === "number") return escapeMarkup(String(content));
  return content.map(markupOf).join("");
}
