import { beforeAll, describe, expect, it } from "vitest";
import { halfCauchy, halfNormal, normal, poisson } from "../../../../src/distributions/index.js";
import { compareModels } from "../../../../src/draws/index.js";
import { count, type Fit, index, model, real } from "../../../../src/models/index.js";
import { variablesOfFit } from "../../../../src/report/fits/variables-of-fit.js";
import { accuracyTable, fitReport, modelComparisonTable, summaryTable, textTable } from "../../../../src/report/index.js";

const SCHOOLS = {
  school: ["A", "B", "C", "D", "E", "F", "G", "H"],
  effect: [28, 8, -3, 7, -1, 1, 18, 12],
  error: [15, 10, 16, 11, 9, 11, 10, 18],
};

const schools = (centered: boolean) =>
  model(({ data, parameter, observe }) => {
    const { school, effect, error } = data({ school: index, effect: real, error: real });
    const mean = parameter("mean", normal({ mean: 0, sd: 5 }));
    const spread = parameter("spread", halfCauchy({ scale: 5 }));
    const theta = parameter("theta", normal({ mean, sd: spread }), { over: school, centered });
    observe(effect, normal({ mean: theta.at(school), sd: error }));
  });

const events = model(({ data, parameter, observe }) => {
  const { patients } = data({ patients: count });
  const rate = parameter("rate", halfNormal({ sd: 10 }));
  observe(patients, poisson({ rate }));
});

const SHORT = { seed: 1, chains: 2, iterations: 250, warmup: 250 };

