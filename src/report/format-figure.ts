/** How figures are written: digits chosen by their standard error. */
import type { Column, Figure } from "../trials/table.js";

/** What stands beside a value: `54.6 ± 0.5`, its 95 % interval `54.6 (53.6, 55.6)`, or nothing. */
export type Uncertainty = "standard-error" | "interval" | "none";

/** A figure in parts, so that a table can align them. */
export interface FormattedFigure {
  readonly value: string;
  /** `0.5`, or `(53.6, 55.6)`; empty when there is none. */
  readonly uncertainty: string;
}

/** Standard normal quantile of 0.975. */
const Z = 1.959963984540054;
/** Digits of a value that has no standard error. */
const DIGITS = 4;
const MOST_DECIMALS = 12;

/**
 * Formats a figure: the standard error to one significant digit (two when it is between 1 and 2, never coarser than units), the value to the same
 * decimals.
 * Proportions are multiplied by 100. Values that are not numbers (the metric never applied) are empty.
 */
export function formatFigure(
  figure: number | Figure,
  unit?: Column["unit"],
  uncertainty: Uncertainty = "standard-error",
): FormattedFigure {
  const { value, standardError = Number.NaN, interval } = typeof figure === "number" ? { value: figure } : figure;
  const scale = unit === "proportion" ? 100 : 1;
  if (Number.isNaN(value)) return { value: "", uncertainty: "" };
  const error = standardError * scale;
  if (!(error > 0 && error < Infinity)) return { value: formatNumber(value * scale), uncertainty: "" };
  const decimals = decimalsOf(error);
  const show = (x: number) => withMinus((x * scale).toFixed(decimals));
  if (uncertainty === "none") return { value: show(value), uncertainty: "" };
  if (uncertainty === "standard-error") return { value: show(value), uncertainty: error.toFixed(decimals) };
  const [lower, upper] = interval ?? [value - Z * standardError, value + Z * standardError];
  return { value: show(value), uncertainty: `(${show(lower)}, ${show(upper)})` };
}

/** Joins what `formatFigure` returns: `54.6 ± 0.5`, `54.6 (53.6, 55.6)`, `54.6`. */
export function joinFigure({ value, uncertainty }: FormattedFigure): string {
  if (uncertainty === "") return value;
  return uncertainty.startsWith("(") ? `${value} ${uncertainty}` : `${value} ± ${uncertainty}`;
}

/** A number without a standard error: whole numbers as they are, others to four significant digits without trailing zeros. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return withMinus(String(value));
  const rounded = Number(value.toPrecision(DIGITS));
  return withMinus(String(Math.abs(value) >= 1e4 && Math.abs(value) < 1e15 ? Math.round(value) : rounded));
}

/** A probability as papers print it: at least two decimals, at most three, or two significant digits when it is below 0.01. */
export function formatProbability(value: number): string {
  const rounded = value > 0 && value < 0.01 ? Number(value.toPrecision(2)) : Number(value.toFixed(3));
  const text = rounded > 0 && rounded < 1e-6 ? rounded.toExponential() : rounded.toFixed(10).replace(/0+$/, "");
  return withMinus((text.split(".")[1]?.length ?? 2) < 2 ? value.toFixed(2) : text);
}

/** A probability in percent, to three significant digits: `30 %`, `2.5 %`. */
export function formatPercent(probability: number): string {
  return `${formatNumber(Number((probability * 100).toPrecision(3)))} %`;
}

/** A count with commas: `10,000`. */
export function formatCount(count: number): string {
  return withMinus(String(count).replace(/\B(?=(\d{3})+$)/g, ","));
}

/** Errors below this are shown with a decimal: 1.4 rounded to 1 would lose too much. */
const NEARLY_TWO = 1.95;

/** Decimals that show a standard error to one significant digit, or to two when it is between 1 and 2. */
function decimalsOf(standardError: number): number {
  const exponent = Number(standardError.toExponential(0).split("e")[1]);
  return Math.min(MOST_DECIMALS, Math.max(standardError < NEARLY_TWO ? 1 : 0, -exponent));
}

/** The typographical minus; none before a rounded zero. */
function withMinus(text: string): string {
  if (!text.startsWith("-")) return text;
  return /[1-9]/.test(text) ? `−${text.slice(1)}` : text.slice(1);
}
