/** Replays the R package BOIN 2.7.2: its simulated trials, patient by patient, on R's own random numbers. */
import { InvalidArgument } from "../../errors.js";
import { type RCompatible, rCompatible } from "../../random/r-compatible.js";
import { type BoinBoundaries, boinBoundaries } from "../dose-finding/boin-boundaries.js";
import { type CohortRules, NEVER } from "../dose-finding/cohort-rules.js";
import { eliminationBoundary } from "../dose-finding/elimination-boundary.js";
import { isotonicSelection } from "../dose-finding/isotonic-selection.js";
import { checkFlags, checkInteger, checkKnown } from "../requirements.js";
import type { BoinPackageOptions, BoinPackageResult } from "./boin-package.js";

const OPTIONS: readonly (keyof BoinPackageOptions)[] = [
  "target",
  "toxicity",
  "cohorts",
  "cohortSize",
  "enoughAtDose",
  "startLevel",
  "titration",
  "subtherapeutic",
  "overlyToxic",
  "eliminationCutoff",
  "extraSafety",
  "extraSafetyOffset",
  "limitRecommendation",
  "replicates",
  "seed",
];

const NONE = -1;

/** The package's trial: its settings, BOIN's boundaries and selection, and the data of the trial under way. */
interface PackageTrial {
  readonly toxicity: readonly number[];
  readonly cohorts: number;
  readonly cohortSize: number;
  readonly startDose: number;
  readonly enough: number;
  readonly titration: boolean;
  readonly boundaries: BoinBoundaries;
  /** Smallest number of toxicities that ends the trial at the lowest dose: the posterior probability is asked, with no toxicity too. */
  readonly stopLowest: Int32Array;
  readonly select: CohortRules["select"];
  readonly random: RCompatible;
  readonly patients: Int32Array;
  readonly toxicities: Int32Array;
}

/**
 * Returns what `BOIN::get.oc` of the R package BOIN 2.7.2 returns for the same arguments and seed, digit for digit.
 *
 * It repeats the package's use of random numbers and its quirks, which docs/decisions/0005-boin-compatibility.md lists; boundaries and
 * selection are those of `boin`. For new work use `boin` and `simulate`, which have none of the quirks.
 *
 * @throws InvalidArgument as `boin` does; for a trial of a single patient; and where titration treats more patients than the trial has, which
 * ends the package's run with an error.
 * Source: liu2015boin, yan2020boin.
 */
export function replayBoinPackage(options: BoinPackageOptions): BoinPackageResult {
  const trial = prepare(options);
  const { toxicity, target, replicates = 1000 } = options;
  const doses = toxicity.length;
  const { patients, toxicities, boundaries } = trial;
  const totals = {
    patients: new Float64Array(doses),
    toxicities: new Float64Array(doses),
    selected: new Float64Array(doses + 1),
  };
  const overdosing = new OverdosingCounts(target, toxicity, trial.cohorts * trial.cohortSize);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const selected = runTrial(trial);
    totals.selected[selected === NONE ? doses : selected]++;
    for (let dose = 0; dose < doses; dose++) {
      totals.patients[dose] += patients[dose];
      totals.toxicities[dose] += toxicities[dose];
    }
    overdosing.add(patients);
  }
  const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
  const means = (counts: Float64Array) => Array.from(counts, (count) => count / replicates);
  const percents = Array.from(totals.selected, (count) => (count / replicates) * 100);
  return {
    selectionPercent: percents.slice(0, doses),
    patients: means(totals.patients),
    toxicities: means(totals.toxicities),
    totalToxicities: sum(totals.toxicities) / replicates,
    totalPatients: sum(totals.patients) / replicates,
    percentWithoutSelection: percents[doses],
    ...overdosing.percents(replicates),
    escalation: boundaries.escalation,
    deEscalation: boundaries.deEscalation,
  };
}

