/** What the function `get.oc` of the R package BOIN 2.7.2 takes and returns, under full names. */

/** The arguments of `BOIN::get.oc`, whose own names are in parentheses; all defaults are the package's. */
export interface BoinPackageOptions {
  /** The toxicity probability aimed at (target). */
  readonly target: number;
  /** The true probability of toxicity of each dose (p.true); in [0, 1]. */
  readonly toxicity: readonly number[];
  /** How many cohorts (ncohort). */
  readonly cohorts: number;
  /** Patients in a cohort (cohortsize). */
  readonly cohortSize: number;
  /** Stops the trial when it would stay at a dose that has so many patients (n.earlystop); 100 when not given. */
  readonly enoughAtDose?: number;
  /** Dose level of the first cohort, counted from 1 (startdose); ignored with titration, as in the package. */
  readonly startLevel?: number;
  /** Starts with single patients (titration). */
  readonly titration?: boolean;
  /** φ1 (p.saf); 0.6 φ when not given. */
  readonly subtherapeutic?: number;
  /** φ2 (p.tox); 1.4 φ when not given. */
  readonly overlyToxic?: number;
  /** Posterior probability above which a dose is closed (cutoff.eli); 0.95 when not given. */
  readonly eliminationCutoff?: number;
  /** A stricter stopping rule at the lowest dose (extrasafe). */
  readonly extraSafety?: boolean;
  /** How much stricter (offset); 0.05 when not given. */
  readonly extraSafetyOffset?: number;
  /** Recommends only a dose with an estimate of at most λd (boundMTD). */
  readonly limitRecommendation?: boolean;
  /** Simulated trials (ntrial); 1000 when not given. */
  readonly replicates?: number;
  /** R's seed (seed); 6 when not given. */
  readonly seed?: number;
}

/** What `BOIN::get.oc` returns; its own names are in parentheses. */
export interface BoinPackageResult {
  /** Percent of trials that select each dose (selpercent). */
  readonly selectionPercent: readonly number[];
  /** Mean number of patients at each dose (npatients). */
  readonly patients: readonly number[];
  /** Mean number of toxicities at each dose (ntox). */
  readonly toxicities: readonly number[];
  /** Mean number of toxicities in a trial (totaltox). */
  readonly totalToxicities: number;
  /** Mean number of patients in a trial (totaln). */
  readonly totalPatients: number;
  /** Percent of trials that select no dose (percentstop), whether they stopped early or not. */
  readonly percentWithoutSelection: number;
  /** Percent of trials with more than 60 % of the planned patients above the target (overdose60); absent unless a dose is at the target exactly. */
  readonly overdosing60Percent?: number;
  /** The same with 80 % (overdose80). */
  readonly overdosing80Percent?: number;
  /** λe (lambda_e). */
  readonly escalation: number;
  /** λd (lambda_d). */
  readonly deEscalation: number;
}
