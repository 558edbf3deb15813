import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../../src/errors.js";
import {
  type BoinOptions,
  boin,
  boinBoundaries,
  type DoseFindingDesign,
  decisionTable,
  doseFindingScenario,
  transitionPathways,
} from "../../../../../src/trials/index.js";

const base: BoinOptions = { target: 0.3, doses: 5, maximumPatients: 30 };

/** What the design does after these patients and toxicities by dose, the last cohort being at `last` (0 first). */
function next(design: DoseFindingDesign, patients: readonly number[], toxicities: readonly number[], last: number) {
  const node = transitionPathways(design, {
    cohorts: 0,
    from: { patients, toxicities, lastArm: last, memory: { titrating: false } },
  });
  return node.kind === "stop" ? { stop: node.recommended, reasons: node.reasons } : { arm: node.arm, reasons: node.reasons };
}

describe("boin", () => {
  it("has the boundaries of the published table for a target of 0.3", () => {
    const rows = decisionTable(boin(base), { patients: 12 }).rows.filter(({ patients }) => patients % 3 === 0);
    expect(rows.map(({ decisions }) => decisions.join(" "))).toEqual([
      "E S D DU",
      "E E S D DU DU DU",
      "E E E S D DU DU DU DU DU",
      "E E E S S D D DU DU DU DU DU DU",
    ]);
  });

  it("escalates, stays and de-escalates by one dose, within the doses", () => {
    const design = boin(base);
    expect(next(design, [3, 0, 0, 0, 0], [0, 0, 0, 0, 0], 0)).toMatchObject({ arm: 1 });
    expect(next(design, [3, 0, 0, 0, 0], [1, 0, 0, 0, 0], 0)).toMatchObject({ arm: 0 });
    expect(next(design, [3, 3, 0, 0, 0], [0, 2, 0, 0, 0], 1)).toMatchObject({ arm: 0 });
    expect(next(design, [3, 0, 0, 0, 0], [2, 0, 0, 0, 0], 0)).toMatchObject({ arm: 0 });
    expect(next(design, [3, 3, 3, 3, 3], [0, 0, 0, 0, 0], 4)).toMatchObject({ arm: 4 });
  });

  it("closes a too toxic dose for good, and ends without a recommendation when it is the lowest", () => {
    const design = boin(base);
    expect(next(design, [3, 3, 0, 0, 0], [0, 3, 0, 0, 0], 1)).toMatchObject({ arm: 0 });
    expect(next(design, [6, 3, 0, 0, 0], [0, 3, 0, 0, 0], 0)).toMatchObject({ arm: 0 });
    expect(next(design, [3, 0, 0, 0, 0], [3, 0, 0, 0, 0], 0)).toMatchObject({ stop: null });
  });

  it("stops earlier at the lowest dose with extra safety", () => {
    expect(next(boin(base), [3, 0, 0, 0, 0], [2, 0, 0, 0, 0], 0)).toMatchObject({ arm: 0 });
    expect(next(boin({ ...base, extraSafety: true }), [3, 0, 0, 0, 0], [2, 0, 0, 0, 0], 0)).toMatchObject({ stop: null });
    const withOffset = boin({ ...base, extraSafety: true, extraSafetyOffset: 0.01 });
    expect(next(withOffset, [3, 0, 0, 0, 0], [2, 0, 0, 0, 0], 0)).toMatchObject({ arm: 0 });
  });

  it("follows the table of extra safety also where no dose can be closed: 3 of 3 at a target of 0.5", () => {
    const { eliminate, stopLowest } = boinBoundaries({ target: 0.5, maximumPatients: 3, extraSafety: true });
    expect([eliminate[3] > 3, stopLowest[3]]).toEqual([true, 3]);
    expect(next(boin({ ...base, target: 0.5, extraSafety: true }), [3, 0, 0, 0, 0], [3, 0, 0, 0, 0], 0)).toMatchObject({
      stop: null,
    });
  });

  it("stops when it would stay at a dose with enough patients", () => {
    const design = boin({ ...base, enoughAtDose: 6 });
    expect(next(design, [3, 6, 0, 0, 0], [0, 2, 0, 0, 0], 1)).toMatchObject({ stop: 1 });
    expect(next(design, [3, 6, 0, 0, 0], [0, 0, 0, 0, 0], 1)).toMatchObject({ arm: 2 });
    expect(next(design, [6, 6, 3, 0, 0], [0, 1, 3, 0, 0], 1)).toMatchObject({ stop: 1 });
  });

  it("stays with 1 of 3 toxicities when asked to, also where it would de-escalate", () => {
    const low = { ...base, target: 0.2 };
    expect(next(boin(low), [3, 3, 0, 0, 0], [0, 1, 0, 0, 0], 1)).toMatchObject({ arm: 0 });
    expect(next(boin({ ...low, stayOnOneOfThree: true }), [3, 3, 0, 0, 0], [0, 1, 0, 0, 0], 1)).toMatchObject({ arm: 1 });
  });

  it("recommends no dose above λd when the recommendation is limited", () => {
    const data = [Int32Array.of(6, 0, 0, 0, 0), Int32Array.of(3, 0, 0, 0, 0)] as const;
    expect(boin(base).rules?.select(...data)).toBe(0);
    expect(boin({ ...base, limitRecommendation: true }).rules?.select(...data)).toBe(-1);
  });

  it("never closes a dose with a cutoff of 1, and closes before it escalates with a low one", () => {
    expect(next(boin({ ...base, eliminationCutoff: 1 }), [3, 0, 0, 0, 0], [3, 0, 0, 0, 0], 0)).toMatchObject({ arm: 0 });
    const low = boin({ ...base, eliminationCutoff: 0.3 });
    expect(decisionTable(low, { patients: 6 }).rows[5].decisions.slice(0, 3)).toEqual(["E", "DU", "DU"]);
    expect(next(low, [6, 6, 0, 0, 0], [0, 1, 0, 0, 0], 1)).toMatchObject({ arm: 0 });
  });

  it("begins with single patients when it titrates, and fills up the first cohort with a toxicity", () => {
    const tree = transitionPathways(boin({ ...base, doses: 3, titration: true }), { cohorts: 3 });
    if (tree.kind !== "treat") throw new Error("the trial must begin");
    expect([tree.arm, tree.patients]).toEqual([0, 1]);
    const [noToxicity, toxicity] = tree.outcomes;
    expect(noToxicity).toMatchObject({ arm: 1, patients: 1 });
    expect(toxicity).toMatchObject({ arm: 0, patients: 2 });
    if (noToxicity.kind !== "treat") throw new Error("the trial must go on");
    const [atTop] = noToxicity.outcomes;
    expect(atTop).toMatchObject({ arm: 2, patients: 1 });
    if (atTop.kind !== "treat") throw new Error("the trial must go on");
    expect(atTop.outcomes[0]).toMatchObject({ arm: 2, patients: 2 });
  });

  it("starts at its start level, and cuts the last cohort to its maximum", () => {
    const tree = transitionPathways(boin({ ...base, startLevel: 3, maximumPatients: 4 }), { cohorts: 2 });
    if (tree.kind !== "treat") throw new Error("the trial must begin");
    expect([tree.arm, tree.patients]).toEqual([2, 3]);
    expect(tree.outcomes[0]).toMatchObject({ arm: 3, patients: 1 });
  });

  it("names its doses as the user does", () => {
    expect(boin({ ...base, doses: [10, 20.5, 40] }).arms).toEqual(["10", "20.5", "40"]);
    expect(boin({ ...base, doses: ["low", "high"] }).arms).toEqual(["low", "high"]);
    expect(boin({ ...base, doses: 2 }).arms).toEqual(["dose 1", "dose 2"]);
  });

  it("gives its reasons in words", () => {
    const design = boin(base);
    expect(next(design, [3, 0, 0, 0, 0], [0, 0, 0, 0, 0], 0).reasons).toEqual([
      "0 of 3 patients at dose 1 had a DLT: BOIN escalates with 3 patients at 0 or fewer DLTs.",
      "The next cohort is treated one dose higher, at dose 2.",
    ]);
    expect(next(design, [3, 3, 0, 0, 0], [0, 3, 0, 0, 0], 1).reasons).toEqual([
      "3 of 3 patients at dose 2 had a DLT: BOIN closes the dose with 3 patients at 3 or more DLTs.",
      "dose 2 and all doses above it are closed as too toxic.",
      "The next cohort is treated one dose lower, at dose 1.",
    ]);
    expect(next(boin({ ...base, enoughAtDose: 3 }), [3, 0, 0, 0, 0], [1, 0, 0, 0, 0], 0).reasons.at(-1)).toBe(
      "The trial would stay at dose 1, which has enough patients: it stops.",
    );
  });

  it("is simulated by tables only when the scenario's outcomes are known just when it looks", () => {
    const scenario = (window: number) => doseFindingScenario({ toxicity: [0.1, 0.2, 0.3, 0.4, 0.5], window });
    expect(scenario(1).shortcut?.(boin(base))).toBeDefined();
    expect(scenario(28).shortcut?.(boin(base))).toBeUndefined();
    expect(scenario(28).shortcut?.(boin({ ...base, window: 28 }))).toBeDefined();
  });
});