describe("fitReport", () => {
  let fits: Record<"non-centered" | "centered", Fit>;
  let text: string;
  beforeAll(async () => {
    fits = {
      "non-centered": await schools(false).with(SCHOOLS).sample(SHORT),
      centered: await schools(true).with(SCHOOLS).sample(SHORT),
    };
    const notes = { introduction: "Why <we> do it.", fits: { centered: "From a paper." } };
    text = await fitReport({ fits, title: "Eight schools & more", notes, engine: "an engine" });
  });

  it("has a chapter for each fit, and compares fits to the same data", () => {
    const chapters = [...text.matchAll(/<h2 id="([^"]*)">([^<]*)<\/h2>/g)].map(([, id, heading]) => [id, heading]);
    expect(chapters).toEqual([
      ["comparison", "Comparison"],
      ["fit-1", "non-centered"],
      ["fit-2", "centered"],
    ]);
    const links = [...text.matchAll(/\shref="#([^"]*)"/g)].map(([, id]) => id);
    expect(links).toEqual(chapters.map(([id]) => id));
  });

  it("tells model, data, diagnosis, posterior, predictive check and chains of each", () => {
    const parts = ["Model", "Diagnosis", "Posterior", "Predictive check", "Chains"];
    expect([...text.matchAll(/<h3>([^<]*)<\/h3>/g)].map(([, heading]) => heading)).toEqual([...parts, ...parts]);
    expect(text).toContain("theta[school] ~ normal(mean = mean, sd = spread)   (non-centered)");
    expect(text).toContain("8 rows of data and 8 levels of school; 10 unknowns.");
    expect(text).toContain("Why &lt;we&gt; do it.");
    expect(text).toContain("From a paper.");
    expect(text).toContain("250 after 250 of warmup");
    expect(text).toContain("2 fitted models, 1,000 draws; equipoise");
  });

  it("says in words what is wrong with the centered form, and draws where it diverged", () => {
    const { findings } = fits.centered.diagnose();
    expect(findings.some(({ kind }) => kind === "divergences")).toBe(true);
    const [, centered] = text.split('id="fit-2"');
    for (const { problem } of findings)
      expect(centered).toContain(problem.replaceAll("`", "").replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
    expect(centered).toContain("Where trajectories diverged");
  });

  it("runs no script and loads nothing", () => {
    expect(text).toContain("default-src &#39;none&#39;");
    expect(text).not.toMatch(/<(script|link|img|image|iframe|object|embed|base|form|video|audio|use|foreignObject)\b/i);
    expect(text).not.toMatch(/url\(|@import|javascript:/i);
    expect([...new Set(text.match(/https?:\/\/[^"\s<]*/g))]).toEqual(["http://www.w3.org/2000/svg"]);
    expect(text).not.toMatch(/NaN|undefined|\[object/);
  });

  it("is the same text for the same options", async () => {
    const only = { fits: { centered: fits.centered }, engine: "an engine", accuracy: false };
    const report = await fitReport(only);
    expect(await fitReport(only)).toBe(report);
    expect(report).not.toContain("leave-one-out");
    expect(report).toContain("One fitted model");
  });

  it("draws counts as counts, and compares nothing where data differ", async () => {
    const fit = await events.with({ patients: [0, 3, 1, 2, 2, 5, 0, 1] }).sample(SHORT);
    const report = await fitReport({ fits: { events: fit, schools: fits["non-centered"] } });
    expect(report).toContain("square-root scale");
    expect(report).not.toContain('id="comparison"');
  });

  it("says so where nothing was drawn, and refuses no fits", async () => {
    const controller = new AbortController();
    controller.abort();
    const none = await events.with({ patients: [1] }).sample({ ...SHORT, signal: controller.signal });
    expect(none.positions.iterationCount).toBe(0);
    expect(await fitReport({ fits: { none } })).toContain("No draws are in memory: the run ended before the first.");
    await expect(fitReport({ fits: {} })).rejects.toThrow("fitReport: fits must hold at least one fit");
  });

  it("has its figures as tables", () => {
    const summary = summaryTable(fits["non-centered"].summarize({ variables: ["mean"] }), { title: "T", notes: ["n"] });
    expect(summary.columns.map(({ label }) => label)).toEqual([
      "variable",
      "mean",
      "median",
      "SD",
      "MAD",
      "5 %",
      "95 %",
      "R-hat",
      "bulk ESS",
      "tail ESS",
    ]);
    expect(summary.rows).toHaveLength(1);
    expect(summary).toMatchObject({ title: "T", notes: ["n"] });
    const loo = fits["non-centered"].loo();
    expect(accuracyTable(loo).rows[0]).toMatchObject({
      quantity: "expected log predictive density",
      estimate: { value: loo.elpd.estimate, standardError: loo.elpd.standardError },
    });
    const compared = compareModels({ one: loo, other: fits.centered.loo() });
    const table = modelComparisonTable(compared);
    expect(table.rows.map(({ model: name }) => name)).toEqual(compared.map(({ model: name }) => name));
    expect(textTable(table)).toContain("fewer than 100 observations");
  });
});

describe("summaryTable", () => {
  it("puts a statistic's Monte Carlo standard error beside it, and rounds what has none as is usual", () => {
    const summary = {
      statistics: ["mean", "mcseMean", "q5", "rhat", "essBulk"],
      rows: [{ variable: "x", mean: 1.23456, mcseMean: 0.02, q5: 0.5, rhat: 1.00049, essBulk: 812.6 }],
    };
    const table = summaryTable(summary);
    expect(table.rows).toEqual([
      {
        variable: "x",
        mean: { value: 1.23456, standardError: 0.02 },
        q5: { value: 0.5 },
        rhat: { value: 1 },
        essBulk: { value: 813 },
      },
    ]);
    expect(textTable(table)).toContain("1.23 ± 0.02");
  });
});

describe("accuracyTable", () => {
  const sum = (estimate: number) => ({ estimate, standardError: 1 });
  const base = {
    observationCount: 10,
    drawCount: 100,
    elpd: sum(-5),
    effectiveParameters: sum(2),
    informationCriterion: sum(10),
    pointwise: { elpd: [], effectiveParameters: [] },
  };

  it("names the observations that make WAIC doubtful, the worst first and no more than three", () => {
    const highVariance = [3, 2, 1, 0].map((k) => ({ observation: k, label: `y[${k}]`, value: k + 0.5 }));
    const table = accuracyTable({ ...base, method: "waic", highVariance }, "WAIC");
    expect(table.notes?.[1]).toBe(
      "4 observations have a variance of the log-likelihood above 0.4, so the estimates are unreliable: y[3] (3.5), y[2] (2.5), y[1] (1.5) and 1 more.",
    );
    const fine = accuracyTable({ ...base, method: "waic", highVariance: [] });
    expect(fine.notes?.[1]).toBe("No observation has a variance of the log-likelihood above 0.4: the estimates can be trusted.");
  });
});

describe("variablesOfFit", () => {
  it("tells numbers and short vectors, draws long ones, and says what is left out", () => {
    const elements = (name: string, length: number) => Array.from({ length }, (_, i) => `${name}[${i + 1}]`);
    const shown = variablesOfFit([
      "mu",
      ...elements("beta", 2),
      ...elements("alpha", 130),
      ...["b", "c", "d"].flatMap((name) => elements(name, 9)),
    ]);
    expect(shown.told).toEqual(["mu", "beta[1]", "beta[2]"]);
    expect(shown.vectors.map(({ name, variables }) => [name, variables.length])).toEqual([
      ["alpha", 120],
      ["b", 9],
      ["c", 9],
    ]);
    expect(shown.omitted).toEqual(["10 more elements of alpha", "d (9 elements)"]);
    expect(variablesOfFit(elements("x", 20)).told).toHaveLength(8);
    expect(variablesOfFit(Array.from({ length: 30 }, (_, i) => `x${i}`)).omitted).toEqual(["6 more variables"]);
  });
});
