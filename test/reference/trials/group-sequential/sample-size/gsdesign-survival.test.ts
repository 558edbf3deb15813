/**
 * gsDesign 3.10.1 (commit 2a568884), run with R 4.2.2: nSurv(lambdaC = log(2)/6, hr = .6, eta = log(2)/40, T = 36, minfup = 12, alpha = .025,
 * beta = .1) by four methods, and nEvents. Relative tolerance 1e-8, nSurv's own root search aside: it is closed here (accrual time given).
 */
import { expect, it } from "vitest";
import { groupSequentialSurvival } from "../../../../../src/trials/designs/group-sequential/group-sequential-survival.js";
import { groupSequentialPlan } from "../../../../../src/trials/group-sequential/index.js";
import { survivalTest } from "../../../../../src/trials/group-sequential/sample-size/survival-test.js";

const LN2 = Math.LN2;

it.each([
  ["lachin-foulkes", 213.451521677938, 159.816799847395],
  ["schoenfeld", 215.123416744057, 161.068591903256],
  ["freedman", 224.539642242365, 168.11876898305],
  ["bernstein-lagakos", 204.921981225647, 153.430507313436],
] as const)("needs the patients and events of nSurv by %s", (formula, patients, events) => {
  const { sampleSize } = groupSequentialSurvival({
    plan: groupSequentialPlan({ looks: 1, power: 0.9 }),
    controlHazard: LN2 / 6,
    hazardRatio: 0.6,
    dropout: LN2 / 40,
    accrualDuration: 24,
    followUp: 12,
    formula,
  });
  expect(Math.abs(sampleSize.patients / patients - 1)).toBeLessThan(1e-8);
  expect(Math.abs(sampleSize.events / events - 1)).toBeLessThan(1e-8);
});

it("needs the events of nEvents, also against another ratio and 2 : 1", () => {
  expect(survivalTest("schoenfeld", 0.6, 1, -1).size(0.025, 0.9)).toBeCloseTo(161.068591903256, 8);
  expect(survivalTest("schoenfeld", 0.6 / 1.1, 2, -1).size(0.025, 0.9)).toBeCloseTo(128.697128378454, 8);
});
