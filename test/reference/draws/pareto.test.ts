// Values: see the provenance line of data/pareto.json, made by pareto.R.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  compareModels,
  type LogLikelihood,
  loo,
  paretoDiagnostics,
  paretoSmoothed,
  psis,
  waic,
} from "../../../src/draws/index.js";

type Figure = number | null | "Infinity" | "-Infinity";
type Figures = readonly Figure[];
interface Model {
  readonly logLikelihood: number[][];
  readonly relativeEfficiency: number[];
  readonly estimates: Figures;
  readonly pointwise: readonly Figures[];
  readonly paretoK: Figures;
  readonly effectiveSampleSizes: Figures;
  readonly logWeights3: Figures;
  readonly tailLengths: number[];
  readonly mcse: Figure;
  readonly mcseAtLargestThreshold: number;
  readonly efficiencyOneEstimates: Figures;
  readonly efficiencyOnePointwise: readonly Figures[];
  readonly waicEstimates: Figures;
  readonly waicPointwise: readonly Figures[];
}
interface Tail {
  readonly chains: number[][];
  readonly khat: Figure;
  readonly minimumSampleSize: Figure;
  readonly khatThreshold: Figure;
  readonly convergenceRate: Figure;
  readonly left: Figure;
  readonly right: Figure;
  readonly rightWithOptions: Figure;
  readonly smoothed: Figures;
  readonly asLogWeights: Figure;
}
const fixture: {
  provenance: string;
  models: Record<"one" | "two", Model>;
  comparison: { models: string[]; differences: number[]; standardErrors: number[]; probabilitiesWorse: Figure[] };
  tails: Record<string, Tail>;
} = JSON.parse(readFileSync(new URL("./data/pareto.json", import.meta.url), "utf8"));

const tolerance = 1e-10;

/** The largest relative difference; what is not available on both sides counts as none. */
function difference(found: ArrayLike<number>, expected: Figures): number {
  expect(found.length).toBe(expected.length);
  return expected.reduce<number>((worst, figure, i) => {
    const value = figure === null ? Number.NaN : Number(figure);
    if (Object.is(found[i], value) || found[i] === value) return worst;
    const away = Math.abs(found[i] - value) / Math.max(Math.abs(value), 1e-3);
    return Number.isNaN(away) ? Number.POSITIVE_INFINITY : Math.max(worst, away);
  }, 0);
}

const iterations = 125;
const logLikelihoodOf = (model: Model): LogLikelihood => ({
  observationCount: model.logLikelihood.length,
  of: (i) => [0, 1, 2, 3].map((m) => Float64Array.from(model.logLikelihood[i].slice(m * iterations, (m + 1) * iterations))),
});

