/**
 * data/blrm.json: see its `provenance`. Posterior means, standard deviations and interval probabilities must be those of the other quadrature
 * within 1e-8. Its quantiles are right to 2.5e-6 only (its rows are too far apart for small probabilities of toxicity: by brute force, ours
 * have distribution function p within 1e-8), so they are compared at 2.5e-6 and ours are checked by brute force as well. Values of SAS, of
 * 200,000 correlated draws, must agree within 0.01, the tolerance of crmPack's own comparison; values of rjags within 0.012; published ones
 * within 0.004 (table I) or as read off a figure, 0.035. Recommended doses must be equal.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { blrm } from "../../../src/trials/designs/dose-finding/blrm.js";
import type { BlrmOptions } from "../../../src/trials/dose-finding/blrm/blrm-options.js";
import { toxicityPosteriorTable } from "../../../src/trials/dose-finding/blrm/toxicity-posterior-table.js";
import { quadrature } from "../../../src/trials/dose-finding/posterior/quadrature.js";
import { twoParameterQuadrature } from "../../../src/trials/dose-finding/posterior/two-parameter-quadrature.js";
import { twoParameterLogistic } from "../../../src/trials/dose-finding/two-parameter-logistic.js";
import { CountsData, noRandomness } from "../../../src/trials/paths/counts-data.js";
import { NO_COVARIATES } from "../../../src/trials/trial-state.js";
import { bruteForcePosterior } from "../../unit/trials/dose-finding/posterior/brute-force-posterior.js";

type Given = Record<string, number>;
interface Situation {
  readonly prior: {
    readonly mean: [number, number];
    readonly cov: [[number, number], [number, number]];
    readonly ref_dose: number;
  };
  readonly data: { readonly x: readonly number[]; readonly y: readonly number[] };
  readonly dose_grid: readonly number[];
  readonly quadrature: readonly Given[];
  readonly SAS: readonly Given[];
  readonly SAS_recommended_dose: number;
}

const given = JSON.parse(readFileSync(new URL("./data/blrm.json", import.meta.url), "utf8"));
const sc1: readonly Situation[] = given.crmpack_sas_sc1;
const sc3: readonly Situation[] = given.crmpack_sas_sc3;

function countsOf(doses: readonly number[], x: readonly number[], y: readonly number[]) {
  return {
    patients: doses.map((dose) => x.filter((at) => at === dose).length),
    toxicities: doses.map((dose) => x.reduce((sum, at, i) => sum + (at === dose ? y[i] : 0), 0)),
  };
}

const modelOptions = ({ prior, dose_grid }: Pick<Situation, "prior" | "dose_grid">) => ({
  doses: dose_grid,
  referenceDose: prior.ref_dose,
  prior: { mean: prior.mean, covariance: prior.cov },
  targetInterval: [0.2, 0.35] as const,
  unacceptable: 0.6,
});

function posteriorOf(situation: Pick<Situation, "prior" | "dose_grid" | "data">) {
  const { prior, dose_grid, data } = situation;
  const model = twoParameterLogistic(dose_grid, prior.ref_dose, { mean: prior.mean, covariance: prior.cov.flat() });
  const posterior = twoParameterQuadrature(model);
  posterior.update({ ...countsOf(dose_grid, data.x, data.y), partial: 0, partialDose: [], partialWeight: [] });
  return posterior;
}

const QUANTILES = [0.025, 0.25, 0.5, 0.75, 0.975];

function expectQuadrature(situation: Pick<Situation, "prior" | "dose_grid" | "data">, rows: readonly Given[]): void {
  const table = toxicityPosteriorTable(
    modelOptions(situation),
    countsOf(situation.dose_grid, situation.data.x, situation.data.y),
  );
  const posterior = posteriorOf(situation);
  rows.forEach((row, dose) => {
    const ours = table.rows[dose] as Record<string, number>;
    expect(Math.abs(ours.mean - row.mean)).toBeLessThan(1e-8);
    expect(Math.abs(ours.sd - row.sd)).toBeLessThan(1e-8);
    expect(Math.abs(ours.under - row.p_under)).toBeLessThan(1e-8);
    expect(Math.abs(ours.target - row.p_target)).toBeLessThan(1e-8);
    expect(Math.abs(ours.excessive - row.p_excessive)).toBeLessThan(1e-8);
    expect(Math.abs(ours.unacceptable - row.p_unacceptable)).toBeLessThan(1e-8);
    expect(Math.abs(ours.over - row.p_over)).toBeLessThan(1e-8);
    for (const p of QUANTILES) expect(Math.abs(posterior.quantile(dose, p) - row[`q${p}`])).toBeLessThan(2.5e-6);
  });
}

/** The dose that a design treats at next, given the data; 0 when it stops. */
function nextDose(options: BlrmOptions, x: readonly number[], y: readonly number[]): number {
  const design = blrm(options);
  const counts = countsOf(options.doses, x, y);
  const data = new CountsData("test").show({
    patients: Int32Array.from(counts.patients),
    toxicities: Int32Array.from(counts.toxicities),
    lastArm: options.doses.indexOf(x[x.length - 1]),
  });
  const { decision } = design.decide(design.start, data, noRandomness("test"));
  if (decision.kind === "stop") return 0;
  return options.doses[Array.from(decision.allocate(NO_COVARIATES, data)).indexOf(1)];
}

