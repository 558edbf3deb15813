/** How large a model and its data are, in words. */
import type { BoundData } from "./table.js";
import type { Trace } from "./trace.js";
import { lengthOf } from "./variables.js";

/** `919 rows, 85 levels of county; 4 parameters of 88 numbers.` */
export function sizesInWords({ parameters }: Trace, { labels, sizes }: BoundData): string {
  const levels = new Set([...labels.keys()].map(({ name }) => name));
  const { rows, ...others } = sizes;
  const parts = Object.entries({ ...(rows !== undefined && { rows }), ...others }).map(([name, size]) => {
    if (name === "rows") return counted(size, "row");
    return levels.has(name) && !name.startsWith("columns of ") ? `${counted(size, "level")} of ${name}` : `${size} ${name}`;
  });
  const numbers = parameters.reduce((sum, { position }) => sum + lengthOf(position.axis, { sizes }), 0);
  const unknowns = numbers === parameters.length ? "" : ` of ${counted(numbers, "number")}`;
  return `${parts.length === 0 ? "No data" : parts.join(", ")}; ${counted(parameters.length, "parameter")}${unknowns}.`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
