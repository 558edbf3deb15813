/** Reads the cases of rpact's simulation tests as our designs and scenarios. */
import { readFileSync } from "node:fs";
import { log } from "../../../src/numeric/elementary/logarithm.js";
import { enrolledBy, enrollment, enrollmentDuration } from "../../../src/survival/enrollment.js";
import { groupSequentialCounts } from "../../../src/trials/designs/group-sequential/group-sequential-counts.js";
import { groupSequentialSurvival } from "../../../src/trials/designs/group-sequential/group-sequential-survival.js";
import { type GroupSequentialPlan, groupSequentialPlan } from "../../../src/trials/group-sequential/index.js";
import { countInformation } from "../../../src/trials/group-sequential/sample-size/count-information.js";
import type { Accrual } from "../../../src/trials/scenarios/accrual.js";
import { countScenario } from "../../../src/trials/scenarios/count-scenario.js";
import { survivalScenario } from "../../../src/trials/scenarios/survival-scenario.js";
import { planOptions, type RpactArguments } from "../../reference/trials/group-sequential/rpact-plan.js";

type Values = { readonly [name: string]: unknown };
type Call = { readonly function: string; readonly arguments: Values };

export interface RpactSimulation {
  readonly suite: string;
  readonly call: Call;
  readonly context: { readonly [name: string]: Call };
  readonly expected: { readonly [field: string]: { readonly v: readonly (number | null)[] } };
}

export function readSimulations(): readonly RpactSimulation[] {
  return JSON.parse(readFileSync(new URL("./data/rpact-simulations.json", import.meta.url), "utf8")).cases;
}

/** rpact's design: with one look and α = 0.025 when none is given. */
function planOf(given: unknown, context: RpactSimulation["context"]): GroupSequentialPlan {
  if (given === undefined) return groupSequentialPlan({ looks: 1, power: 0.8 });
  const { variable } = given as { readonly variable?: string };
  const { arguments: options } = variable === undefined ? (given as Call) : context[variable];
  return groupSequentialPlan(planOptions(options as RpactArguments));
}

const numbers = (value: unknown): readonly number[] => (Array.isArray(value) ? value : [value as number]);
const last = (values: readonly number[]) => values[values.length - 1];
const pieces = (starts: readonly number[], rates: readonly number[]) => rates.map((rate, i) => ({ from: starts[i], rate }));

/** One column of a case: our design and scenario, and what rpact derives from its arguments. */
export interface Column {
  readonly design: ReturnType<typeof groupSequentialSurvival> | ReturnType<typeof groupSequentialCounts>;
  readonly scenario: ReturnType<typeof survivalScenario> | ReturnType<typeof countScenario>;
  readonly plan: GroupSequentialPlan;
  /** Patients who have entered by a time. */
  readonly entered: (time: number) => number;
  /** What does not depend on chance, by rpact's name of the field. */
  readonly derived: { readonly [field: string]: number | readonly number[] };
}

/** Patients enter at the times by which 1, 2, … are expected, as in rpact; `times` in order. */
function atTimes(times: readonly number[]): Accrual {
  const place = new Map(times.map((time, i) => [time, i]));
  return { next: (previous) => times[previous === 0 && times[0] > 0 ? 0 : (place.get(previous) as number) + 1] ?? Infinity };
}

const enteredOf = (times: readonly number[]) => (time: number) => times.filter((entry) => entry <= time).length;

/** rpact's intensities below 1 are relative: they are scaled to the number of patients. */
export function survivalColumns(options: Values, context: RpactSimulation["context"]): readonly Column[] {
  const starts = numbers(options.accrualTime ?? [0, 12]);
  const intensities = numbers(options.accrualIntensity ?? 0.1);
  const patients = options.maxNumberOfSubjects as number;
  const relative = intensities.every((intensity) => intensity < 1);
  const accrual = pieces(starts, intensities);
  const scale = relative ? patients / enrolledBy(enrollment(accrual, last(starts)), last(starts)) : 1;
  const rates = accrual.map(({ from, rate }) => ({ from, rate: rate * scale }));
  const entries = Array.from({ length: patients }, (_, i) => enrollmentDuration(rates, i + 1));
  const events = last(numbers(options.plannedEvents));
  const plan = planOf(options.design, context);
  return hazardsOf(options).map(({ control, treatment, rates: asGiven }) => {
    const ratio = treatment.map(({ from, rate }, i) => ({ from, ratio: rate / control[i].rate }));
    const design = groupSequentialSurvival({
      plan,
      controlHazard: control,
      hazardRatio: ratio,
      larger: options.directionUpper === false ? "better" : "worse",
      events,
      patients,
      accrual,
      ...(relative && { accrualDuration: last(starts) }),
    });
    const scenario = survivalScenario({ hazards: [control, treatment], accrual: atTimes(entries) });
    const constant = ratio.every((piece) => Math.abs(piece.ratio - ratio[0].ratio) < 1e-12);
    return {
      design,
      scenario,
      plan,
      entered: enteredOf(entries),
      derived: {
        ...asGiven,
        accrualIntensity: Array.from(design.sampleSize.enrollment.rates),
        hazardRatio: constant ? [ratio[0].ratio] : ratio.map((piece) => piece.ratio),
        lambda1: treatment.map(({ rate }) => rate),
        lambda2: control.map(({ rate }) => rate),
        median1: scenario.averages[1],
        median2: scenario.averages[0],
      },
    };
  });
}

