import { describe, expect, it } from "vitest";
import {
  boundaryTable,
  type DoseFindingDesign,
  decisionTable,
  type IntervalDesignOptions,
  i3PlusThree,
  keyboard,
  mtpi,
  mtpi2,
  transitionPathways,
} from "../../../../../src/trials/index.js";

const base: IntervalDesignOptions = { target: 0.2, doses: 3, maximumPatients: 12 };

function next(design: DoseFindingDesign, patients: readonly number[], toxicities: readonly number[], lastArm: number) {
  const node = transitionPathways(design, { cohorts: 0, from: { patients, toxicities, lastArm } });
  return node.kind === "stop" ? { stop: node.recommended } : node.arm;
}

describe("mTPI and mTPI-2", () => {
  it.each([mtpi, mtpi2])("block the next dose from two patients on, and stop at the lowest dose from one on (%o)", (make) => {
    const single = make({ ...base, cohortSize: 1 });
    // 1 of 1 at dose 2 is too toxic to stay, but it may be tried again.
    expect(next(single, [3, 1, 0], [0, 1, 0], 1)).toBe(0);
    expect(next(single, [4, 1, 0], [0, 1, 0], 0)).toBe(1);
    expect(next(single, [4, 2, 0], [0, 2, 0], 0)).toBe(0);
    expect(next(single, [1, 0, 0], [1, 0, 0], 0)).toEqual({ stop: null });
  });

  it("block also at a probability that is the cutoff itself", () => {
    // Pr(p > 1/2 | 3 of 3) = 1 − 2^−4.
    const at = { target: 0.5, doses: 3, maximumPatients: 12, eliminationCutoff: 1 - 2 ** -4 };
    expect(decisionTable(mtpi(at)).rows[2].decisions[3]).toBe("DU");
    expect(decisionTable(keyboard(at)).rows[2].decisions[3]).toBe("D");
  });

  it("act on an interval that is not symmetric", () => {
    const table = (interval: readonly [number, number]) => decisionTable(mtpi({ ...base, interval })).rows[5].decisions;
    expect(table([0.15, 0.25])[1]).toBe("S");
    expect(table([0.15, 0.2])[1]).not.toBe("E");
    expect(table([0.05, 0.5])[2]).toBe("S");
  });
});

describe("Keyboard", () => {
  it("closes a dose from three patients on, unless told otherwise", () => {
    const single = { ...base, cohortSize: 1 };
    expect(next(keyboard(single), [4, 2, 0], [0, 2, 0], 0)).toBe(1);
    expect(next(keyboard({ ...single, eliminateFrom: 1 }), [4, 2, 0], [0, 2, 0], 0)).toBe(0);
    expect(next(keyboard(single), [1, 0, 0], [1, 0, 0], 0)).toBe(0);
  });

  it("stops earlier at the lowest dose with extra safety", () => {
    const options = { target: 0.3, doses: 3, maximumPatients: 12 };
    expect(next(keyboard(options), [3, 0, 0], [2, 0, 0], 0)).toBe(0);
    expect(next(keyboard({ ...options, extraSafety: true }), [3, 0, 0], [2, 0, 0], 0)).toEqual({ stop: null });
  });
});

describe("i3+3", () => {
  it("stays above the interval when one toxicity fewer would be below it", () => {
    const [, , three, , , six] = decisionTable(i3PlusThree({ ...base, target: 0.25 })).rows;
    expect(three.decisions).toEqual(["E", "S", "D", "DU"]);
    expect(six.decisions.slice(0, 3)).toEqual(["E", "E", "S"]);
  });

  it("takes a rate that is an end of the interval as within, whatever the rounding", () => {
    // 0.2 − 0.05 is 0.15000000000000002.
    const rows = decisionTable(i3PlusThree({ target: 0.2, doses: 3, maximumPatients: 20 })).rows;
    expect(rows[19].decisions[3]).toBe("S");
    expect(rows[19].decisions[5]).toBe("S");
  });
});

describe("interval designs", () => {
  it("print their boundaries", () => {
    const { rows } = boundaryTable(decisionTable(keyboard({ ...base, target: 0.3 }), { patients: 3 }));
    expect(rows[2]).toEqual({ patients: 3, escalate: 0, deEscalate: 2, close: 3 });
  });

  it.each([mtpi, mtpi2, keyboard, i3PlusThree])("say in a protocol what they do (%o)", (make) => {
    const sentences = make({ ...base, enoughAtDose: 9, window: 28 }).protocol?.() ?? [];
    const text = sentences.join(" ");
    expect(sentences.every((sentence) => /^[A-Zi].*\.$/.test(sentence))).toBe(true);
    for (const part of [
      "target DLT probability of 0.2",
      "28 time units",
      "cohorts of 3",
      "[0.15, 0.25]",
      "0.95",
      "9 or more",
      "12 patients",
    ])
      expect(text).toContain(part);
  });

  const refused: readonly (readonly [object, string])[] = [
    [{ target: 1 }, "mtpi: target must be in (0, 1), got 1"],
    [{ target: 0.04 }, "mtpi: interval must be given for a target within 0.05 of 0 or 1, got undefined"],
    [{ interval: [0.25, 0.3] }, "mtpi: interval must be within (0, 1) and hold the target, 0.2, got [0.25,0.3]"],
    [{ interval: [0.2, 0.2] }, "mtpi: interval must be at least 0.001 wide, got [0.2,0.2]"],
    [{ interval: 0.05 }, "mtpi: interval must be a pair of probabilities, [lower, upper], got 0.05"],
    [{ eliminateFrom: 0 }, "mtpi: eliminateFrom must be an integer from 1 to 500, got 0"],
    [{ eliminationCutoff: 0 }, "mtpi: eliminationCutoff must be in (0, 1], got 0"],
    [{ extraSafety: true }, "mtpi: extraSafety must be one of its options (target, "],
  ];

  it.each(refused)("refuse %j", (change, message) => {
    expect(() => mtpi({ ...base, ...change } as IntervalDesignOptions)).toThrow(message);
  });

  it("refuse options that are none", () => {
    expect(() => keyboard(undefined as never)).toThrow("keyboard: options must be an object, got undefined");
  });
});
