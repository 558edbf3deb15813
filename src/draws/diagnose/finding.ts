/** What a diagnosis says. */

/** What is wrong. */
export type FindingKind =
  | "not-finite"
  | "stuck-chain"
  | "divergences"
  | "tree-depth"
  | "energy"
  | "rhat"
  | "ess-bulk"
  | "ess-tail";

/** A variable with the figure that was found for it. */
export interface VariableFigure {
  readonly variable: string;
  readonly value: number;
}

/** Something that is wrong with draws, as plain data. */
export interface Finding {
  readonly kind: FindingKind;
  /** What was found, with variables and figures, in a sentence. */
  readonly problem: string;
  /** What to try, in words. */
  readonly advice: string;
  /** The variables concerned, the worst first. */
  readonly variables: readonly VariableFigure[];
  /** The chains concerned, from 0. */
  readonly chains: readonly number[];
  /** The figures of the sentence by name. */
  readonly figures: Readonly<Record<string, number>>;
}

/** A figure as it stands in a sentence: three digits, or an integer. */
export function inWords(figure: number): string {
  if (!Number.isFinite(figure) || Number.isInteger(figure)) return String(figure);
  return String(Number(figure.toPrecision(3)));
}

/** A figure beside a limit: with so many digits, from `least`, that it stays on its side of it: nobody wants to read that 1.01 is above 1.01. */
export function inWordsBeside(figure: number, limit: number, least = 3): string {
  if (!Number.isFinite(figure) || Number.isInteger(figure)) return String(figure);
  const side = Math.sign(figure - limit);
  for (let digits = least; digits < 17; digits++) {
    const rounded = Number(figure.toPrecision(digits));
    if (Math.sign(rounded - limit) === side) return String(rounded);
  }
  return String(figure);
}

/** `a`, `b`, `c` and 5 more. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1]}` : shown.join("");
}

/** "chain 2" or "chains 1, 3": counted from 1, as a reader counts. */
export function chainsInWords(chains: readonly number[]): string {
  return `${chains.length === 1 ? "chain" : "chains"} ${chains.map((chain) => chain + 1).join(", ")}`;
}
