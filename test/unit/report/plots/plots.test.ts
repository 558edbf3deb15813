import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import {
  type ArmCourses,
  allocationPlot,
  armCoursePlot,
  boundaryPlot,
  decisionPlot,
  planBoundaries,
  selectionPlot,
  trialPlot,
  trialTimeline,
  truthPlot,
} from "../../../../src/report/index.js";
import { fitText, textWidth, wrapText } from "../../../../src/report/plots/lettering.js";
import type { DecisionTable } from "../../../../src/trials/dose-finding/decision-table.js";
import { betaSpending, groupSequentialPlan, hwangShihDeCani } from "../../../../src/trials/index.js";
import { Study } from "../../../../src/trials/study.js";
import { EXAMPLE_COURSE } from "../example-course.js";
import { exampleStudy, studyWithoutPlan } from "../example-study.js";

const TABLE: DecisionTable = {
  design: "interval",
  rows: [
    { patients: 3, decisions: ["E", "S", "D", "DU"] },
    { patients: 6, decisions: ["E", "E", "S", "D", "DU", "DU", "DU"] },
    { patients: 9, decisions: ["E", "E", "S", "S", "D", "STOP", "STOP", "STOP", "STOP", "STOP"] },
  ],
};

const band = (mean: number) => ({ mean, lower: mean - 0.1, upper: mean + 0.1 });
const COURSES: ArmCourses = {
  title: "adaptive <under> “null”",
  arms: ["control", "new"],
  trials: 12,
  lines: {
    "share of patients": [10, 30, 50].map((enrolled, i) => ({
      enrolled,
      trials: 12 - i,
      byArm: [band(0.5 - i / 10), band(0.5 + i / 10)],
    })),
    "probability of being best": [20, 40].map((enrolled, i) => ({
      enrolled,
      trials: 12,
      byArm: [band(0.3), i === 0 ? band(0.7) : { mean: Number.NaN, lower: Number.NaN, upper: Number.NaN }],
    })),
  },
};

const PLAN = groupSequentialPlan({ looks: 3, futility: betaSpending({ spending: hwangShihDeCani({ gamma: -2 }) }) });

const pictures = {
  "arm-courses": () => armCoursePlot(COURSES),
  boundaries: () => boundaryPlot(planBoundaries(PLAN, "three looks")),
  selection: () => selectionPlot(exampleStudy()),
  allocation: () => allocationPlot(exampleStudy()),
  truth: () => truthPlot(exampleStudy()),
  decisions: () => decisionPlot(TABLE),
  trial: () => trialPlot(EXAMPLE_COURSE),
  timeline: () => trialTimeline(EXAMPLE_COURSE),
};

describe.each(Object.entries(pictures))("the picture of %s", (name, draw) => {
  it("is drawn as it was looked at", async () => {
    await expect(await draw()).toMatchFileSnapshot(`../snapshots/${name}.svg`);
  });

  it("is the same each time it is drawn", async () => {
    expect(await draw()).toBe(await draw());
  });

  it("has a title, a description, and coordinates of at most three decimals", async () => {
    const svg = await draw();
    expect(svg).toMatch(/^<svg aria-label="[^"]+"[^>]* role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/);
    expect(svg.match(/(?<=[ "(,MLVHCZ-])\d+\.\d{4,}/g)).toBeNull();
  });
});

describe("selectionPlot", () => {
  it("draws only the scenarios that are asked for", async () => {
    const svg = await selectionPlot(exampleStudy(), { scenarios: ["all too toxic"] });
    expect(svg).not.toContain("MTD in the middle");
  });

  it("draws a study of which no truth is known", async () => {
    expect(await selectionPlot(studyWithoutPlan())).not.toContain("right to recommend");
  });

  it("refuses scenarios that are not there, and studies without selection", async () => {
    await expect(selectionPlot(exampleStudy(), { scenarios: ["x"] })).rejects.toThrow("selectionPlot: scenarios must be among");
    const none = new Study({ seed: 1, version: "1" }, 10, undefined, [], []);
    await expect(selectionPlot(none)).rejects.toThrow(InvalidArgument);
    await expect(truthPlot(studyWithoutPlan())).rejects.toThrow(InvalidArgument);
  });
});

describe("armCoursePlot", () => {
  it("draws only the lines that are asked for, and refuses others", async () => {
    expect(await armCoursePlot(COURSES, { lines: ["share of patients"] })).not.toContain("probability of being best");
    await expect(armCoursePlot(COURSES, { lines: ["x"] })).rejects.toThrow(
      "armCoursePlot: lines must be among share of patients",
    );
  });
});

describe("boundaryPlot", () => {
  it("says every bound in words", async () => {
    expect(await boundaryPlot(planBoundaries(PLAN, "three looks"))).toMatch(/Z: efficacy 3\.71, 2\.511, 1\.993; futility/);
  });

  it("refuses a bound without a value for each look, and nothing to draw", async () => {
    const panels = [{ label: "Z", bounds: [{ name: "efficacy", values: [2] }] }];
    await expect(boundaryPlot({ title: "t", fractions: [0.5, 1], panels })).rejects.toThrow(InvalidArgument);
    await expect(boundaryPlot({ title: "t", fractions: [1], panels: [] })).rejects.toThrow(InvalidArgument);
  });
});

describe("decisionPlot", () => {
  it("draws numbers of toxicities above which nothing changes as one row", async () => {
    const svg = await decisionPlot(TABLE);
    expect(svg).toContain(">≥ 5</text>");
    expect(svg).not.toContain(">6</text></g><g>");
  });
});

describe("trialPlot", () => {
  it("draws a trial in which nobody is enrolled yet", async () => {
    const svg = await trialPlot({ title: "new", arms: ["a", "b"], patients: [], decisions: [] });
    expect(svg).toContain("No conclusion so far.");
    expect(await trialTimeline({ title: "new", arms: ["a"], patients: [], decisions: [] })).toContain("<svg");
  });
});

describe("lettering", () => {
  it("cuts what is too long, and wraps at words", () => {
    expect(fitText("abcdef", textWidth("abcd"))).toBe("abc…");
    expect(wrapText("one two three four five", textWidth("one two"), 2)).toEqual(["one two", "three …"]);
    expect(wrapText("one two", 1000, 2)).toEqual(["one two"]);
    expect(wrapText("", 100, 2)).toEqual([""]);
  });
});
