/** Fits as one document that can be handed on. */
import { compareModels } from "../../draws/index.js";
import { InvalidArgument } from "../../errors.js";
import type { Fit } from "../../models/index.js";
import { VERSION } from "../../version.js";
import { formatCount } from "../format-figure.js";
import { reportDocument } from "../html/document.js";
import { engineInWords } from "../html/engine-in-words.js";
import { html } from "../html/markup.js";
import type { Section } from "../html/sections/section.js";
import { modelComparisonTable } from "./accuracy-tables.js";
import { fitSections } from "./fit-section.js";
import { observedColumns } from "./replicated-data.js";
import { scrolled } from "./scrolled.js";

/** The contents of a report; only the fits are required. */
export interface FitReportOptions {
  /** By what they are called. */
  readonly fits: { readonly [name: string]: Fit };
  /** Heading of the document. */
  readonly title?: string;
  /** Texts of the user's: plain text, line ends are kept. */
  readonly notes?: {
    readonly introduction?: string;
    /** What a fit is about and where its data are from, by its name. */
    readonly fits?: { readonly [name: string]: string };
  };
  /** Seed of the replicated data of predictive checks; 1 when not given. */
  readonly seed?: number | string;
  /** Whether predictive accuracy is estimated, and fits to the same data are compared by it (the default). */
  readonly accuracy?: boolean;
  /** What the fits ran on; this engine when not given. */
  readonly engine?: string;
}

/**
 * Returns a report of the fits as one self-contained HTML document: no script, nothing loaded from elsewhere. It holds, for each fit, the model as formulas, the
 * diagnosis in words, the posterior in figures and pictures, predictive checks and the chains; fits to the same data are compared.
 *
 * The same options give the same text, but for the engine's name.
 * @throws InvalidArgument for no fits.
 */
export async function fitReport(options: FitReportOptions): Promise<string> {
  const { fits, title = "Fitted models", notes = {}, seed, accuracy = true, engine = engineInWords() } = options;
  const entries = Object.entries(fits);
  if (entries.length === 0) throw new InvalidArgument("fitReport", "fits", "hold at least one fit", fits);
  const sections = [
    ...(accuracy ? comparisonSection(fits) : []),
    ...(await fitSections(fits, { notes: notes.fits, seed, accuracy })),
  ];
  const draws = entries.reduce((sum, [, { positions }]) => sum + positions.chainCount * positions.iterationCount, 0);
  const lead = `${entries.length === 1 ? "One fitted model" : `${entries.length} fitted models`}, ${formatCount(draws)} draws; equipoise ${VERSION}, ${engine}.`;
  return reportDocument({ title, lead, introduction: notes.introduction, sections });
}

/** The fits' expected predictive accuracy side by side, where all are of the same observations. */
function comparisonSection(fits: Readonly<Record<string, Fit>>): readonly Section[] {
  const all = Object.values(fits);
  const [first, ...others] = all.map((fit) => JSON.stringify(observedColumns(fit).map(({ observed }) => [...observed])));
  const isComparable = first !== "[]" && others.length > 0 && others.every((data) => data === first);
  if (!isComparable || all.some(({ positions }) => positions.iterationCount === 0)) return [];
  const estimates = Object.fromEntries(Object.entries(fits).map(([name, fit]) => [name, fit.loo()]));
  const lengths = new Set(Object.values(estimates).map(({ observationCount }) => observationCount));
  if (lengths.size > 1) return [];
  return [{ id: "comparison", title: "Comparison", body: html`${scrolled(modelComparisonTable(compareModels(estimates)))}` }];
}
