/** Colors that color-blind readers tell apart (after Okabe and Ito), neighbors of different lightness so that they survive a gray printer. */
const SERIES = ["#0072b2", "#e69f00", "#222222", "#56b4e9", "#d55e00", "#009e73", "#cc79a7", "#b8ab1f"];

/** Symbols of series, told apart without any color. */
const SYMBOLS = ["circle", "square", "triangle", "diamond", "times", "star", "wye", "plus"] as const;

/** Dashes of series' lines. */
const DASHES = ["", "6 3", "2 3", "8 3 2 3", "12 3", "4 2 1 2 1 2", "1 2", "10 2 3 2"];

export const seriesColor = (index: number): string => SERIES[index % SERIES.length];
export const seriesSymbol = (index: number): (typeof SYMBOLS)[number] => SYMBOLS[index % SYMBOLS.length];
export const seriesDash = (index: number): string => DASHES[index % DASHES.length];

/** How a decision is shown: from light (escalate) to dark (stop), so that gray keeps the order. */
export const DECISIONS = {
  E: { fill: "#cfe3f3", text: "#000", words: "escalate" },
  S: { fill: "#f7f7f7", text: "#000", words: "stay" },
  D: { fill: "#fdb366", text: "#000", words: "de-escalate" },
  DU: { fill: "#a63603", text: "#fff", words: "de-escalate and close the dose" },
  STOP: { fill: "#3b3b3b", text: "#fff", words: "stop the trial" },
} as const;
