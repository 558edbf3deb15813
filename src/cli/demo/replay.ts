/** The published trial once more, decision by decision, through the conduct of live trials. */
import { conduct } from "../../trials/index.js";
import type { AnyLiveTrial } from "../live/any-live-trial.js";
import { nextInWords } from "../live/describe-trial.js";
import type { FileDesign } from "../study-file/index.js";

/** A cohort as it was treated. */
export interface Cohort {
  readonly dose: number;
  readonly patients: number;
  readonly toxicities: number;
}

/** What a design says after a cohort. */
export interface Verdict {
  readonly next: string;
  readonly reasons: readonly string[];
}

/** The trial as a design sees it: the live trial with all its data, and what the design said after each cohort. */
export interface Replay {
  readonly trial: AnyLiveTrial;
  readonly verdicts: readonly Verdict[];
}

/**
 * Gives the cohorts to a design as they were treated, and asks it after each what it would do next. Cohorts at other doses or of other sizes
 * than it had decided are in its log as deviations. It is asked no more once it has stopped the trial.
 */
export function replay(design: FileDesign, cohorts: readonly Cohort[], title: string): Replay {
  const trial: AnyLiveTrial = conduct(design, { title });
  const verdicts: Verdict[] = [];
  let name = 0;
  for (const [time, { dose, patients, toxicities }] of cohorts.entries()) {
    if (trial.next().decision.kind === "stop") break;
    const names = Array.from({ length: patients }, () => String(++name));
    for (const patient of names) trial.enroll(patient, { arm: String(dose), time });
    names.forEach((patient, i) => {
      trial.observe(patient, { toxic: i < toxicities }, { time: time + 1 });
    });
    // A cohort was finished when the trial's team said so, whatever size the design would have had it.
    const before = trial.log.entries.length;
    const due = trial.next();
    const step = trial.log.entries.length > before ? due : trial.decideNow();
    verdicts.push({ next: nextInWords(trial, step), reasons: step.reasons });
  }
  return { trial, verdicts };
}
