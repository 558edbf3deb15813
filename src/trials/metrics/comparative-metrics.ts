/** What is measured of a trial that compares arms, under a known truth. */
import type { ComparativeConclusion, ComparativeEnding } from "../comparative/comparative-design.js";
import type { MetricDescription, Metrics, TrialResult } from "../operating-characteristics.js";
import type { MetricContext } from "../scenario.js";
import type { TallyReading } from "./tally-readings.js";

export interface ComparativeTruth extends MetricContext {
  /** The true value by arm: a probability, mean, rate or median time. */
  readonly truth: readonly number[];
  readonly reading: TallyReading;
}

/** All endings, in the order in which they are told. */
const ENDINGS: readonly ComparativeEnding[] = ["superiority", "inferiority", "equivalence", "futility", "harm", "maximum"];

/** Values computed to be equal may differ by rounding. */
const ROUNDING = 1e-9;

type Result = TrialResult<unknown, ComparativeConclusion>;

/**
 * Returns the metrics of a comparative trial: how it ended, the arm found (`selected`) and the arm one would use (`preferred`: the one found,
 * or the design's choice when none is), patients and events or sums by arm, totals and duration.
 *
 * `correct`: an arm as good as the best was found or, when all arms are equally good, none was. `idealDesign`: of the arm one would use,
 * (value − worst) / (best − worst), which is not defined when all are equally good or no arm is named. `squaredError`: of the raw estimate of the
 * preferred arm, (estimate − truth)², and `squaredEffectError` of its difference to control's; their means' square roots are the RMSE.
 *
 * For a design that does not compare arms (it does not say whether `larger` is better) only patients, totals and duration are measured.
 * Source: granholm2022adaptr.
 */
export function comparativeMetrics(context: ComparativeTruth): Metrics<Result> {
  const { arms, larger, control, truth, reading } = context;
  const count = arms.length;
  const basics: Metrics<Result> = {
    descriptions: describeBasics(arms, reading),
    measureInto(out, at, result) {
      let total = 0;
      for (let arm = 0; arm < count; arm++) {
        out[at + arm] = result.enrolledOn(arm);
        const ofArm = reading.total(result.tally(arm));
        out[at + count + arm] = ofArm;
        total += ofArm;
      }
      out[at + 2 * count] = result.enrolled;
      out[at + 2 * count + 1] = total;
      out[at + 2 * count + 2] = result.duration;
    },
  };
  if (larger === undefined) return basics;
  const { best, isBest, ideal } = rank(truth.slice(0, count), larger);
  const errors = reading.estimate === undefined ? [] : describeErrors(control);
  return {
    descriptions: [...describeFindings(arms), ...basics.descriptions, ...COMPARED, ...errors],
    measureInto(out, at, result) {
      const { ending, selected, preferred: named } = result.conclusion;
      const preferred = selected ?? named;
      let next = at;
      for (let e = 0; e < ENDINGS.length; e++) out[next++] = ENDINGS[e] === ending ? 1 : 0;
      for (let arm = 0; arm < count; arm++) out[next++] = selected === arm ? 1 : 0;
      out[next++] = selected === null ? 1 : 0;
      for (let arm = 0; arm < count; arm++) out[next++] = preferred === arm ? 1 : 0;
      out[next++] = preferred === null ? 1 : 0;
      basics.measureInto(out, next, result);
      next += basics.descriptions.length;
      let onBest = 0;
      for (let arm = 0; arm < count; arm++) if (isBest[arm]) onBest += result.enrolledOn(arm);
      out[next++] = onBest;
      out[next++] = (best === null ? selected === null : selected !== null && isBest[selected]) ? 1 : 0;
      out[next++] = preferred === null ? Number.NaN : ideal[preferred];
      if (reading.estimate !== undefined) measureErrorsInto(out, next, result, preferred, reading.estimate, context);
    },
  };
}

/** Which arms are as good as the best (`best` is null when all are), and how far from worst to best each is; NaN when all are equal. */
function rank(truth: readonly number[], larger: "better" | "worse") {
  const sign = larger === "better" ? 1 : -1;
  const values = truth.map((value) => sign * value);
  const top = Math.max(...values);
  const bottom = Math.min(...values);
  // A median that is never reached is infinite: near to nothing else.
  const close = (a: number, b: number) =>
    a === b || (Number.isFinite(a - b) && Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a), Math.abs(b)));
  const equal = close(top, bottom);
  return {
    best: equal ? null : values.indexOf(top),
    isBest: values.map((value) => close(value, top)),
    ideal: values.map((value) =>
      equal ? Number.NaN : value === top ? 1 : value === bottom ? 0 : (value - bottom) / (top - bottom),
    ),
  };
}

function measureErrorsInto(
  out: Float64Array,
  at: number,
  result: Result,
  preferred: number | null,
  estimate: (tally: unknown) => number,
  { truth, control }: ComparativeTruth,
): void {
  const error = (arm: number) => estimate(result.tally(arm)) - truth[arm];
  const own = preferred === null ? Number.NaN : error(preferred);
  out[at] = own * own;
  if (control === undefined) return;
  const effect = preferred === control ? Number.NaN : own - error(control);
  out[at + 1] = effect * effect;
}

const byArm = (
  arms: readonly string[],
  name: string,
  label: (arm: string) => string,
  unit: MetricDescription["unit"],
): readonly MetricDescription[] => arms.map((arm, i) => ({ name: `${name}[${i + 1}]`, label: label(arm), unit, arm: i }));

/** In the order of `measureInto`, as are the other descriptions. */
function describeFindings(arms: readonly string[]): readonly MetricDescription[] {
  return [
    ...ENDINGS.map((ending): MetricDescription => ({ name: `ended[${ending}]`, label: WORDS[ending], unit: "proportion" })),
    ...byArm(arms, "selected", (arm) => `${arm} found best`, "proportion"),
    { name: "selected[none]", label: "no arm found best", unit: "proportion" },
    ...byArm(arms, "preferred", (arm) => `${arm} to be used`, "proportion"),
    { name: "preferred[none]", label: "no arm to be used named", unit: "proportion" },
  ];
}

const WORDS: { readonly [E in ComparativeEnding]: string } = {
  superiority: "superiority found",
  inferiority: "inferiority found",
  equivalence: "equivalence found",
  futility: "stopped for futility",
  harm: "stopped for harm",
  maximum: "planned end without a finding",
};

function describeBasics(arms: readonly string[], { name, unit }: TallyReading): readonly MetricDescription[] {
  return [
    ...byArm(arms, "patients", (arm) => `patients on ${arm}`, "patients"),
    ...byArm(arms, name, (arm) => `${name} on ${arm}`, unit),
    { name: "patients", label: "patients", unit: "patients" },
    { name, label: name, unit },
    { name: "duration", label: "duration", unit: "time" },
  ];
}

const COMPARED: readonly MetricDescription[] = [
  { name: "patientsOnBest", label: "patients on arms as good as the best", unit: "patients" },
  { name: "correct", label: "correct finding", unit: "proportion" },
  { name: "idealDesign", label: "ideal design", unit: "number" },
];

function describeErrors(control: number | undefined): readonly MetricDescription[] {
  const own: MetricDescription = { name: "squaredError", label: "squared error of the arm to be used", unit: "number" };
  const effect: MetricDescription = {
    name: "squaredEffectError",
    label: "squared error of its difference to control",
    unit: "number",
  };
  return control === undefined ? [own] : [own, effect];
}
