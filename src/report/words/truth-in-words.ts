/** What an assumed truth means for the doses. */
import { formatPercent } from "../format-figure.js";
import type { DoseTruth } from "../studies/dose-truth.js";
import { doseInWords, listed } from "./listed.js";

/** A toxicity this near to the target is meant to be the target. */
const ROUNDING = 1e-9;

/** One or two sentences: which dose is right to recommend, and which are above the target. */
export function truthInWords({ toxicity, target, best }: DoseTruth, arms: readonly string[]): string {
  const above = target === undefined ? [] : arms.filter((_, dose) => toxicity[dose] > target + ROUNDING);
  const right =
    best === undefined
      ? ""
      : best === null
        ? "No dose is right to recommend."
        : `${capital(doseInWords(arms[best]))} is right to recommend (${formatPercent(toxicity[best])}).`;
  if (target === undefined) return right;
  const aim = `the target of ${formatPercent(target)}`;
  if (above.length === 0) return `${right} No dose is above ${aim}.`;
  if (above.length === arms.length) return `${right} All doses are above ${aim}.`;
  return `${right} Above ${aim}: ${listed(above)}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