function prepare(options: BoinPackageOptions): PackageTrial {
  const caller = "replayBoinPackage";
  checkKnown(caller, options, OPTIONS);
  const { toxicity, cohorts, cohortSize, enoughAtDose = 100, startLevel = 1, titration = false, extraSafety = false } = options;
  const { limitRecommendation = false, replicates = 1000, seed = 6 } = options;
  if (!Array.isArray(toxicity) || toxicity.length === 0) {
    throw new InvalidArgument(caller, "toxicity", "give a probability for at least one dose", toxicity);
  }
  for (let dose = 0; dose < toxicity.length; dose++) {
    const p: unknown = toxicity[dose];
    if (typeof p !== "number" || !(p >= 0 && p <= 1)) throw new InvalidArgument(caller, `toxicity[${dose}]`, "be in [0, 1]", p);
  }
  checkInteger(caller, "cohortSize", cohortSize, 1, 500);
  // The package fails for a trial of one patient: its table loses a dimension.
  checkInteger(caller, "cohorts", cohorts, cohortSize === 1 ? 2 : 1, Math.floor(500 / cohortSize));
  checkInteger(caller, "startLevel", startLevel, 1, toxicity.length);
  checkInteger(caller, "enoughAtDose", enoughAtDose, 1, NEVER);
  checkInteger(caller, "replicates", replicates, 1, Number.MAX_SAFE_INTEGER);
  checkInteger(caller, "seed", seed, -(2 ** 31 - 1), 2 ** 31 - 1);
  checkFlags(caller, { titration, extraSafety, limitRecommendation });
  return {
    toxicity,
    cohorts,
    cohortSize,
    startDose: startLevel - 1,
    enough: enoughAtDose,
    titration: titration && cohortSize > 1,
    ...boundariesAndSelection(options),
    random: rCompatible(seed),
    patients: new Int32Array(toxicity.length),
    toxicities: new Int32Array(toxicity.length),
  };
}

function boundariesAndSelection(options: BoinPackageOptions): Pick<PackageTrial, "boundaries" | "stopLowest" | "select"> {
  const { target, toxicity, cohorts, cohortSize, extraSafety = false, limitRecommendation = false } = options;
  const {
    subtherapeutic = 0.6 * target,
    overlyToxic = 1.4 * target,
    eliminationCutoff = 0.95,
    extraSafetyOffset = 0.05,
  } = options;
  const maximumPatients = cohorts * cohortSize;
  const boundaries = boinBoundaries({
    target,
    maximumPatients,
    subtherapeutic,
    overlyToxic,
    eliminationCutoff,
    extraSafetyOffset,
  });
  // Unlike its table, the package's selection closes doses without any toxicity when the cutoff is low enough.
  const closed = (cutoff: number) => eliminationBoundary(target, maximumPatients, cutoff, { least: 0 });
  const eliminate = closed(eliminationCutoff);
  const strict = closed(eliminationCutoff - extraSafetyOffset);
  const limit = limitRecommendation ? boundaries.deEscalation : Infinity;
  const eliminateLowest = extraSafety ? strict : eliminate;
  return {
    boundaries,
    // Asked only where the table has an elimination boundary.
    stopLowest: boundaries.eliminate.map((boundary, n) => (extraSafety && boundary !== NEVER ? strict[n] : NEVER)),
    select: isotonicSelection({ target, doses: toxicity.length, eliminate, eliminateLowest, limit }),
  };
}

