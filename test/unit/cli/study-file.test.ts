/** Study files: what they make, and what is refused where. */
import { describe, expect, it } from "vitest";
import { DEMO_STUDY } from "../../../src/cli/demo/published-trial.js";
import { designsOf, StudyDocument, studyOf } from "../../../src/cli/study-file/index.js";
import { exp, log } from "../../../src/numeric/elementary.js";
import { expit } from "../../../src/numeric/special/logit.js";
import {
  boin,
  type DoseFindingScenario,
  doseFindingScenario,
  poissonAccrual,
  weibullOnset,
  withSafetyStop,
} from "../../../src/trials/index.js";

const VALID = {
  equipoise: 1,
  title: "A study",
  seed: 7,
  replicates: 100,
  doses: [1, 2.5, 5],
  constants: { a: -2 },
  designs: {
    BOIN: { design: "boin", target: 0.3, maximumPatients: 12, modifiers: [{ modifier: "withSafetyStop", cutoff: 0.9 }] },
    "3+3": { design: "threePlusThree", note: "the classical rule" },
  },
  scenarios: {
    steep: { toxicity: [0.1, 0.2, 0.3] },
    curve: {
      toxicity: { curve: "expit(a + b * log(dose))", constants: { b: 1 } },
      accrual: { make: "poissonAccrual", rate: 2 },
      onset: { make: "weibullOnset", late: 0.4 },
      window: 2,
    },
  },
};

const documentOf = (value: unknown) => new StudyDocument("study.json", JSON.stringify(value, null, 2));
/** The valid study with some values changed, by path; undefined removes. */
const changed = (changes: Record<string, unknown>) => {
  const study = structuredClone(VALID) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split("/");
    const parent = steps.slice(0, -1).reduce((at, step) => at[step] as Record<string, unknown>, study);
    const last = steps.at(-1) as string;
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return study;
};