interface Hazards {
  readonly control: readonly { readonly from: number; readonly rate: number }[];
  readonly treatment: Hazards["control"];
  readonly rates: { readonly pi1?: number; readonly pi2?: number };
}

/** From event rates at a time (12 when not given), hazards, or control's hazards and a ratio. */
function hazardsOf({
  eventTime = 12,
  hazardRatio,
  lambda1,
  lambda2,
  pi1,
  pi2,
  piecewiseSurvivalTime,
}: Values): readonly Hazards[] {
  if (lambda2 !== undefined) {
    const control = pieces(numbers(piecewiseSurvivalTime), numbers(lambda2));
    const treatment = control.map(({ from, rate }, i) => ({
      from,
      rate: lambda1 === undefined ? rate * (hazardRatio as number) : numbers(lambda1)[i],
    }));
    return [{ control, treatment, rates: {} }];
  }
  const time = eventTime as number;
  const hazard = (rate: number) => -log(1 - rate) / time;
  const control = hazard((pi2 as number | undefined) ?? 0.2);
  const constant = (rate: number) => [{ from: 0, rate }];
  if (hazardRatio !== undefined) {
    const treatment = control * (hazardRatio as number);
    return [{ control: constant(control), treatment: constant(treatment), rates: { pi1: 1 - Math.exp(-treatment * time) } }];
  }
  return numbers(pi1 ?? [0.2, 0.3, 0.4, 0.5]).map((rate) => ({
    control: constant(control),
    treatment: constant(hazard(rate)),
    rates: { pi1: rate, pi2: (pi2 as number | undefined) ?? 0.2 },
  }));
}

/** Looks come at rpact's calendar times with the bounds of its information rates, whatever the information then is. */
export function countColumns({ call, context }: RpactSimulation): readonly Column[] {
  const options = call.arguments;
  const patients = options.maxNumberOfSubjects as number;
  const accrualDuration = options.accrualTime as number;
  const calendar = options.plannedCalendarTime as readonly number[] | { readonly positional: readonly number[] };
  const times = "positional" in calendar ? calendar.positional : calendar;
  const lambda2 = options.lambda2 as number;
  const exposure = options.fixedExposureTime as number | undefined;
  const rates = options.lambda1 === undefined ? numbers(options.theta).map((theta) => theta * lambda2) : numbers(options.lambda1);
  const given = planOf(options.design, context);
  return rates.map((rate) => {
    const make = (plan: GroupSequentialPlan) =>
      groupSequentialCounts({
        plan,
        treatmentRate: rate,
        controlRate: lambda2,
        overdispersion: options.overdispersion as number,
        patients,
        accrualDuration,
        boundsFor: "planned",
        ...(exposure === undefined ? { followUp: options.followUpTime as number } : { exposure }),
      });
    const { course, information } = make(given).sampleSize;
    const assumed = { treatmentRate: rate, controlRate: lambda2, overdispersion: options.overdispersion as number };
    const fractions = times.map((time, k) =>
      k === times.length - 1 ? 1 : countInformation(time, assumed, course) / information,
    );
    const plan = { ...given, rules: { ...given.rules, fractions } };
    const entries = Array.from({ length: patients }, (_, i) => ((i + 1) * accrualDuration) / patients);
    return {
      design: make(plan),
      scenario: countScenario({
        rates: [lambda2, rate],
        overdispersion: options.overdispersion as number,
        accrual: atTimes(entries),
      }),
      plan,
      entered: enteredOf(entries),
      derived: { lambda1: rate, theta: rate / lambda2 },
    };
  });
}
