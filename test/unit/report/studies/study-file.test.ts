import { describe, expect, it } from "vitest";
import { StudyDocument, studyOf } from "../../../../src/cli/study-file/index.js";
import { readableJson } from "../../../../src/report/studies/readable-json.js";
import { studyFile } from "../../../../src/report/studies/study-file.js";
import {
  boin,
  doseFindingScenario,
  piecewiseAccrual,
  simulate,
  threePlusThree,
  weibullOnset,
  withEnoughAtDose,
  withSafetyStop,
} from "../../../../src/trials/index.js";
import type { Scenario } from "../../../../src/trials/scenario.js";
import { exampleStudy, studyWithoutPlan } from "../example-study.js";

describe("studyFile", () => {
  it("is read by the command line as the same study, to the last bit", async () => {
    const doses = [1, 2.5, 5];
    const study = await simulate({
      designs: {
        "modified [1,  2]": withEnoughAtDose(
          withSafetyStop(boin({ target: 0.25, doses, maximumPatients: 12 }), { cutoff: 0.9 }),
          {
            patients: 9,
          },
        ),
        "3+3": threePlusThree({ doses }),
      },
      scenarios: {
        waiting: doseFindingScenario({
          toxicity: [0.1, 0.25, 0.5],
          accrual: piecewiseAccrual({
            pieces: [
              { from: 0, rate: 1 },
              { from: 6, rate: 3 },
            ],
          }),
          onset: weibullOnset({ late: 0.6 }),
          whileClosed: "wait",
          dropoutRate: 0.05,
        }),
        "no dose": doseFindingScenario({ toxicity: [0.5, 0.6, 0.7], trueLevel: null }),
      },
      replicates: 20,
      seed: "a seed",
    });
    const text = studyFile(study, { title: "A title", notes: { designs: { "3+3": "the rule" } } }) as string;
    const file = await studyOf(new StudyDocument("study.json", text));
    const { designs, scenarios, replicates, seed } = file;
    const again = await simulate({ designs, scenarios: scenarios as Record<string, Scenario<never>>, replicates, seed });
    expect(JSON.stringify(again)).toBe(JSON.stringify(study));
    expect([file.title, file.notes.designs["3+3"]]).toEqual(["A title", "the rule"]);
  });

  it("writes modifiers from the inside out and parts in their place", async () => {
    await expect(studyFile(exampleStudy())).toMatchFileSnapshot("../snapshots/study-file.json");
  });

  it("is undefined when a part of the study is the user's own", () => {
    expect(studyFile(studyWithoutPlan())).toBeUndefined();
    const { plan } = exampleStudy();
    const own = { make: "myDesign", options: {}, module: "file:///my-design.js" };
    expect(studyFile(exampleStudy({ ...(plan as NonNullable<typeof plan>), designs: { own } }))).toBeUndefined();
  });
});

describe("readableJson", () => {
  it.each([[null], [1.5], ["a\nb"], [[]], [{}], [[1, "2", null]], [{ a: [[1], { b: undefined, c: true }] }]])(
    "is the JSON of %j",
    (value) => {
      expect(JSON.parse(readableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    },
  );
});