describe("studyOf", () => {
  it("makes what a script would have made", async () => {
    const { designs, scenarios, seed, replicates, title, notes } = await studyOf(documentOf(VALID));
    expect({ seed, replicates, title }).toEqual({ seed: 7, replicates: 100, title: "A study" });
    const byHand = withSafetyStop(boin({ doses: [1, 2.5, 5], target: 0.3, maximumPatients: 12 }), { cutoff: 0.9 });
    expect(designs.BOIN.recipe).toEqual(byHand.recipe);
    const curve = doseFindingScenario({
      toxicity: [1, 2.5, 5].map((dose) => expit(-2 + 1 * log(dose))),
      accrual: poissonAccrual({ rate: 2 }),
      onset: weibullOnset({ late: 0.4 }),
      window: 2,
    });
    expect(scenarios.curve.recipe).toEqual(curve.recipe);
    expect(notes.designs).toEqual({ "3+3": "the classical rule" });
  });

  it("takes a hazard as a formula in the part of the window that has passed", async () => {
    const onset = { make: "hazardOnset", hazards: { hazard: "exp(-k * time)", pieces: 4, constants: { k: 3 } } };
    const { scenarios } = await studyOf(documentOf(changed({ "scenarios/curve/onset": onset })));
    const hazards = [0.125, 0.375, 0.625, 0.875].map((time) => exp(-3 * time));
    expect(scenarios.curve.recipe).toMatchObject({ options: { onset: { make: "hazardOnset", options: { hazards } } } });
  });

  it("makes the study of the demo: truths that pass through the target where they say", async () => {
    const { scenarios, designs } = await studyOf(documentOf(DEMO_STUDY));
    expect(Object.keys(scenarios)).toHaveLength(6);
    expect(Object.keys(designs)).toHaveLength(3);
    expect((scenarios["MTD 10 mg"] as DoseFindingScenario).toxicity[3]).toBeCloseTo(0.3, 14);
    expect((scenarios["MTD 25 mg"] as DoseFindingScenario).toxicity[6]).toBeCloseTo(0.3, 14);
  });

  it.each<[Record<string, unknown>, string, string]>([
    [
      { "scenarios/steep/toxicity": [0.1, 0.2, 1.2] },
      "study.json:36:9: scenarios.steep.toxicity[2]",
      "must be in (0, 1), got 1.2",
    ],
    [{ "designs/BOIN/target": 0.9 }, "study.json:17:17: designs.BOIN.target", "must be in [0.05, 0.6], got 0.9"],
    [{ "designs/BOIN/taget": 0.3 }, "designs.BOIN.taget", "; did you mean target?"],
    [{ "designs/BOIN/design": "bion" }, "designs.BOIN.design", "; did you mean boin?"],
    [{ "designs/3+3/design": 3 }, 'designs["3+3"].design', "must be the name of a design"],
    [{ "designs/3+3/design": "constructor" }, 'designs["3+3"].design', "must be a design (boin"],
    [{ "designs/BOIN/modifiers": {} }, "designs.BOIN.modifiers", "must be a list"],
    [{ "designs/BOIN/modifiers/0": { modifier: "withSafetyStop", cutoff: 2 } }, "designs.BOIN.modifiers[0].cutoff", "in (0, 1)"],
    [{ "designs/BOIN/modifiers/0": { modifier: "toString" } }, "designs.BOIN.modifiers[0].modifier", "must be a modifier (with"],
    [{ "designs/BOIN": null }, "designs.BOIN", "must be an object, got null"],
    [{ designs: {} }, "designs", "must have at least one entry"],
    [{ designs: [] }, "designs", "must be an object"],
    [{ scenarios: undefined }, "scenarios", "must be there"],
    [{ scenarios: undefined, senarios: {} }, "senarios", "; did you mean scenarios?"],
    [{ equipoise: 2 }, "study.json:2:16: equipoise", "must be 1"],
    [{ seed: -1 }, "seed", "must be an integer from 0"],
    [{ seed: 1.5 }, "seed", "must be an integer"],
    [{ replicates: 0 }, "replicates", "must be an integer from 1"],
    [{ replicates: "many" }, "replicates", "must be an integer from 1"],
    [{ doses: undefined }, "designs.BOIN.doses", "got undefined"],
    [{ doses: [1, 2] }, "scenarios.steep", "be about the 2 doses of designs.BOIN"],
    [{ "constants/a": "x" }, "constants.a", "must be a finite number"],
    [{ "constants/dose": 1 }, "constants.dose", "not be named as what formulas have already"],
    [{ "scenarios/curve/toxicity/constants/b": null }, "scenarios.curve.toxicity.constants.b", "must be a finite number"],
    [{ "scenarios/curve/toxicity/curve": "expit(dosis)" }, "scenarios.curve.toxicity.curve at column 7", "; did you mean dose?"],
    [
      { "scenarios/curve/toxicity/curve": "0 / 0 * dose" },
      "scenarios.curve.toxicity.curve",
      "must be a finite number at every dose",
    ],
    [{ "scenarios/curve/toxicity/curve": "1 + dose" }, "scenarios.curve.toxicity[0]", "must be in (0, 1), got 2"],
    [{ "scenarios/curve/toxicity/curv": "1" }, "scenarios.curve.toxicity.curv", "; did you mean curve?"],
    [{ "scenarios/curve/accrual/rate": 0 }, "scenarios.curve.accrual.rate", "above 0, got 0"],
    [{ "scenarios/curve/accrual/make": "poisonAccrual" }, "scenarios.curve.accrual.make", "; did you mean poissonAccrual?"],
    [{ "scenarios/curve/onset/late": 1 }, "scenarios.curve.onset.late", "must be in (0, 1)"],
    [
      { "scenarios/curve/onset": { make: "hazardOnset", hazards: { hazard: "time - 1" } } },
      "scenarios.curve.onset.hazards.hazard",
      "not negative in the window",
    ],
    [
      { "scenarios/curve/onset": { make: "hazardOnset", hazards: { hazard: "exp(dose)" } } },
      "scenarios.curve.onset.hazards.hazard at column 5",
      "time",
    ],
    [
      { "scenarios/curve/onset": { make: "hazardOnset", hazards: { hazard: "1", pieces: 0 } } },
      "scenarios.curve.onset.hazards.pieces",
      "be an integer from 1 to 10000",
    ],
    [{ "scenarios/": VALID.scenarios.steep }, 'scenarios[""]', "1 to 60 visible characters"],
    [{ "scenarios/steep": 3 }, "scenarios.steep", "must be an object, got 3"],
    [{ "scenarios/steep/scenario": "survival" }, "scenarios.steep.scenario", "must be a kind of scenario"],
  ])("refuses %j", async (changes, place, reason) => {
    const refusal = studyOf(documentOf(changed(changes)));
    await expect(refusal).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(refusal).rejects.toThrow(place);
    await expect(refusal).rejects.toThrow(reason);
  });

  it.each([[[]], ["text"], [null], [3]])("refuses a file that is %j", async (value) => {
    await expect(studyOf(documentOf(value))).rejects.toThrow("study.json:1:1: the file must be an object");
  });

  it("needs no doses of the file when designs and curves have their own", async () => {
    const study = changed({ doses: undefined });
    Object.assign((study.designs as typeof VALID.designs).BOIN, { doses: 3 });
    Object.assign((study.designs as typeof VALID.designs)["3+3"], { doses: ["low", "middle", "high"] });
    Object.assign((study.scenarios as typeof VALID.scenarios).curve.toxicity, { doses: [1, 2, 3] });
    const { designs, scenarios } = await studyOf(documentOf(study));
    expect(designs["3+3"].arms).toEqual(["low", "middle", "high"]);
    expect((scenarios.curve as DoseFindingScenario).toxicity[2]).toBe(expit(-2 + 1 * log(3)));
  });
});

describe("designsOf", () => {
  it("finds the designs of a study, of a trial, and of a file that is one design", async () => {
    expect(Object.keys((await designsOf(documentOf(VALID))).designs)).toEqual(["BOIN", "3+3"]);
    const alone = { design: "boin", target: 0.3, doses: 3, maximumPatients: 12 };
    expect((await designsOf(documentOf({ equipoise: 1, ...alone }))).designs.BOIN.arms).toHaveLength(3);
    expect((await designsOf(documentOf({ equipoise: 1, design: alone }))).designs.BOIN).toMatchObject({ target: 0.3 });
  });

  it("refuses another version of the format", async () => {
    await expect(designsOf(documentOf({ equipoise: 2, design: "boin" }))).rejects.toThrow("equipoise must be 1");
  });
});
