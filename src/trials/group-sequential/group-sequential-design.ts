/** From looks, bounds and a statistic to a design that is simulated and conducted. */
import type { Endpoint } from "../../endpoints/endpoint.js";
import type { Rng } from "../../random/rng.js";
import type { ComparativeDesign } from "../comparative/comparative-design.js";
import type { Decision, Step } from "../design.js";
import type { Milestone } from "../milestone.js";
import type { MetricDescription, Metrics } from "../operating-characteristics.js";
import type { AllocationRule } from "../randomization/allocation-rule.js";
import type { TrialData } from "../trial-data.js";
import {
  boundsAt,
  type ComparedArms,
  concludeWith,
  endingAt,
  type GroupSequentialConclusion,
  type Look,
  type LookStatistic,
} from "./look-decision.js";
import type { LookBounds, LookRules } from "./look-rules.js";

/** What the design remembers: the key of its randomization (−1 before the trial opens), and the looks taken. */
export interface GroupSequentialMemory {
  readonly key: number;
  readonly looks: readonly Look[];
}

/** What looks count, and how they are told. */
export interface LookUnit {
  readonly unit: "patients" | "events" | "information";
  /** When a look falls due that wants so much information. */
  milestone(target: number, look: number): Milestone;
}

/** Everything that a group-sequential design is made of. */
export interface GroupSequentialParts<Outcome, Observed, Tally> {
  readonly name: string;
  readonly arms: readonly string[];
  readonly compared: ComparedArms;
  readonly larger: "better" | "worse";
  readonly endpoint: Endpoint<Outcome, Observed, Tally>;
  readonly rules: LookRules;
  readonly maximumPatients: number;
  readonly randomization: AllocationRule | null;
  readonly looks: LookUnit;
  /** The number of the latest look that is due, from `next` on; −1 when none is. */
  due(data: TrialData<Observed, Tally>, next: number): number;
  /** The look's statistic, and the information it is made of, in units of the targets; `before` is that of the look before. */
  measure(data: TrialData<Observed, Tally>, look: number, before: number): Measurement;
}

/** What a look measures. */
export interface Measurement extends LookStatistic {
  readonly amount: number;
}

type Made<Outcome, Observed, Tally> = ComparativeDesign<
  GroupSequentialMemory,
  Outcome,
  Observed,
  Tally,
  GroupSequentialConclusion
>;

const ONLY_ARM = Object.freeze([1]);

/**
 * Returns the design. It enrolls until the maximum, looks when each target is reached (those passed over are skipped), tests with the bounds
 * for the actual information, and makes its final analysis at the last target, or when no more information can come.
 */
export function groupSequentialDesign<Outcome, Observed, Tally>(
  parts: GroupSequentialParts<Outcome, Observed, Tally>,
): Made<Outcome, Observed, Tally> {
  const { compared, rules } = parts;
  return {
    name: parts.name,
    arms: parts.arms,
    endpoint: parts.endpoint,
    start: { key: -1, looks: [] },
    larger: parts.larger,
    maximumPatients: parts.maximumPatients,
    ...(compared.control === null ? {} : { control: compared.control }),
    decide: (before, data, rng) => decideWith(parts, before, data, rng),
    conclude: ({ looks }, data) => concludeWith("maximum", looks, data.exhausted, compared, onControl(parts, data)),
    metrics: lookMetrics(rules, parts.looks.unit),
  };
}

function decideWith<Outcome, Observed, Tally>(
  parts: GroupSequentialParts<Outcome, Observed, Tally>,
  before: GroupSequentialMemory,
  data: TrialData<Observed, Tally>,
  rng: Rng,
): Step<GroupSequentialMemory, Observed, Tally, GroupSequentialConclusion> {
  const { compared, rules } = parts;
  if (before.key < 0) {
    const memory = { key: Math.floor(rng.uniform() * 2 ** 53), looks: [] };
    return { decision: goOn(parts, memory, data), memory };
  }
  const taken = before.looks;
  const last = rules.targets.length - 1;
  const next = taken.length === 0 ? 0 : taken[taken.length - 1].number + 1;
  const due = parts.due(data, next);
  if (due < 0 && !data.exhausted) return { decision: goOn(parts, before, data), memory: before };
  const number = due < 0 ? next : due;
  const already = taken.length === 0 ? 0 : taken[taken.length - 1].amount;
  const { amount, estimate, z } = parts.measure(data, number, already);
  const final = number === last || data.exhausted || amount >= rules.targets[last];
  const exhausted = due < last && data.exhausted;
  // Nothing new since the last look: there is nothing more to test.
  if (!(amount > already)) {
    if (!final) return { decision: goOn(parts, before, data), memory: before };
    const conclusion = concludeWith("maximum", taken, exhausted, compared, onControl(parts, data));
    const reasons = () => [`No ${parts.looks.unit} came since the last look, and none can come.`];
    return { decision: { kind: "stop", conclusion, reasons }, memory: before };
  }
  // Without the sign of a zero, which plain data do not keep.
  const look: Look = { number, time: data.time, amount, z: z + 0, estimate: estimate === null ? null : estimate + 0 };
  const looks = [...taken, look];
  const bounds = boundsAt(rules, looks, final);
  const ending = endingAt(rules, bounds, z, final);
  const memory = { key: before.key, looks };
  if (ending === null) return { decision: goOn(parts, memory, data), memory };
  const conclusion = concludeWith(ending, looks, exhausted, compared, onControl(parts, data));
  const reasons = () => reasonsOf(parts, look, bounds, ending, exhausted);
  return { decision: { kind: "stop", conclusion, reasons }, memory };
}

function onControl<Outcome, Observed, Tally>(
  { compared }: GroupSequentialParts<Outcome, Observed, Tally>,
  data: TrialData<Observed, Tally>,
): number {
  return compared.control === null ? 0 : data.enrolledOn(compared.control);
}

