/** Sizes of lettering, which no engine without a screen can measure. */

/** Size of all lettering in plots, in pixels. */
export const FONT_SIZE = 12;
/** Mean width of a character of a sans-serif font, in ems; on the safe side. */
const MEAN_WIDTH = 0.6;

/** About how wide a text is, in pixels. */
export function textWidth(text: string, fontSize = FONT_SIZE): number {
  return [...text].length * MEAN_WIDTH * fontSize;
}

/** The text, cut with an ellipsis when it is wider than so many pixels; always on one line. */
export function fitText(text: string, width: number, fontSize = FONT_SIZE): string {
  const characters = [...text.replace(/\s+/g, " ")];
  const room = Math.max(1, Math.floor(width / (MEAN_WIDTH * fontSize)));
  return characters.length <= room ? characters.join("") : `${characters.slice(0, room - 1).join("")}…`;
}

/** The text on at most so many lines, the last one cut when there is more. */
export function wrapText(text: string, width: number, lines: number, fontSize = FONT_SIZE): readonly string[] {
  const wrapped: string[] = [];
  const words = text.trim().split(/\s+/);
  while (words.length > 0) {
    const last = wrapped.at(-1);
    const joined = last === undefined ? words[0] : `${last} ${words[0]}`;
    if (last !== undefined && textWidth(joined, fontSize) <= width) wrapped[wrapped.length - 1] = joined;
    else if (wrapped.length < lines) wrapped.push(words[0]);
    else break;
    words.shift();
  }
  if (words.length > 0) wrapped[wrapped.length - 1] += ` ${words.join(" ")}`;
  return wrapped.map((line) => fitText(line, width, fontSize));
}
