import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import { rngFromSeed } from "../../../../src/random/index.js";
import { courseOfLog } from "../../../../src/report/courses/course-of-log.js";
import { readDecisions } from "../../../../src/report/courses/decision-signs.js";
import { exampleTrials, simulatedCourse } from "../../../../src/report/courses/simulated-course.js";
import { boin, conduct, doseFindingScenario, simulateTrial, threePlusThree } from "../../../../src/trials/index.js";
import { EXAMPLE_COURSE } from "../example-course.js";

const doses = ["low", "high"];
const design = threePlusThree({ doses });
const scenario = doseFindingScenario({ toxicity: [0.1, 0.4] });

describe("simulatedCourse", () => {
  it("tells the trial that simulateTrial simulates", () => {
    const course = simulatedCourse(design, scenario, rngFromSeed(5).child("s").child(0));
    const result = simulateTrial(design, scenario, rngFromSeed(5).child("s").child(0));
    expect(course.patients).toHaveLength(result.enrolled);
    expect(course.decisions).toHaveLength(result.reviews);
    const toxicities = (arm: number) =>
      course.patients.filter((patient) => patient.arm === arm && patient.result === "toxicity").length;
    expect([toxicities(0), toxicities(1)]).toEqual([result.tally(0).toxicities, result.tally(1).toxicities]);
    expect(course.decisions[0]).toEqual({
      time: 0,
      enrolled: 0,
      kind: "continue",
      arm: 0,
      reasons: ["The trial starts at low."],
    });
    expect(course.decisions.at(-1)?.kind).toBe("stop");
  });

  it("tells who left before it was known", () => {
    const leaving = doseFindingScenario({ toxicity: [0.1, 0.4], dropoutRate: 50 });
    const course = simulatedCourse(boin({ target: 0.3, doses, maximumPatients: 6 }), leaving, rngFromSeed(1));
    expect(course.patients.some(({ result }) => result === "lost")).toBe(true);
  });
});

describe("exampleTrials", () => {
  it("gives every design the same patients: equal doses, equal results", () => {
    const designs = { rule: design, interval: boin({ target: 0.3, doses, maximumPatients: 12 }) };
    const [rule, interval] = exampleTrials({ designs, scenarios: { s: scenario }, seed: 11, replicate: 2 });
    expect(rule).toMatchObject({ title: "rule", subtitle: "replicate 2 of scenario “s”" });
    const both = rule.patients.filter(({ arm }, i) => interval.patients[i]?.arm === arm);
    expect(both.length).toBeGreaterThan(0);
    for (const { name, result } of both) expect(interval.patients[Number(name) - 1].result).toBe(result);
  });

  it("refuses a scenario that is not there, and replicates before the first", () => {
    const options = { designs: { rule: design }, scenarios: { s: scenario }, seed: 1 };
    expect(() => exampleTrials({ ...options, scenario: "toString" })).toThrow("exampleTrials: scenario must be one of s");
    expect(() => exampleTrials({ ...options, replicate: 0 })).toThrow(InvalidArgument);
  });
});

describe("courseOfLog", () => {
  it("tells a conducted trial: results, deviations, losses, and what is pending", () => {
    const trial = conduct(design, { title: "Trial A" });
    for (const name of ["a", "b", "c"]) trial.enroll(name, { time: 1 });
    trial.observe("a", { toxic: false }, { time: 2 });
    trial.observe("b", { toxic: false }, { time: 2 });
    trial.lose("c", { time: 3 });
    trial.enroll("d", { arm: "high", time: 4 });
    trial.observe("d", { toxic: true }, { time: 5 });
    trial.enroll("e", { time: 6 });
    const course = courseOfLog(trial.log);
    expect(course.title).toBe("Trial A");
    expect(course.patients.map(({ name, arm, result, deviation }) => [name, arm, result, deviation])).toEqual([
      ["a", 0, "none", undefined],
      ["b", 0, "none", undefined],
      ["c", 0, "lost", undefined],
      ["d", 1, "toxicity", true],
      ["e", 1, "pending", undefined],
    ]);
    expect(course.conclusion).toBeUndefined();
  });

  it("ends with the recommendation once the trial has stopped", () => {
    const trial = conduct(design);
    for (const name of ["a", "b", "c"]) trial.enroll(name);
    for (const name of ["a", "b", "c"]) trial.observe(name, { toxic: true });
    trial.next();
    expect(courseOfLog(trial.log)).toMatchObject({ title: "3+3", conclusion: "No dose is recommended." });
  });
});

describe("readDecisions", () => {
  it("reads letters and the data behind them: what is known at the dose, without those who were lost", () => {
    expect(
      readDecisions(EXAMPLE_COURSE).map(({ letter, at, evaluated, toxicities }) => [letter, at, evaluated, toxicities]),
    ).toEqual([
      [undefined, undefined, 0, 0],
      ["E", 0, 2, 0],
      ["D", 2, 1, 0],
    ]);
  });
});
