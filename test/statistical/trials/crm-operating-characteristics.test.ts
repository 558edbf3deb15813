/**
 * Operating characteristics of CRM and TITE-CRM against dfcrm's crmsim and titesim (test/reference/trials/data: dfcrm.json, dfcrm-more.json).
 *
 * Every figure is compared in units of the standard error of the difference of both simulations; with m comparisons in this file each has the
 * false-alarm rate 1e-5 / m (normal approximation). dfcrm may recommend a dose that was not tried, so ours may here, too.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { normalUpperTail } from "../../../src/numeric/index.js";
import {
  crm,
  type DoseFindingDesign,
  doseFindingScenario,
  poissonAccrual,
  regularAccrual,
  simulate,
  titeCrm,
  uniformOnset,
} from "../../../src/trials/index.js";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../reference/trials/data/${name}`, import.meta.url), "utf8"));
const given = read("dfcrm.json");
const more = read("dfcrm-more.json");
const replicates = 20_000;

interface Arguments {
  readonly PI: readonly number[];
  readonly prior: readonly number[];
  readonly target: number;
  readonly n: number;
  readonly x0: number | readonly number[] | string;
  readonly mcohort?: number;
  readonly restrict?: boolean;
  readonly model?: string;
  readonly obswin?: number;
  readonly rate?: number;
  readonly accrual?: string;
  readonly scheme?: "linear" | "adaptive";
}

/** The simulations of the package: what was run, and its results by dose: selection, patients, toxicities. */
const cases: readonly { args: Arguments; nsim: number; MTD: number[]; level: number[]; tox: number[] }[] = [
  ...given.crmsim.map((c: { args: { nsim: number } }) => ({ ...c, nsim: c.args.nsim })),
  ...given.titesim.map((c: { args: { nsim: number } }) => ({ ...c, nsim: c.args.nsim })),
  ...[...more.crm, ...more.titecrm].map(({ nsim, MTD, level, tox, ...args }) => ({ args, nsim, MTD, level, tox })),
];

function designOf(args: Arguments): DoseFindingDesign {
  const { prior: skeleton, target, n: maximumPatients, x0, mcohort = 1, restrict = true, model, obswin: window } = args;
  // "two-stage 3x6..9": the manual's initial design, three patients at each dose and the others at the highest.
  const sequence = typeof x0 === "string" ? Array.from({ length: 24 }, (_, i) => Math.min(6, 1 + Math.floor(i / 3))) : x0;
  const shared = {
    target,
    skeleton,
    maximumPatients,
    recommendUntried: true,
    noSkipping: restrict,
    ...(model === "logistic" && { model: "logistic" as const }),
    ...(typeof sequence === "number" ? { startLevel: sequence } : { initialSequence: sequence }),
  };
  return window === undefined
    ? (crm({ ...shared, cohortSize: mcohort, coherent: restrict }) as DoseFindingDesign)
    : (titeCrm({ ...shared, window, weighting: args.scheme ?? "linear" }) as DoseFindingDesign);
}

function scenarioOf({ PI: toxicity, target, obswin: window, rate = 1, accrual }: Arguments) {
  if (window === undefined) return doseFindingScenario({ toxicity, target });
  const perTime = { rate: rate / window };
  return doseFindingScenario({
    toxicity,
    target,
    window,
    onset: uniformOnset(),
    accrual: accrual === "poisson" ? poissonAccrual(perTime) : regularAccrual(perTime),
  });
}

describe("operating characteristics of CRM and TITE-CRM", () => {
  it("are those of dfcrm's crmsim and titesim, within Monte Carlo error", async () => {
    expect(cases.length).toBe(10);
    const comparisons: { what: string; difference: number; error: number }[] = [];
    for (const [c, { args, nsim, MTD, level, tox }] of cases.entries()) {
      const study = await simulate({
        designs: { d: designOf(args) },
        scenarios: { s: scenarioOf(args) },
        replicates,
        seed: 20261122,
      });
      const compare = (name: string, theirs: number) => {
        const ours = study.estimate("s", "d", name);
        const mean = ours?.mean ?? Number.NaN;
        const deviation = ours?.standardDeviation ?? Number.NaN;
        comparisons.push({
          what: `case ${c}, ${name}: ${mean}, theirs ${theirs}`,
          difference: mean - theirs,
          error: deviation * Math.sqrt(1 / nsim + 1 / replicates),
        });
      };
      MTD.forEach((selected, dose) => {
        compare(`selected[${dose + 1}]`, selected);
      });
      level.forEach((patients, dose) => {
        compare(`patients[${dose + 1}]`, patients);
      });
      tox.forEach((toxicities, dose) => {
        compare(`toxicities[${dose + 1}]`, toxicities);
      });
    }
    expect(comparisons.length).toBeGreaterThan(150);
    for (const { what, difference, error } of comparisons) {
      // Events rarer than one in the package's simulation are not normal: a few of them are within anybody's error.
      if (error < 0.002) expect(Math.abs(difference), what).toBeLessThan(0.012);
      else expect(2 * normalUpperTail(Math.abs(difference) / error), what).toBeGreaterThan(1e-5 / comparisons.length);
    }
  });
});
