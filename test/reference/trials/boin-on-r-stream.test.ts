/**
 * The design `boin` itself, run by the general loop on R's random numbers in the order in which the package uses them, must give the package's
 * digits. boin-get-oc.json: made by boin-get-oc.R with BOIN 2.7.2, 15 significant digits.
 */
import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../src/random/index.js";
import { type RCompatible, rCompatible } from "../../../src/random/r-compatible.js";
import type { BoinPackageOptions } from "../../../src/trials/compatibility/boin-package.js";
import { boin } from "../../../src/trials/designs/dose-finding/boin.js";
import { boinBoundaries } from "../../../src/trials/dose-finding/boin-boundaries.js";
import { NEVER } from "../../../src/trials/dose-finding/cohort-rules.js";
import { eliminationBoundary } from "../../../src/trials/dose-finding/elimination-boundary.js";
import type { Scenario } from "../../../src/trials/scenario.js";
import { simulateTrial } from "../../../src/trials/simulate-trial.js";
import { digits15, type GetOcCase, optionsOf, readReference } from "./boin-package.js";

const { provenance, cases } = readReference("./boin-get-oc.json") as { provenance: string; cases: readonly GetOcCase[] };

/** Why `boin` means to differ from the package (docs/decisions/0005-boin-compatibility.md); undefined when it does not. */
function reasonToDiffer(options: BoinPackageOptions): string | undefined {
  const {
    toxicity,
    cohorts,
    cohortSize,
    titration,
    extraSafety = false,
    eliminationCutoff = 0.95,
    extraSafetyOffset = 0.05,
    target,
  } = options;
  const patients = cohorts * cohortSize;
  if (titration && cohortSize > 1 && toxicity.length + cohortSize - 1 >= patients) return "titration does not count places";
  const { eliminate, escalate, stopLowest } = boinBoundaries({ ...boundaryOptions(options), maximumPatients: patients });
  if (eliminate.some((boundary, n) => boundary <= escalate[n])) return "a closed dose can be stayed at";
  const cutoff = eliminationCutoff - (extraSafety ? extraSafetyOffset : 0);
  if (eliminationBoundary(target, patients, cutoff, { least: 0 }).includes(0)) return "a dose can be closed without any toxicity";
  if (stopLowest.some((boundary, n) => boundary !== NEVER && eliminate[n] === NEVER))
    return "extra safety and its table disagree";
  return undefined;
}

function boundaryOptions(options: BoinPackageOptions) {
  const {
    toxicity: _,
    cohorts: __,
    cohortSize: ___,
    enoughAtDose,
    startLevel,
    titration,
    limitRecommendation,
    replicates,
    seed,
    ...rest
  } = options;
  return rest;
}

/** Patients whose outcomes are the stream's next numbers; single patients at the start have numbers of their own, one a dose. */
class PackageScenario implements Scenario<number> {
  readonly armCount: number;
  readonly whileClosed = "lost";
  private titrated: readonly boolean[] = [];

  constructor(
    private readonly toxicity: readonly number[],
    private readonly random: RCompatible,
  ) {
    this.armCount = toxicity.length;
  }

  /** Draws one number for each dose, for the titration. Returns how many patients it will treat. */
  beginTitration(): number {
    this.titrated = this.toxicity.map((p) => this.random.uniform() < p);
    const first = this.titrated.indexOf(true);
    return first < 0 ? this.toxicity.length : first + 1;
  }

  nextArrival = (previous: number): number => previous;
  metrics = () => ({ descriptions: [], measureInto: () => undefined });

  outcome = (arm: number): number => {
    if (arm >= this.titrated.length) return this.random.uniform() < this.toxicity[arm] ? 1 : Number.POSITIVE_INFINITY;
    const toxic = this.titrated[arm];
    // The last single patient is the first with a toxicity, or at the highest dose.
    if (toxic || arm === this.titrated.length - 1) this.titrated = [];
    return toxic ? 1 : Number.POSITIVE_INFINITY;
  };
}

/** What the package would print of trials of `boin` on its own stream. */
function runOnStream(options: BoinPackageOptions) {
  const { cohorts, cohortSize, replicates = 1000, seed = 6, toxicity, startLevel = 1, enoughAtDose = 100, ...rest } = options;
  const titration = options.titration === true && cohortSize > 1;
  const design = boin({
    ...rest,
    titration,
    doses: toxicity.length,
    cohortSize,
    enoughAtDose,
    maximumPatients: cohorts * cohortSize,
    startLevel: titration ? 1 : startLevel,
  });
  const random = rCompatible(seed);
  const scenario = new PackageScenario(toxicity, random);
  const unused = rngFromSeed(0);
  const [selected, patients, toxicities] = [0, 1, 2].map(() => toxicity.map(() => 0));
  for (let replicate = 0; replicate < replicates; replicate++) {
    const before = titration ? scenario.beginTitration() + cohortSize - 1 : 0;
    const trial = simulateTrial(design, scenario, unused);
    // The package draws the whole last cohort, also those for whom there is no place.
    const missing = (cohortSize - ((trial.enrolled - before) % cohortSize)) % cohortSize;
    for (let i = 0; i < missing; i++) random.uniform();
    if (trial.conclusion.dose !== null) selected[trial.conclusion.dose]++;
    toxicity.forEach((_, dose) => {
      patients[dose] += trial.enrolledOn(dose);
      toxicities[dose] += trial.tally(dose).toxicities;
    });
  }
  const means = (sums: readonly number[]) => sums.map((sum) => digits15(sum / replicates));
  return {
    selpercent: selected.map((count) => digits15((count / replicates) * 100)),
    npatients: means(patients),
    ntox: means(toxicities),
  };
}

describe(`boin on the stream of ${provenance}`, () => {
  it("gives the package's digits, case by case, wherever it does not mean to differ", () => {
    let compared = 0;
    for (const { args, result } of cases) {
      const options = optionsOf(args);
      if (reasonToDiffer(options) !== undefined) continue;
      const { selpercent, npatients, ntox } = result;
      expect(runOnStream(options), JSON.stringify(args)).toEqual({ selpercent, npatients, ntox });
      compared++;
    }
    expect(compared).toBeGreaterThanOrEqual(270);
  });

  it("differs only by the reasons that docs/decisions/0005 gives", () => {
    const reasons = new Set(cases.map(({ args }) => reasonToDiffer(optionsOf(args))));
    expect([...reasons].filter((reason) => reason !== undefined).sort()).toEqual([
      "a closed dose can be stayed at",
      "a dose can be closed without any toxicity",
      "extra safety and its table disagree",
      "titration does not count places",
    ]);
  });
});
