/**
 * rpact-means-rates-counts.json: inputs and expected numbers of rpact's public test suite (2024), its own `source` line. Every number of the
 * plans for counts is compared with `groupSequentialCounts`, or is an exception below with its reason. Tolerance: `TOLERANCE`.
 */
import { describe, expect, it } from "vitest";
import { groupSequentialCounts } from "../../../../../src/trials/designs/group-sequential/group-sequential-counts.js";
import { countRatioAtZ } from "../../../../../src/trials/group-sequential/sample-size/count-size.js";
import { argument, Comparison, lookOf, planField, planOf, type RpactCase, readCases } from "./rpact-case.js";

const cases = readCases("rpact-means-rates-counts");

const comparison = new Comparison([
  {
    cases: [39, 42, 43, 44, 45, 46, 47, 48, 49, 50, 53, 54, 55],
    fields: /EffectScale/,
    reason:
      "at looks before all patients have their whole exposure rpact takes those who entered as if they had it; ours take the exposure at the look",
  },
  {
    cases: [40],
    fields: /allocationRatioPlanned|criticalValuesEffectScale/,
    reason: "the optimal ratio is flat: rpact's search ends at about 1e-6",
    tolerance: 2e-6,
  },
  {
    cases: [41],
    fields: /allocationRatioPlanned|nFixed|umberOfSubjects|criticalValuesEffectScale/,
    reason:
      "rpact minimizes a number of whole patients and stops at a ratio that is not best; ours needs fewer patients (tested below)",
  },
]);

describe("rpact's plans for counts", () => {
  const plans = [...cases.entries()].filter(([, { call }]) => /Counts/.test(call.function));

  it.each(plans)("are met in case %i", (index, example) => {
    const scenarios = Math.max(...Object.values(example.expected).map(({ v }) => v.length));
    for (let i = 0; i < scenarios; i++) compare(example, index, i);
  });

  it("are met but for the exceptions, of which none is idle", () => {
    expect(comparison.unneeded).toEqual([]);
    expect(comparison.compared).toBeGreaterThan(500);
  });

  it("need more patients than ours where rpact's ratio is not best", () => {
    const patients = [0, 1].map((i) => designOf(cases[41], i).sampleSize.patients);
    const rpact = cases[41].expected.nFixed.v as readonly number[];
    expect(patients[0]).toBeLessThan(rpact[0]);
    expect(patients[1]).toBeLessThanOrEqual(rpact[1]);
  });
});

function designOf(example: RpactCase, i: number) {
  const values = example.call.arguments;
  const power = /^getPower/.test(example.call.function);
  const plan = planOf(example);
  const arg = (name: string) => argument(values, name, i);
  const list = (value: unknown): readonly number[] | undefined =>
    value === undefined ? undefined : Array.isArray(value) ? value : [value as number];
  const theta = arg("theta");
  const nullValue = arg("thetaH0") ?? 1;
  const controlRate = arg("lambda2") ?? (2 * (arg("lambda") as number)) / (1 + (theta as number));
  const treatmentRate = arg("lambda1") ?? (theta as number) * controlRate;
  const effect = treatmentRate / controlRate;
  let times = list(values.accrualTime);
  if (times !== undefined && times[0] !== 0) times = [0, ...times];
  const intensities = list(values.accrualIntensity);
  const ratio = arg("allocationRatioPlanned") ?? 1;
  const upper = power ? values.directionUpper !== false : effect > nullValue;
  const patients =
    values.maxNumberOfSubjects ??
    (intensities !== undefined && power ? enrolledIn(times as readonly number[], intensities) : undefined);
  return groupSequentialCounts({
    plan,
    treatmentRate,
    controlRate,
    nullValue,
    overdispersion: arg("overdispersion") ?? 0,
    ratio: ratio === 0 ? "optimal" : ratio,
    larger: upper ? "better" : "worse",
    ...(intensities === undefined
      ? {}
      : { accrual: intensities.map((rate, j) => ({ from: (times as readonly number[])[j], rate })) }),
    accrualDuration: times === undefined ? 1 : times[times.length - 1],
    ...(values.fixedExposureTime === undefined ? {} : { exposure: values.fixedExposureTime }),
    ...(values.followUpTime === undefined ? {} : { followUp: values.followUpTime }),
    ...(patients === undefined ? {} : { patients }),
  } as never);
}

/** Patients who enter; rpact makes their number even. */
function enrolledIn(times: readonly number[], intensities: readonly number[]): number {
  const count = intensities.reduce((total, rate, j) => total + rate * (times[j + 1] - times[j]), 0);
  return 2 * Math.ceil(count / 2);
}

function compare(example: RpactCase, index: number, i: number): void {
  const values = example.call.arguments;
  const power = /^getPower/.test(example.call.function);
  const design = designOf(example, i);
  const { plan } = design;
  const controlRate =
    argument(values, "lambda2", i) ??
    (2 * (argument(values, "lambda", i) as number)) / (1 + (argument(values, "theta", i) as number));
  const treatmentRate = argument(values, "lambda1", i) ?? (argument(values, "theta", i) as number) * controlRate;
  const assumption = {
    treatmentRate,
    controlRate,
    nullValue: argument(values, "thetaH0", i) ?? 1,
    overdispersion: argument(values, "overdispersion", i) ?? 0,
    ratio: 1,
  };
  const drift = power ? design.drift : plan.drift;
  const size = design.sampleSize;
  comparison.check(example, index, i, (field) => {
    const k = lookOf(field);
    switch (field.replace(/\[.*/, "")) {
      case "theta":
        return treatmentRate / controlRate;
      case "lambda1":
        return treatmentRate;
      case "lambda2":
        return controlRate;
      case "maxNumberOfSubjects":
      case "nFixed":
        return size.patients;
      case "maxNumberOfSubjects1":
      case "nFixed1":
        return size.treatment;
      case "maxNumberOfSubjects2":
      case "nFixed2":
        return size.control;
      case "numberOfSubjects":
        return size.enrolled[k];
      case "calendarTime":
        return size.times[k];
      case "expectedStudyDurationH1":
        return size.expectedDuration;
      case "expectedNumberOfSubjectsH1":
        return size.expectedPatients;
      case "informationOverStages":
        return size.looks[k];
      case "maxInformation":
        return size.information;
      case "expectedInformationH0":
        return size.expectedInformationNull;
      case "expectedInformationH01":
        return size.expectedInformationHalf;
      case "expectedInformationH1":
        return size.expectedInformation;
      case "allocationRatioPlanned":
        return size.ratio;
      case "criticalValuesEffectScale":
        return design.efficacyRatios[k];
      case "criticalValuesEffectScaleLower":
        return countRatioAtZ(assumption, size, -plan.boundaries.efficacy[k], k);
      case "criticalValuesEffectScaleUpper":
        return countRatioAtZ(assumption, size, plan.boundaries.efficacy[k], k);
      case "futilityBoundsEffectScale":
        return design.futilityRatios[k];
      default:
        return planField(plan, drift, power, field);
    }
  });
}
