/** Where plots are drawn: Observable Plot on the browser's document or, where there is none, on linkedom's. Both are loaded on first use. */

type Plot = typeof import("@observablehq/plot");

/** What Plot draws. */
export type Markish = import("@observablehq/plot").Markish;

/** Observable Plot, and the document it draws in. */
export interface Canvas {
  readonly plot: Plot;
  readonly document: Document;
}

/** Loads what is needed to draw. (On screens of low resolution Plot shifts lines by half a pixel, so that they are sharp.) */
export async function openCanvas(): Promise<Canvas> {
  const plot = await import("@observablehq/plot");
  if (typeof document !== "undefined") return { plot, document };
  const { parseHTML } = await import("linkedom");
  return { plot, document: parseHTML("<!doctype html><html><body></body></html>").document };
}
