/** The reference files of the R package BOIN, and its arguments under Equipoise's names. */
import { readFileSync } from "node:fs";
import type { BoinPackageOptions } from "../../../src/trials/compatibility/boin-package.js";

/** A reference file; R writes "NaN" for NaN. */
export const readReference = (name: string) =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"), (_, value) => (value === "NaN" ? Number.NaN : value));

/** The arguments of `BOIN::get.oc`; an absent one has the package's default. */
export interface GetOcArguments {
  readonly target: number;
  readonly "p.true": readonly number[];
  readonly ncohort: number;
  readonly cohortsize: number;
  readonly "n.earlystop"?: number;
  readonly startdose?: number;
  readonly titration?: boolean;
  readonly "p.saf"?: number;
  readonly "p.tox"?: number;
  readonly "cutoff.eli"?: number;
  readonly extrasafe?: boolean;
  readonly offset?: number;
  readonly boundMTD?: boolean;
  readonly ntrial?: number;
  readonly seed?: number;
}

const NAMES: { readonly [argument in keyof GetOcArguments]-?: keyof BoinPackageOptions } = {
  target: "target",
  "p.true": "toxicity",
  ncohort: "cohorts",
  cohortsize: "cohortSize",
  "n.earlystop": "enoughAtDose",
  startdose: "startLevel",
  titration: "titration",
  "p.saf": "subtherapeutic",
  "p.tox": "overlyToxic",
  "cutoff.eli": "eliminationCutoff",
  extrasafe: "extraSafety",
  offset: "extraSafetyOffset",
  boundMTD: "limitRecommendation",
  ntrial: "replicates",
  seed: "seed",
};

export function optionsOf(args: GetOcArguments): BoinPackageOptions {
  const entries = Object.entries(args).map(([name, value]) => [NAMES[name as keyof GetOcArguments], value]);
  return Object.fromEntries(entries) as BoinPackageOptions;
}

export interface GetOcCase {
  readonly about?: string;
  readonly args: GetOcArguments;
  readonly result: {
    readonly selpercent: readonly number[];
    readonly npatients: readonly number[];
    readonly ntox: readonly number[];
    readonly totaltox: number;
    readonly totaln: number;
    readonly percentstop: number;
    readonly overdose60?: number;
    readonly overdose80?: number;
    readonly lambda_e: number;
    readonly lambda_d: number;
  };
}

/** A number as the files print it. */
export const digits15 = (value: number): number => Number(value.toPrecision(15));
