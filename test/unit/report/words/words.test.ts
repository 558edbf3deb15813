import { describe, expect, it } from "vitest";
import { designInWords } from "../../../../src/report/words/design-in-words.js";
import { madeBy, settingsOf, words } from "../../../../src/report/words/recipe-in-words.js";
import { truthInWords } from "../../../../src/report/words/truth-in-words.js";
import { boin, doseFindingScenario, poissonAccrual, threePlusThree, withSafetyStop } from "../../../../src/trials/index.js";
import type { Recipe } from "../../../../src/trials/recipe.js";

/** The design without its own protocol, as a user's may be. */
function untold<D extends object>({ protocol: _, ...design }: D & { protocol?: unknown }): Omit<D, "protocol"> {
  return design;
}

describe("designInWords", () => {
  it("gives the protocol of a design that has one", () => {
    const design = boin({ target: 0.3, doses: 3, maximumPatients: 12 });
    expect(designInWords(design)).toEqual(design.protocol?.());
  });

  it("tells what an interval design does", () => {
    expect(
      designInWords(untold(boin({ target: 0.3, doses: [1, 2.5, 5], maximumPatients: 12, enoughAtDose: 9, titration: true }))),
    ).toEqual([
      "Doses: 1, 2.5 and 5.",
      "The toxicity probability aimed at is 30 %.",
      "At most 12 patients are enrolled.",
      "The endpoint is binary toxicity.",
      "Patients are treated in cohorts of 3, the first at dose 1; each is followed up before the next decision.",
      "It begins with single patients, one dose higher after each, until the first DLT.",
      "A dose is closed, and all doses above it, when so many of its patients or more had a DLT: 3 of 3, 4 of 6, 5 of 9 and 7 of 12.",
      "It stops when it would stay at a dose that has 9 patients.",
    ]);
  });

  it("tells the limits of 3+3", () => {
    const sentences = designInWords(untold(threePlusThree({ doses: 2 })));
    expect(sentences).toContain("No dose gets more than 6 patients.");
    expect(sentences).toContain("It stops when it would escalate but cannot.");
  });

  it("tells nothing of what it does not know", () => {
    expect(designInWords({})).toEqual([]);
  });
});

describe("settingsOf", () => {
  it("lists what was given, modifiers last", () => {
    const { recipe } = withSafetyStop(boin({ target: 0.3, doses: 3, maximumPatients: 12, extraSafety: true }), { cutoff: 0.9 });
    expect(madeBy(recipe as Recipe)).toBe("boin");
    expect(settingsOf(recipe as Recipe)).toEqual([
      { name: "target", value: "0.3" },
      { name: "doses", value: "3" },
      { name: "maximum patients", value: "12" },
      { name: "extra safety", value: "yes" },
      { name: "with safety stop", value: "cutoff 0.9" },
    ]);
  });

  it("tells parts by name and options", () => {
    const { recipe } = doseFindingScenario({ toxicity: [0.1], trueLevel: null, accrual: poissonAccrual({ rate: 2 }) });
    expect(settingsOf(recipe as Recipe, ["toxicity"])).toEqual([
      { name: "true level", value: "none" },
      { name: "accrual", value: "poisson accrual (rate 2)" },
    ]);
  });
});

describe("words", () => {
  it("writes names of people as they are written", () => {
    expect(words("lanDeMetsObrienFleming")).toBe("Lan–DeMets O’Brien–Fleming");
    expect(words("hwangShihDeCani")).toBe("Hwang–Shih–DeCani");
    expect(words("maximumPatients")).toBe("maximum patients");
  });
});

describe("truthInWords", () => {
  const arms = ["1", "2.5", "5"];

  it("tells which dose is right and which are above the target", () => {
    expect(truthInWords({ toxicity: [0.1, 0.3, 0.5], target: 0.3, best: 1 }, arms)).toBe(
      "Dose 2.5 is right to recommend (30 %). Above the target of 30 %: 5.",
    );
  });

  it("does not take a rounding error for toxicity above the target", () => {
    expect(truthInWords({ toxicity: [0.1, 0.2, 0.1 + 0.2], target: 0.3, best: 2 }, arms)).toBe(
      "Dose 5 is right to recommend (30 %). No dose is above the target of 30 %.",
    );
  });

  it("tells when no dose is right", () => {
    expect(truthInWords({ toxicity: [0.5, 0.6, 0.7], target: 0.3, best: null }, arms)).toBe(
      "No dose is right to recommend. All doses are above the target of 30 %.",
    );
  });
});
