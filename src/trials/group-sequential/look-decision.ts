/** What one look at a group-sequential trial finds, and what is concluded from it. */
import type { ComparativeConclusion, ComparativeEnding } from "../comparative/comparative-design.js";
import type { LookBounds, LookRules } from "./look-rules.js";

/** What is measured at a look: Z is large when it speaks for treatment; the estimate is on the effect's own scale. */
export interface LookStatistic {
  readonly z: number;
  /** Null when there is none (no events on control, say). */
  readonly estimate: number | null;
}

/** A look that was taken: plain data. */
export interface Look extends LookStatistic {
  /** Its number in the plan, from 0. */
  readonly number: number;
  readonly time: number;
  /** Information at it: patients, events, or that on the log rate ratio. */
  readonly amount: number;
}

/** What group-sequential trials conclude. */
export interface GroupSequentialConclusion extends ComparativeConclusion {
  /** The looks that were taken; the conclusion was reached at the last. */
  readonly looks: readonly Look[];
  /** Whether the trial ended before it had the information that was planned, since no more could come. */
  readonly exhausted: boolean;
}

/** Which arms a conclusion names. */
export interface ComparedArms {
  readonly treatment: number;
  readonly control: number | null;
}

/** The bounds at the last of the looks. */
export function boundsAt(rules: LookRules, looks: readonly Look[], final: boolean): LookBounds {
  return rules.bounds(looks, final);
}

/** What a Z leads to: null to go on. */
export function endingAt(rules: LookRules, bounds: LookBounds, z: number, final: boolean): ComparativeEnding | null {
  if (rules.plan.sided === 1) {
    if (z >= bounds.efficacy) return "superiority";
    if (z <= bounds.harm) return "harm";
    if (z < bounds.futility) return "futility";
  } else {
    if (z >= bounds.efficacy) return "superiority";
    if (-z >= bounds.efficacy) return "inferiority";
    if (Math.abs(z) < bounds.futility) return "futility";
  }
  return final ? "maximum" : null;
}

/** The conclusion of a trial that ended so; `onControl`: patients there, without whom control is not named as what one would use. */
export function concludeWith(
  ending: ComparativeEnding,
  looks: readonly Look[],
  exhausted: boolean,
  { control, treatment }: ComparedArms,
  onControl: number,
): GroupSequentialConclusion {
  const selected = ending === "superiority" ? treatment : ending === "inferiority" ? control : null;
  return { ending, selected, preferred: selected ?? (onControl > 0 ? control : null), looks, exhausted };
}
