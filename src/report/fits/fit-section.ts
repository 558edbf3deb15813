/** A fitted model as a chapter of a report. */
import {
  type Diagnosis,
  type DrawsSummary,
  essBulk,
  essTail,
  mcseMean,
  mean,
  median,
  quantile,
  rhat,
  type Statistic,
  sd,
} from "../../draws/index.js";
import type { Fit } from "../../models/index.js";
import { html, type Markup } from "../html/markup.js";
import { figureBlock, note, type Section } from "../html/sections/section.js";
import { densityPlot } from "../plots/draws/density-plot.js";
import { energyPlot } from "../plots/draws/energy-plot.js";
import { intervalPlot } from "../plots/draws/interval-plot.js";
import { pairsPlot } from "../plots/draws/pairs-plot.js";
import { predictiveCheckPlot } from "../plots/draws/predictive-check-plot.js";
import { rankPlot } from "../plots/draws/rank-plot.js";
import { tracePlot } from "../plots/draws/trace-plot.js";
import { listed } from "../words/listed.js";
import { accuracyTable } from "./accuracy-tables.js";
import { diagnosisBlock } from "./diagnosis-block.js";
import { dataInWords, formulasOfFit, settingsOfRun } from "./fit-in-words.js";
import { predictiveChecks } from "./replicated-data.js";
import { scrolled } from "./scrolled.js";
import { summaryTable } from "./summary-table.js";
import { type VariablesOfFit, variablesOfFit } from "./variables-of-fit.js";

/** Variables of which chains are drawn. */
const DRAWN = 6;
/** Variables drawn in pairs. */
const PAIRS = 4;
/** Replicated data sets of a predictive check. */
const REPLICATES = 40;

/** What is told of fits besides themselves. */
export interface FitSectionOptions {
  /** What each is about and where its data are from, by its name. */
  readonly notes?: { readonly [name: string]: string } | undefined;
  /** Seed of the replicated data; 1 when not given. */
  readonly seed?: number | string | undefined;
  /** Whether predictive accuracy is estimated too (the default). */
  readonly accuracy?: boolean | undefined;
}

/** A chapter for each fit. */
export async function fitSections(
  fits: Readonly<Record<string, Fit>>,
  options: FitSectionOptions = {},
): Promise<readonly Section[]> {
  const sections: Section[] = [];
  for (const [name, fit] of Object.entries(fits)) {
    const body = fit.positions.iterationCount === 0 ? withoutDraws(fit) : await bodyOf(fit, options);
    const own = options.notes !== undefined && Object.hasOwn(options.notes, name) ? options.notes[name] : undefined;
    sections.push({ id: `fit-${sections.length + 1}`, title: name, body: html`${note(own)}${modelBlock(fit)}${body}` });
  }
  return sections;
}

function withoutDraws(fit: Fit): Markup {
  return html`<p>No draws are in memory: ${fit.ending === "finished" ? "a sink took them" : listed(["the run ended before the first", ...fit.failures])}.</p>\n`;
}

function modelBlock(fit: Fit): Markup {
  const formulas = formulasOfFit(fit);
  return html`<h3>Model</h3>
${formulas === undefined ? undefined : html`<pre>${formulas}</pre>\n`}<p>${dataInWords(fit)}</p>
`;
}

async function bodyOf(fit: Fit, options: FitSectionOptions): Promise<Markup> {
  const { draws } = fit;
  const shown = variablesOfFit(draws.variables);
  const diagnosis = fit.diagnose();
  return html`${diagnosisBlock(diagnosis)}<h3>Posterior</h3>
${posteriorTable(fit, shown)}${await posteriorFigures(fit, shown)}${await predictiveBlock(fit, options)}<h3>Chains</h3>
<dl class="settings">
${settingsOfRun(fit).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
${await chainFigures(fit, shown, diagnosis)}`;
}

function posteriorTable(fit: Fit, { told, vectors, omitted }: VariablesOfFit): Markup {
  const statistics: Statistic[] = [mean, mcseMean, sd, quantile(0.05), median, quantile(0.95), rhat, essBulk, essTail];
  const summary: DrawsSummary = fit.summarize({ statistics, variables: told });
  const drawn = vectors.map(({ name, variables }) => `${name} (${variables.length} elements)`);
  const notes = [
    "Means ± Monte Carlo standard error; SD: standard deviation; ESS: effective sample size.",
    ...(drawn.length === 0 ? [] : [`Drawn below: ${listed(drawn)}.`]),
    ...(omitted.length === 0 ? [] : [`Not shown: ${listed(omitted)}.`]),
  ];
  return scrolled(summaryTable(summary, { title: "Summary of the draws", notes }));
}

async function posteriorFigures({ draws }: Fit, { told, vectors }: VariablesOfFit): Promise<readonly Markup[]> {
  const drawn = told.slice(0, DRAWN);
  const figures = [
    figureBlock(await densityPlot(draws, { variables: drawn }), "Posterior densities: all chains together, smoothed."),
  ];
  for (const { name, variables } of vectors) {
    const svg = await intervalPlot(draws, { variables, order: "median", title: name });
    figures.push(figureBlock(svg, `The elements of ${name}, the largest median first.`));
  }
  return figures;
}

async function predictiveBlock(fit: Fit, { seed = 1, accuracy = true }: FitSectionOptions): Promise<Markup | undefined> {
  const observes = fit.model.likelihoodRecorder().variables.length > 0;
  if (!observes) return undefined;
  const figures: Markup[] = [];
  for (const { column, observed, replicated } of predictiveChecks(fit, seed, REPLICATES)) {
    const svg = await predictiveCheckPlot(observed, replicated, { label: column });
    figures.push(figureBlock(svg, `Observed ${column} against data that the model would give.`));
  }
  return html`<h3>Predictive check</h3>
${figures}${accuracy ? scrolled(accuracyTable(fit.loo())) : undefined}`;
}

async function chainFigures(
  { draws, traces }: Fit,
  { told }: VariablesOfFit,
  { findings }: Diagnosis,
): Promise<readonly Markup[]> {
  const variables = told.slice(0, DRAWN);
  const figures = [
    figureBlock(await tracePlot(draws, { variables, traces }), "Draws by iteration: chains should overlap and wander nowhere."),
    figureBlock(await rankPlot(draws, { variables }), "Ranks of each chain's draws among all: level where chains agree."),
    figureBlock(
      await energyPlot(traces),
      "Energies: changes from draw to draw should spread nearly as wide as the energy itself (energy fraction above 0.3).",
    ),
  ];
  const divergent = findings.find(({ kind }) => kind === "divergences");
  if (divergent === undefined) return figures;
  const concerned = [...new Set([...divergent.variables.map(({ variable }) => variable), ...told])].slice(0, PAIRS);
  if (concerned.length < 2) return figures;
  const svg = await pairsPlot(draws, { variables: concerned, traces });
  return [...figures, figureBlock(svg, "Where trajectories diverged: they crowd where the posterior bends too sharply.")];
}