describe(`predictive accuracy against ${fixture.provenance}, to ${tolerance} relative`, () => {
  for (const [name, model] of Object.entries(fixture.models)) {
    const logLikelihood = logLikelihoodOf(model);
    const fit = loo(logLikelihood);
    const { pointwise } = fit;
    const estimates = (e: { elpd: object; effectiveParameters: object; informationCriterion: object }) =>
      [e.elpd, e.effectiveParameters, e.informationCriterion].flatMap((sum) => Object.values(sum) as number[]);

    it(`finds loo's sums and relative efficiencies for model ${name}`, () => {
      expect(difference(estimates(fit), model.estimates)).toBeLessThanOrEqual(tolerance);
      expect(difference(pointwise.relativeEfficiencies, model.relativeEfficiency)).toBeLessThanOrEqual(tolerance);
      const plain = loo(logLikelihood, { relativeEfficiency: 1 });
      expect(difference(estimates(plain), model.efficiencyOneEstimates)).toBeLessThanOrEqual(tolerance);
    });

    it(`finds loo's terms, their errors, k-hat and effective sample sizes for model ${name}`, () => {
      const icTerms = pointwise.elpd.map((term) => -2 * term);
      const columns = [pointwise.elpd, pointwise.monteCarloErrors, pointwise.effectiveParameters, icTerms, pointwise.khat];
      columns.forEach((column, i) => {
        expect(difference(column, model.pointwise[i])).toBeLessThanOrEqual(tolerance);
      });
      expect(difference(pointwise.khat, model.paretoK)).toBeLessThanOrEqual(tolerance);
      expect(difference(pointwise.effectiveSampleSizes, model.effectiveSampleSizes)).toBeLessThanOrEqual(tolerance);
      expect(difference([fit.monteCarloError], [model.mcse])).toBeLessThanOrEqual(tolerance);
      const squares = pointwise.monteCarloErrors.reduce((sum, error) => sum + error * error, 0);
      expect(difference([Math.sqrt(squares)], [model.mcseAtLargestThreshold])).toBeLessThanOrEqual(tolerance);
    });

    it(`finds psis's weights of the third observation of model ${name}`, () => {
      const ratios = model.logLikelihood[2].map((value) => -value);
      const weights = psis(ratios, { relativeEfficiency: model.relativeEfficiency[2] });
      expect(difference(weights.logWeights, model.logWeights3)).toBeLessThanOrEqual(tolerance);
      expect(weights.tailLength).toBe(model.tailLengths[2]);
      expect(difference([weights.khat], [model.paretoK[2]])).toBeLessThanOrEqual(tolerance);
      expect(difference([weights.effectiveSampleSize], [model.effectiveSampleSizes[2]])).toBeLessThanOrEqual(tolerance);
    });

    it(`finds waic for model ${name}`, () => {
      const criterion = waic(logLikelihood);
      expect(difference(estimates(criterion), model.waicEstimates)).toBeLessThanOrEqual(tolerance);
      expect(difference(criterion.pointwise.elpd, model.waicPointwise[0])).toBeLessThanOrEqual(tolerance);
      expect(difference(criterion.pointwise.effectiveParameters, model.waicPointwise[1])).toBeLessThanOrEqual(tolerance);
    });
  }

  it("compares models as loo_compare", () => {
    const { one, two } = fixture.models;
    const table = compareModels({ two: loo(logLikelihoodOf(two)), one: loo(logLikelihoodOf(one)) });
    expect(table.map(({ model }) => model)).toEqual(fixture.comparison.models);
    const differences = table.map((row) => row.difference.estimate);
    expect(difference(differences, fixture.comparison.differences)).toBeLessThanOrEqual(tolerance);
    const errors = table.map((row) => row.difference.standardError);
    expect(difference(errors, fixture.comparison.standardErrors)).toBeLessThanOrEqual(tolerance);
    const worse = table.map((row) => row.probabilityWorse);
    expect(difference(worse, fixture.comparison.probabilitiesWorse)).toBeLessThanOrEqual(tolerance);
    expect(table[0].cautions).toEqual(["1 of 16 observations have a Pareto k-hat above the threshold: this elpd is unreliable"]);
  });

  it("lists the observation with a high k-hat by its label", () => {
    const { highKhat } = loo({ ...logLikelihoodOf(fixture.models.one), labelOf: (i) => `patient ${i + 1}` });
    expect(highKhat.map(({ observation, label }) => ({ observation, label }))).toEqual([
      { observation: 15, label: "patient 16" },
    ]);
  });
});

describe(`Pareto diagnostics against ${fixture.provenance}, to ${tolerance} relative`, () => {
  for (const [name, tail] of Object.entries(fixture.tails)) {
    it(`agree for draws with tails of the kind ${name}`, () => {
      const chains = tail.chains.map((chain) => Float64Array.from(chain));
      const figures = (...list: Figure[]) => list;
      const { khat, minimumSampleSize, khatThreshold, convergenceRate } = paretoDiagnostics(chains);
      // posterior takes the largest of no fitted tails for −Infinity: here it is not available.
      const expected =
        tail.khat === "-Infinity"
          ? figures(null, null, null, null)
          : figures(tail.khat, tail.minimumSampleSize, tail.khatThreshold, tail.convergenceRate);
      expect(difference([khat, minimumSampleSize, khatThreshold, convergenceRate], expected)).toBeLessThanOrEqual(tolerance);
      const sides = [paretoDiagnostics(chains, { tail: "left" }).khat, paretoDiagnostics(chains, { tail: "right" }).khat];
      expect(difference(sides, figures(tail.left, tail.right))).toBeLessThanOrEqual(tolerance);
      const own = paretoDiagnostics(chains, { tail: "right", relativeEfficiency: 0.7, tailLength: 9 });
      expect(difference([own.khat], figures(tail.rightWithOptions))).toBeLessThanOrEqual(tolerance);
      const smoothed = paretoSmoothed(chains).chains.flatMap((chain) => [...chain]);
      expect(difference(smoothed, tail.smoothed)).toBeLessThanOrEqual(tolerance);
    });
  }
});