describe("BLRM against crmPack's SAS comparisons", () => {
  const named = (list: readonly Situation[], name: string) =>
    list.map((situation, i) => ({ name: `${name}, situation ${i + 1}`, situation }));
  const cases = [...named(sc1, "scenario 1"), ...named(sc3, "scenario 3")];

  it.each(cases)("has the posterior of the other quadrature: $name", ({ situation }) => {
    expectQuadrature(situation, situation.quadrature);
  });

  it.each(cases)("agrees with SAS within its Monte Carlo error: $name", ({ situation }) => {
    const posterior = posteriorOf(situation);
    situation.SAS.forEach((row, dose) => {
      const below = [0.2, 0.35, 0.6].map((cutoff) => posterior.probabilityBelow(dose, cutoff));
      expect(Math.abs(below[1] - below[0] - row.PTARGET)).toBeLessThan(0.01);
      expect(Math.abs(below[2] - below[1] - row.POVEREX)).toBeLessThan(0.01);
      expect(Math.abs(1 - below[2] - row.POVERUN)).toBeLessThan(0.01);
      expect(Math.abs(1 - below[1] - row.POVER)).toBeLessThan(0.01);
      expect(Math.abs(posterior.mean(dose) - row.PMEAN)).toBeLessThan(0.01);
      expect(Math.abs(posterior.quantile(dose, 0.75) - row.PQ75)).toBeLessThan(0.01);
    });
  });

  it("recommends the same doses by losses without overdose control", () => {
    for (const situation of sc1) {
      const options = {
        ...modelOptions(situation),
        maximumPatients: 30,
        losses: [1, 0, 2, 3],
        maximumOverdoseProbability: 0.9999,
        noSkipping: false,
      };
      expect(nextDose(options, situation.data.x, situation.data.y)).toBe(situation.SAS_recommended_dose);
    }
  });

  it("recommends the same doses with overdose control and increments", () => {
    const options = {
      ...modelOptions(sc3[0]),
      maximumPatients: 30,
      losses: [1, 0, 1, 2],
      noSkipping: false,
      increments: [
        { from: 0, increment: 1 },
        { from: 60, increment: 0.67 },
      ],
      incrementsByToxicities: [
        { from: 0, increment: 1 },
        { from: 1, increment: 0.5 },
      ],
    };
    for (const { data, SAS_recommended_dose } of sc3) expect(nextDose(options, data.x, data.y)).toBe(SAS_recommended_dose);
    // The other two situations of crmPack's test: the first cohort has a DLT; nobody of three cohorts has one.
    expect(nextDose(options, [15, 15, 15], [0, 0, 1])).toBe(15);
    expect(nextDose(options, [15, 15, 15, 30, 30, 30, 60, 60, 60], [0, 0, 0, 0, 0, 0, 0, 0, 0])).toBe(90);
  });

  it("has quantiles that brute force confirms where the other quadrature is coarse", () => {
    const { prior, dose_grid, data } = sc3[1];
    const posterior = posteriorOf(sc3[1]);
    const exact = bruteForcePosterior({
      amounts: dose_grid,
      referenceDose: prior.ref_dose,
      mean: prior.mean,
      covariance: prior.cov.flat(),
      ...countsOf(dose_grid, data.x, data.y),
    });
    for (const [dose, p] of [
      [0, 0.025],
      [0, 0.25],
      [1, 0.025],
      [2, 0.025],
    ])
      expect(Math.abs(exact.probabilityBelow(dose, posterior.quantile(dose, p)) - p)).toBeLessThan(1e-8);
  });
});

