/** Metrics that say the same of every dose: `selected[1]`, `selected[2]` …, `selected[none]`. */
import type { MetricDescription } from "../../trials/operating-characteristics.js";
import type { Study } from "../../trials/study.js";
import { words } from "../words/recipe-in-words.js";

/** A metric of a family, and what it is about: a dose, or none. */
export interface FamilyMember {
  readonly metric: string;
  /** The arm's label, or the word between the brackets. */
  readonly label: string;
  /** Position of the arm; absent when it is not about one. */
  readonly arm?: number;
}

export interface MetricFamily {
  /** `selected`. */
  readonly name: string;
  /** In words: `selected`, `patients`. */
  readonly label: string;
  readonly unit: MetricDescription["unit"];
  readonly members: readonly FamilyMember[];
}

/** The name of a metric's family; undefined when it stands alone. */
export function familyName(metric: string): string | undefined {
  return /^(.*)\[[^\]]*\]$/.exec(metric)?.[1];
}

/** The families of metrics in a study, in order of first appearance. */
export function metricFamilies(study: Study): readonly MetricFamily[] {
  const families = new Map<string, { label: string; unit: MetricDescription["unit"]; members: Map<string, FamilyMember> }>();
  for (const { metrics, arms } of study.cells) {
    for (const metric of metrics) {
      const name = familyName(metric.name);
      if (name === undefined) continue;
      const arm = metric.arm;
      const family = families.get(name) ?? { label: labelOf(metric, arms), unit: metric.unit, members: new Map() };
      families.set(name, family);
      if (family.members.has(metric.name)) continue;
      const label = arm === undefined ? metric.name.slice(name.length + 1, -1) : arms[arm];
      family.members.set(metric.name, { metric: metric.name, label, ...(arm === undefined ? {} : { arm }) });
    }
  }
  return [...families].map(([name, { members, ...family }]) => ({ name, ...family, members: [...members.values()] }));
}

/** What the arms of a study are called. */
export function armWord(study: Study): "dose" | "arm" {
  // Trials that compare arms end in one of several findings.
  return metricFamilies(study).some(({ name }) => name === "ended") ? "arm" : "dose";
}

/** `dose 1 selected` and `patients at dose 1` without the dose; the name in words where it is about no arm. */
function labelOf({ name, label, arm }: MetricDescription, arms: readonly string[]): string {
  if (arm === undefined) return words(name.slice(0, name.indexOf("[")));
  return label
    .replace(arms[arm], "")
    .trim()
    .replace(/^(at|of|in|on) | (at|of|in|on)$/, "");
}