function goOn<Outcome, Observed, Tally>(
  parts: GroupSequentialParts<Outcome, Observed, Tally>,
  { key, looks }: GroupSequentialMemory,
  data: TrialData<Observed, Tally>,
): Decision<Observed, Tally, GroupSequentialConclusion> {
  const { maximumPatients, randomization, rules } = parts;
  const next = looks.length === 0 ? 0 : looks[looks.length - 1].number + 1;
  const target = rules.targets[next];
  const weights = randomization === null ? ONLY_ARM : randomization.constant ? randomization.ratio : undefined;
  return {
    kind: "continue",
    allocate: (patient, known) => (randomization === null ? ONLY_ARM : randomization.weights(patient, known, key)),
    ...(weights === undefined ? {} : { weights }),
    enroll: maximumPatients - data.enrolled,
    review: parts.looks.milestone(target, next),
    reasons: () => [
      ...(looks.length === 0
        ? []
        : [inWords(parts, looks[looks.length - 1], boundsAt(rules, looks, false), "none of the bounds is crossed")]),
      `Look ${next + 1} of ${rules.targets.length} is due at ${Number(target.toFixed(2))} ${parts.looks.unit}.`,
    ],
  };
}

const FOUND = {
  superiority: "the efficacy bound is crossed",
  inferiority: "the efficacy bound is crossed in the other direction",
  equivalence: "equivalence is shown",
  futility: "the futility bound is crossed",
  harm: "the harm bound is crossed",
  maximum: "no bound is crossed at the final analysis",
};

function reasonsOf<Outcome, Observed, Tally>(
  parts: GroupSequentialParts<Outcome, Observed, Tally>,
  look: Look,
  bounds: LookBounds,
  ending: keyof typeof FOUND,
  exhausted: boolean,
): readonly string[] {
  const { targets } = parts.rules;
  const planned = targets[targets.length - 1];
  const early = `The ${planned} ${parts.looks.unit} planned cannot be reached: no more can come after ${look.amount}, so this is the final analysis.`;
  return [...(exhausted ? [early] : []), inWords(parts, look, bounds, FOUND[ending])];
}

function inWords<Outcome, Observed, Tally>(
  { looks, rules }: GroupSequentialParts<Outcome, Observed, Tally>,
  { amount, number, z }: Look,
  bounds: LookBounds,
  found: string,
): string {
  const sign = rules.plan.sided === 2 ? "±" : "";
  const efficacy = Number.isFinite(bounds.efficacy) ? `${sign}${bounds.efficacy.toFixed(3)}` : "none";
  const futility =
    bounds.futility > (rules.plan.sided === 2 ? 0 : Number.NEGATIVE_INFINITY)
      ? `, futility bound ${sign}${bounds.futility.toFixed(3)}`
      : "";
  const harm = Number.isFinite(bounds.harm) ? `, harm bound ${bounds.harm.toFixed(3)}` : "";
  return `Look ${number + 1} of ${rules.targets.length} at ${Number(amount.toFixed(2))} ${looks.unit}: Z = ${z.toFixed(3)} (efficacy bound ${efficacy}${futility}${harm}); ${found}.`;
}

/** By look: the part of trials that stopped there for each reason, and when it was taken; Z and the estimate at the end. */
function lookMetrics(rules: LookRules, unit: LookUnit["unit"]): Metrics {
  const count = rules.targets.length;
  const { boundaries, sided } = rules.plan;
  const kinds = [
    { ending: "superiority", name: "efficacy", shown: true },
    { ending: "inferiority", name: "opposite", shown: sided === 2 },
    {
      ending: "futility",
      name: "futility",
      shown: boundaries.futility.some((z) => z > (sided === 2 ? 0 : Number.NEGATIVE_INFINITY)),
    },
    { ending: "harm", name: "harm", shown: boundaries.harm.some((z) => z > Number.NEGATIVE_INFINITY) },
  ].filter(({ shown }) => shown);
  const numbers = Array.from({ length: count }, (_, k) => k);
  const descriptions: readonly MetricDescription[] = [
    ...kinds.flatMap(({ name }) =>
      numbers.map((k) => ({ name: `${name}[${k + 1}]`, label: `${name} at look ${k + 1}`, unit: "proportion" as const })),
    ),
    ...numbers.map((k) => ({ name: `lookTime[${k + 1}]`, label: `time of look ${k + 1}`, unit: "time" as const })),
    { name: "rejected", label: "hypothesis rejected", unit: "proportion" as const },
    { name: "information", label: `${unit} analyzed at the end`, unit: unit === "information" ? "number" : unit },
    { name: "z", label: "Z at the end", unit: "number" as const },
    { name: "estimate", label: "estimate at the end", unit: "number" as const },
  ];
  return {
    descriptions,
    measureInto(out, at, result) {
      const { ending, looks } = result.conclusion as GroupSequentialConclusion;
      out.fill(0, at, at + kinds.length * count);
      out.fill(Number.NaN, at + kinds.length * count, at + (kinds.length + 1) * count);
      const last = looks.length === 0 ? null : looks[looks.length - 1];
      kinds.forEach((kind, i) => {
        if (last !== null && kind.ending === ending) out[at + i * count + last.number] = 1;
      });
      for (const look of looks) out[at + kinds.length * count + look.number] = look.time;
      const rest = at + (kinds.length + 1) * count;
      out[rest] = ending === "superiority" || ending === "inferiority" ? 1 : 0;
      out[rest + 1] = last === null ? 0 : last.amount;
      out[rest + 2] = last === null ? Number.NaN : last.z;
      out[rest + 3] = last?.estimate ?? Number.NaN;
    },
  };
}