describe("BLRM against Neuenschwander, Branson and Gsponer (2008)", () => {
  const { data, prior } = given.nbg2008;
  const situation = (cov: [[number, number], [number, number]]) => ({
    prior: { mean: prior.mean, cov, ref_dose: prior.ref },
    data: { x: data.dose, y: data.tox },
    dose_grid: given.nbg2008.quadrature_correlated.map((row: Given) => row.dose) as number[],
  });
  const correlated = situation(prior.cov);
  const independent = situation([
    [prior.cov[0][0], 0],
    [0, prior.cov[1][1]],
  ]);

  it("has the posterior of the other quadrature, with and without correlation", () => {
    expectQuadrature(correlated, given.nbg2008.quadrature_correlated);
    expectQuadrature(independent, given.nbg2008.quadrature_independent);
  });

  it("has quantiles that brute force confirms where the other quadrature is coarse", () => {
    const posterior = posteriorOf(correlated);
    const exact = bruteForcePosterior({
      amounts: correlated.dose_grid,
      referenceDose: prior.ref,
      mean: prior.mean,
      covariance: prior.cov.flat(),
      ...countsOf(correlated.dose_grid, data.dose, data.tox),
    });
    for (const [dose, p] of [
      [0, 0.25],
      [0, 0.5],
      [1, 0.25],
    ])
      expect(Math.abs(exact.probabilityBelow(dose, posterior.quantile(dose, p)) - p)).toBeLessThan(1e-8);
  });

  it("has the means of rjags and of figure 1, within their errors", () => {
    const posterior = posteriorOf(correlated);
    correlated.dose_grid.forEach((_, dose) => {
      expect(Math.abs(posterior.mean(dose) - given.nbg2008.bcrm_rjags_mean[dose])).toBeLessThan(0.012);
      expect(Math.abs(posterior.mean(dose) - given.nbg2008.paper_fig1_read_off[dose])).toBeLessThan(0.035);
    });
  });

  it("has the one-parameter posteriors of table I", () => {
    const table = given.nbg2008_table1;
    for (const [rows, means, deviations, doses] of [
      [table.A_quadrature, table.paper_A_mean, table.paper_A_sd, correlated.dose_grid],
      [table.B_quadrature, table.paper_B_mean, table.paper_B_sd, correlated.dose_grid.slice(0, 10)],
    ] as [Given[], number[], number[], number[]][]) {
      const skeleton = rows.map((row) => row.skeleton);
      // p² is the power model of the squared guess: its mean gives the variance.
      const guesses = [...skeleton, ...skeleton.map((s) => s * s)];
      const power = {
        doses: guesses.length,
        mean: [0],
        covariance: [1.34 * 1.34],
        increasing: false,
        toxicity: (dose: number, first: number) => Math.exp(Math.exp(first) * Math.log(guesses[dose])),
        firstAt: (dose: number, toxicity: number) => Math.log(Math.log(toxicity) / Math.log(guesses[dose])),
      };
      const posterior = quadrature().of(power);
      const counts = countsOf(doses, data.dose, data.tox);
      const nobody = skeleton.map(() => 0);
      posterior.update({
        patients: [...counts.patients, ...nobody],
        toxicities: [...counts.toxicities, ...nobody],
        partial: 0,
        partialDose: [],
        partialWeight: [],
      });
      rows.forEach((row, dose) => {
        const mean = posterior.mean(dose);
        const sd = Math.sqrt(posterior.mean(dose + skeleton.length) - mean * mean);
        expect(Math.abs(mean - row.mean)).toBeLessThan(1e-8);
        expect(Math.abs(sd - row.sd)).toBeLessThan(1e-8);
        if (dose >= means.length) return;
        expect(Math.abs(mean - means[dose])).toBeLessThan(0.005);
        expect(Math.abs(sd - deviations[dose])).toBeLessThan(0.003);
      });
    }
  });
});
