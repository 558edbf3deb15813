import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import { rngFromSeed } from "../../../../src/random/index.js";
import { conclusionInWords } from "../../../../src/report/courses/trial-course.js";
import { armCourse, armCourses, armCourseTable } from "../../../../src/report/index.js";
import { bayesianAdaptive, binaryResponse, binaryScenario, simulateTrial } from "../../../../src/trials/index.js";

const design = bayesianAdaptive({
  arms: ["control", "new"],
  response: binaryResponse(),
  looks: [20, 40, 60],
});
const scenario = binaryScenario({ probabilities: [0.3, 0.6] });
const stream = (replicate: number) => rngFromSeed(7).child("s").child(replicate);

describe("armCourse", () => {
  it("tells the trial that simulateTrial simulates, with what each decision rests on", () => {
    const course = armCourse(design, scenario, stream(0));
    const result = simulateTrial(design, scenario, stream(0));
    expect(course.allocated).toHaveLength(result.enrolled);
    expect(course.decisions).toHaveLength(result.reviews);
    const last = course.decisions[course.decisions.length - 1];
    expect(last.kind).toBe("stop");
    expect(last.byArm).toEqual([result.enrolledOn(0), result.enrolledOn(1)]);
    const [, atFirstLook] = course.decisions;
    const best = atFirstLook.evidence["probability of being best"];
    expect(best[0] + best[1]).toBeCloseTo(1, 9);
    expect(atFirstLook.reasons.length).toBeGreaterThan(0);
  });

  it("is a table with a row for each decision, or an even choice of many", () => {
    const course = armCourse(design, scenario, stream(0));
    const table = armCourseTable(course);
    expect(table.rows).toHaveLength(course.decisions.length);
    expect(table.columns.map(({ name }) => name)).toContain("probability of being best");
    const many = armCourseTable({ ...course, decisions: Array.from({ length: 301 }, () => course.decisions[0]) });
    expect(many.rows).toHaveLength(30);
    expect(many.notes?.[1]).toContain("30 of 301 decisions");
  });
});

describe("armCourses", () => {
  const courses = armCourses(design, scenario, { seed: 7, scenario: "s", trials: 40 });

  it("counts shares that sum to 1, of trials that are still running", () => {
    for (const { byArm, trials } of courses.lines["share of patients"]) {
      expect(byArm[0].mean + byArm[1].mean).toBeCloseTo(1, 12);
      expect(trials).toBeLessThanOrEqual(40);
    }
    const [first] = courses.lines["share of patients"];
    expect(first.trials).toBe(40);
  });

  it("has the mean evidence at each look within its band", () => {
    const line = courses.lines["probability of being best"];
    expect(line.map(({ enrolled }) => enrolled)).toEqual([20, 40, 60]);
    for (const { byArm } of line) {
      for (const { mean, lower, upper } of byArm) {
        expect(lower).toBeLessThanOrEqual(upper);
        expect(mean).toBeGreaterThan(0);
        expect(mean).toBeLessThan(1);
      }
    }
  });

  it("refuses a number of trials that is none", () => {
    expect(() => armCourses(design, scenario, { seed: 7, scenario: "s", trials: 0 })).toThrow(InvalidArgument);
  });
});

describe("conclusionInWords", () => {
  const arms = ["control", "new"];
  it.each([
    [{ dose: null }, "No dose is recommended."],
    [{ dose: 1 }, "Recommended dose: new."],
    [{ ending: "superiority", selected: 1, preferred: 1 }, "Superiority: new."],
    [{ ending: "maximum", selected: null, preferred: 0 }, "No finding by the planned end; control would be preferred."],
    [{ ending: "futility", selected: null, preferred: null }, "Futility."],
    [{ x: 1 }, '{"x":1}'],
  ])("says %j", (conclusion, words) => {
    expect(conclusionInWords(arms, conclusion)).toBe(words);
  });
});