describe("boin refuses", () => {
  const refused: readonly (readonly [Partial<Record<keyof BoinOptions | "targte", unknown>>, string])[] = [
    [{ target: 0.04 }, "boin: target must be in [0.05, 0.6], got 0.04"],
    [{ target: 1.2 }, "boin: target must be in [0.05, 0.6], got 1.2"],
    [{ target: "0.3" }, 'boin: target must be in [0.05, 0.6], got "0.3"'],
    [{ target: undefined }, "boin: target must be in [0.05, 0.6], got undefined"],
    [{ doses: 0 }, "boin: doses must be the number of doses (an integer from 1 to 100) or a list of them, got 0"],
    [{ doses: [] }, "boin: doses must name 1 to 100 doses, got []"],
    [{ doses: [10, 5] }, "boin: doses[1] must be larger than the dose before it (10), got 5"],
    [{ doses: [10, -5] }, "boin: doses[1] must be a positive amount or a label, got -5"],
    [{ doses: ["a", "b", "a"] }, 'boin: doses[2] must differ from the other doses, got "a"'],
    [{ maximumPatients: 0 }, "boin: maximumPatients must be an integer from 1 to 500, got 0"],
    [{ maximumPatients: 30.5 }, "boin: maximumPatients must be an integer from 1 to 500, got 30.5"],
    [{ maximumPatients: undefined }, "boin: maximumPatients must be an integer from 1 to 500, got undefined"],
    [{ cohortSize: 31 }, "boin: cohortSize must be an integer from 1 to 30, got 31"],
    [{ startLevel: 6 }, "boin: startLevel must be an integer from 1 to 5, got 6"],
    [{ startLevel: 0 }, "boin: startLevel must be an integer from 1 to 5, got 0"],
    [
      { subtherapeutic: 0.28 },
      "boin: subtherapeutic must be positive and below the target by at least a tenth of it (at most 0.27), got 0.28",
    ],
    [
      { subtherapeutic: 0 },
      "boin: subtherapeutic must be positive and below the target by at least a tenth of it (at most 0.27), got 0",
    ],
    [
      { overlyToxic: 0.32 },
      "boin: overlyToxic must be below 1 and above the target by at least a tenth of it (at least 0.33), got 0.32",
    ],
    [
      { overlyToxic: 1 },
      "boin: overlyToxic must be below 1 and above the target by at least a tenth of it (at least 0.33), got 1",
    ],
    [{ eliminationCutoff: 0 }, "boin: eliminationCutoff must be in (0, 1], got 0"],
    [{ eliminationCutoff: 1.01 }, "boin: eliminationCutoff must be in (0, 1], got 1.01"],
    [{ extraSafetyOffset: 0.5 }, "boin: extraSafetyOffset must be in [0, 0.5), got 0.5"],
    [{ extraSafetyOffset: -0.1 }, "boin: extraSafetyOffset must be in [0, 0.5), got -0.1"],
    [{ enoughAtDose: 0 }, "boin: enoughAtDose must be an integer from 1 to 2147483647, got 0"],
    [{ titration: 1 }, "boin: titration must be true or false, got 1"],
    [{ extraSafety: "yes" }, 'boin: extraSafety must be true or false, got "yes"'],
    [{ limitRecommendation: null }, "boin: limitRecommendation must be true or false, got null"],
    [{ stayOnOneOfThree: 3 }, "boin: stayOnOneOfThree must be true or false, got 3"],
    [{ window: 0 }, "boin: window must be a positive, finite time, got 0"],
    [{ targte: 0.3 }, "boin: targte must be one of its options (target, doses, "],
  ];

  it.each(refused)("%j", (change, message) => {
    const make = () => boin({ ...base, ...change } as BoinOptions);
    expect(make).toThrow(InvalidArgument);
    expect(make).toThrow(message);
  });

  it("options that are none", () => {
    expect(() => boin(undefined as never)).toThrow("boin: options must be an object, got undefined");
    expect(() => boinBoundaries(null as never)).toThrow("boin: options must be an object, got null");
  });
});