/** Runs one trial. Returns the selected dose, −1 for none. */
function runTrial(trial: PackageTrial): number {
  const { cohorts, cohortSize, enough, stopLowest, patients, toxicities } = trial;
  const { escalate, deEscalate, eliminate } = trial.boundaries;
  const top = patients.length - 1;
  patients.fill(0);
  toxicities.fill(0);
  let dose = trial.titration ? titrate(trial) : trial.startDose;
  // The package keeps a closed dose closed whatever comes later.
  let closed = patients.length;
  for (let cohort = 0; cohort < cohorts; cohort++) {
    if (trial.titration && cohort === 0) treat(trial, dose, cohortSize - 1, cohortSize - 1);
    else if (treatCohort(trial, dose)) break;
    const n = patients[dose];
    const y = toxicities[dose];
    if (y >= eliminate[n]) {
      if (dose === 0) return NONE;
      if (dose < closed) closed = dose;
    }
    if (dose === 0 && y >= stopLowest[n]) return NONE;
    const up = y <= escalate[n];
    const down = y >= deEscalate[n];
    const blocked = dose === top || closed <= dose + 1;
    if (n >= enough && ((!up && !down) || (down && dose === 0) || (up && blocked))) break;
    if (up && dose < top) {
      if (!blocked) dose++;
    } else if (down && dose > 0) dose--;
  }
  return trial.select(patients, toxicities);
}

/** One patient at each dose, all outcomes drawn at once; the trial begins at the first dose with a toxicity, or the highest. */
function titrate({ toxicity, patients, toxicities, random }: PackageTrial): number {
  const top = toxicity.length - 1;
  let first = -1;
  for (let dose = 0; dose <= top; dose++) if (random.uniform() < toxicity[dose] && first < 0) first = dose;
  const dose = first < 0 ? top : first;
  patients.fill(1, 0, dose + 1);
  if (first >= 0) toxicities[dose] = 1;
  return dose;
}

/** Treats a full cohort, or as many as places are left. Returns whether it is the last one, which the package does not evaluate. */
function treatCohort(trial: PackageTrial, dose: number): boolean {
  const { cohorts, cohortSize, patients } = trial;
  const places = patients.reduce((left, n) => left - n, cohorts * cohortSize);
  if (places < 0) {
    throw new InvalidArgument("replayBoinPackage", "cohorts", "leave room for the titration (the package fails here)", cohorts);
  }
  treat(trial, dose, Math.min(places, cohortSize), cohortSize);
  return places <= cohortSize;
}

/** Draws the outcomes of a whole cohort and enters the first `size` patients; with none, the first outcome still counts as one. */
function treat({ toxicity, patients, toxicities, random }: PackageTrial, dose: number, size: number, drawn: number): void {
  for (let patient = 0; patient < drawn; patient++) {
    const toxic = random.uniform() < toxicity[dose];
    if (toxic && (patient < size || patient === 0)) toxicities[dose]++;
  }
  patients[dose] += size;
}

/** Counts the trials with most of the planned patients above the target, as the package does: only when a dose is at the target exactly. */
class OverdosingCounts {
  private readonly above: readonly number[];
  private readonly limits: readonly number[];
  private readonly exceeding = [0, 0];
  /** The package compares dose by dose, not their sum, when the dose at the target is the second highest. */
  private readonly doseByDose: boolean;
  private readonly reported: boolean;

  constructor(target: number, toxicity: readonly number[], planned: number) {
    const atTarget = toxicity.indexOf(target);
    this.reported = atTarget >= 0;
    this.doseByDose = atTarget === toxicity.length - 2 && toxicity.lastIndexOf(target) === atTarget;
    this.above = toxicity.flatMap((p, dose) => (p > target ? [dose] : []));
    this.limits = [0.6 * planned, 0.8 * planned];
  }

  add(patients: Int32Array): void {
    const counts = this.above.map((dose) => patients[dose]);
    const compared = this.doseByDose ? counts : [counts.reduce((sum, n) => sum + n, 0)];
    this.limits.forEach((limit, i) => {
      for (const count of compared) if (count > limit) this.exceeding[i]++;
    });
  }

  percents(replicates: number): Pick<BoinPackageResult, "overdosing60Percent" | "overdosing80Percent"> {
    if (!this.reported) return {};
    const comparisons = replicates * (this.doseByDose ? this.above.length : 1);
    const [overdosing60Percent, overdosing80Percent] = this.exceeding.map((count) => (count / comparisons) * 100);
    return { overdosing60Percent, overdosing80Percent };
  }
}
