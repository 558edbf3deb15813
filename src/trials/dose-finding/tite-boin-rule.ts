/** BOIN's rule with patients still under assessment: how much follow-up of theirs it takes to escalate, and up to how much it de-escalates. */
import { InvalidArgument } from "../../errors.js";
import { checkInteger } from "../requirements.js";
import { type BoinBoundaries, type BoinBoundaryOptions, boundariesFor, checkBoinBoundaries } from "./boin-boundaries.js";

/** How the patients under assessment without a DLT so far count; see `titeBoin`. */
export type PendingMethod = "imputation" | "effectiveSampleSize";

export interface TiteBoinRuleOptions extends BoinBoundaryOptions {
  /** "imputation" (of the single mean) when not given. */
  readonly method?: PendingMethod;
  /** Enrollment is suspended while more than this part of the patients at the dose is under assessment; 0.5 when not given, 1 for never. */
  readonly maximumPending?: number;
  /** Escalates only when every patient under assessment at the dose has been followed for this part of the window; 0 when not given. */
  readonly minimumFollowUp?: number;
  /** Escalates only with so many complete assessments at the dose; 0 when not given. */
  readonly minimumComplete?: number;
}

export const TITE_BOIN_RULE_OPTIONS: readonly (keyof TiteBoinRuleOptions)[] = [
  "target",
  "subtherapeutic",
  "overlyToxic",
  "eliminationCutoff",
  "extraSafety",
  "extraSafetyOffset",
  "stayOnOneOfThree",
  "method",
  "maximumPending",
  "minimumFollowUp",
  "minimumComplete",
];

/** What the rule says with n patients at the dose (all but the lost), y DLTs, c of them under assessment. */
export interface PendingVerdict {
  /** The dose, and all above it, is closed. */
  readonly closed: boolean;
  /** De-escalates whatever the follow-up. */
  readonly tooToxic: boolean;
  /** Too many are under assessment. */
  readonly suspended: boolean;
  /** Escalates when the follow-up of the pending, in windows, is at least this; Infinity: never. */
  readonly escalateFrom: number;
  /** De-escalates when it is at most this; −Infinity: never. */
  readonly deEscalateUpTo: number;
}

/** The rule: a verdict for each n, y, c. */
export type TiteBoinRule = (patients: number, toxicities: number, pending: number) => PendingVerdict;

/** @throws InvalidArgument naming the option that is out of range. */
export function checkTiteBoinRule(caller: string, options: TiteBoinRuleOptions & { readonly maximumPatients: number }): void {
  checkBoinBoundaries(caller, options);
  const { method = "imputation", maximumPending = 0.5, minimumFollowUp = 0, minimumComplete = 0 } = options;
  if (method !== "imputation" && method !== "effectiveSampleSize")
    throw new InvalidArgument(caller, "method", 'be "imputation" or "effectiveSampleSize"', method);
  if (typeof maximumPending !== "number" || !(maximumPending >= 0 && maximumPending <= 1))
    throw new InvalidArgument(caller, "maximumPending", "be in [0, 1]", maximumPending);
  if (typeof minimumFollowUp !== "number" || !(minimumFollowUp >= 0 && minimumFollowUp <= 1))
    throw new InvalidArgument(caller, "minimumFollowUp", "be a part of the window, in [0, 1]", minimumFollowUp);
  checkInteger(caller, "minimumComplete", minimumComplete, 0, 500);
}

/**
 * Returns the rule of options that were checked, for up to so many patients at a dose.
 *
 * imputation: with S the sum of the follow-up of the pending patients in windows, p̃ = (y + φ/2)/(n − c + 1) and odds = (1 − p̃)/p̃, a rate y/n below
 * φ escalates when S ≥ c − odds (n λe − y), another de-escalates when S ≤ c − odds (n λd − y); without pending patients it is BOIN's.
 * effectiveSampleSize: y/(n − c + S) is compared with λe and λd.
 *
 * Source: yuan2018tite, lin2020tite.
 */
export function titeBoinRule(options: TiteBoinRuleOptions, maximumPatients: number): TiteBoinRule {
  const { target, method = "imputation", maximumPending = 0.5 } = options;
  const boundaries = boundariesFor(options, maximumPatients);
  const { eliminate, deEscalate } = boundaries;
  const limits = method === "imputation" ? imputed(target, boundaries) : effective(boundaries);
  const stays = (n: number, y: number) => options.stayOnOneOfThree === true && n === 3 && y === 1;
  return (n, y, c) => {
    const tooToxic = y >= deEscalate[n];
    const { escalateFrom, deEscalateUpTo } = limits(n, y, c);
    return {
      closed: y >= eliminate[n],
      tooToxic,
      // A part that is the limit but for rounding does not exceed it.
      suspended: c > maximumPending * n * (1 + 1e-12),
      escalateFrom: tooToxic || escalateFrom > c ? Infinity : escalateFrom,
      deEscalateUpTo: tooToxic ? Infinity : deEscalateUpTo < 0 || stays(n, y) ? -Infinity : deEscalateUpTo,
    };
  };
}

type Limits = (n: number, y: number, c: number) => Pick<PendingVerdict, "escalateFrom" | "deEscalateUpTo">;

function imputed(target: number, boundaries: BoinBoundaries): Limits {
  const { escalation, deEscalation, escalate } = boundaries;
  return (n, y, c) => {
    if (c === 0) return { escalateFrom: y <= escalate[n] ? -Infinity : Infinity, deEscalateUpTo: -Infinity };
    const rate = (y + target / 2) / (n - c + 1);
    const odds = (1 - rate) / rate;
    return y / n < target
      ? { escalateFrom: c - odds * (n * escalation - y), deEscalateUpTo: -Infinity }
      : { escalateFrom: Infinity, deEscalateUpTo: c - odds * (n * deEscalation - y) };
  };
}

function effective({ escalation, deEscalation, escalate }: BoinBoundaries): Limits {
  return (n, y, c) => {
    if (c === 0) return { escalateFrom: y <= escalate[n] ? -Infinity : Infinity, deEscalateUpTo: -Infinity };
    return { escalateFrom: y / escalation - (n - c), deEscalateUpTo: y === 0 ? -Infinity : y / deEscalation - (n - c) };
  };
}
