/** The published trial that the demo decides again, and the study around it. */

/**
 * A first-in-human oncology trial: 18 patients in five cohorts, dose in mg, and how many had a dose-limiting toxicity.
 *
 * Source: neuenschwander2008critical (the data example of the paper; the same data are in the test suites of several packages).
 */
export const PUBLISHED_COHORTS = [
  { dose: 1, patients: 3, toxicities: 0 },
  { dose: 2.5, patients: 4, toxicities: 0 },
  { dose: 5, patients: 5, toxicities: 0 },
  { dose: 10, patients: 4, toxicities: 0 },
  { dose: 25, patients: 2, toxicities: 2 },
] as const;

/** Where the data are from, for people. */
export const PUBLISHED_IN =
  "Neuenschwander, Branson and Gsponer (2008), Critical aspects of the Bayesian approach to phase I cancer trials, Statistics in Medicine 27:2420-2439";

/** The lower doses of the trial's list, up to the highest that was given. */
const DOSES = [1, 2.5, 5, 10, 15, 20, 25];

/** A logistic curve that passes through the target at the dose `mtd`. */
const throughTarget = (mtd: number, slope: number, note: string, more: object = {}) => ({
  note,
  toxicity: { curve: "expit(logit(target) + slope * log(dose / mtd))", constants: { mtd, slope } },
  // Months: two patients come a month, and are followed for one; who comes while nobody can be treated is lost to the trial.
  accrual: { make: "poissonAccrual", rate: 2 },
  onset: { make: "uniformOnset" },
  ...more,
});

/** Three designs for such a trial under six truths, as a study file. */
export const DEMO_STUDY = {
  equipoise: 1,
  title: "Three designs for a first-in-human trial",
  description:
    "How would the designs do in a trial such as the published one: 7 doses from 1 to 25 mg, a target of 30 % DLTs (inside the trial's target interval of 20 to 35 %), 30 patients for BOIN, two of whom come a month? " +
    "Each scenario is a logistic curve through 30 % at another dose.",
  seed: 2008,
  replicates: 10_000,
  doses: DOSES,
  constants: { target: 0.3 },
  designs: {
    BOIN: {
      design: "boin",
      target: 0.3,
      maximumPatients: 30,
      note: "Bayesian optimal interval design, cohorts of 3, up to 30 patients.",
    },
    "3+3": { design: "threePlusThree", note: "The classical rule; it stops at the first dose that is too toxic." },
    "3+3 with de-escalation": {
      design: "threePlusThree",
      deEscalate: true,
      note: "The rule that goes back to the dose below until six patients have been treated there.",
    },
  },
  scenarios: {
    "safe throughout": throughTarget(60, 1, "Even 25 mg is far below the target."),
    "MTD 25 mg": throughTarget(25, 1.2, "The highest dose is right."),
    "MTD 20 mg, steep": throughTarget(20, 2.5, "Toxicity sets in late and rises fast."),
    "MTD 10 mg": throughTarget(10, 1.5, "The middle dose is right."),
    "MTD 2.5 mg": throughTarget(2.5, 1.2, "An early dose is right."),
    "toxic throughout": throughTarget(0.3, 1, "Even 1 mg is far above the target: no dose is right.", { trueLevel: null }),
  },
} as const;
