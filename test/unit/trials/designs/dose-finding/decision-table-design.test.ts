import { describe, expect, it } from "vitest";
import {
  boin,
  type DecisionTableOptions,
  decisionTable,
  decisionTableDesign,
  doseFindingScenario,
  enumeratePaths,
  transitionPathways,
} from "../../../../../src/trials/index.js";

const base: DecisionTableOptions = {
  target: 0.25,
  doses: 3,
  maximumPatients: 12,
  table: {
    3: ["E", "S", "D", "DU"],
    6: ["E", "E", "S", "D", "DU", "DU", "DU"],
    9: ["E", "E", "S", "D", "D", "DU", "DU", "STOP", "STOP"].concat("STOP") as DecisionTableOptions["table"][number],
  },
};

describe("decisionTableDesign", () => {
  it("does what the table says", () => {
    const next = (patients: readonly number[], toxicities: readonly number[], lastArm: number) => {
      const node = transitionPathways(decisionTableDesign(base), { cohorts: 0, from: { patients, toxicities, lastArm } });
      return node.kind === "stop" ? `stop ${node.recommended}` : node.arm;
    };
    expect(next([3, 0, 0], [0, 0, 0], 0)).toBe(1);
    expect(next([3, 3, 0], [0, 1, 0], 1)).toBe(1);
    expect(next([3, 3, 0], [0, 2, 0], 1)).toBe(0);
    expect(next([3, 3, 0], [0, 3, 0], 1)).toBe(0);
    expect(next([3, 0, 0], [3, 0, 0], 0)).toBe("stop null");
    expect(next([3, 9, 0], [0, 7, 0], 1)).toBe("stop 0");
  });

  it("closes the doses that the table says DU of, and never returns to them", () => {
    const node = transitionPathways(decisionTableDesign(base), {
      cohorts: 0,
      from: { patients: [6, 3, 0], toxicities: [0, 3, 0], lastArm: 0 },
    });
    expect(node).toMatchObject({ kind: "treat", arm: 0 });
    expect(node.reasons).toContain("dose 2 and all doses above it are closed as too toxic.");
  });

  it("prints the table that it was given", () => {
    const { design, rows } = decisionTable(decisionTableDesign({ ...base, name: "ours" }));
    expect(design).toBe("ours");
    expect(Object.fromEntries(rows.map(({ patients, decisions }) => [patients, decisions]))).toEqual(base.table);
  });

  it("is BOIN when it is given BOIN's table", () => {
    const original = boin({ target: 0.3, doses: 4, maximumPatients: 15 });
    const rows = decisionTable(original).rows.map(({ patients, decisions }) => [patients, decisions] as const);
    const copy = decisionTableDesign({ target: 0.3, doses: 4, maximumPatients: 15, table: Object.fromEntries(rows) });
    const scenario = doseFindingScenario({ toxicity: [0.1, 0.3, 0.5, 0.6] });
    expect(enumeratePaths(copy).operatingCharacteristics(scenario)).toEqual(
      enumeratePaths(original).operatingCharacteristics(scenario),
    );
  });

  it("stops when it would stay at a dose with enough patients, and starts at its start level", () => {
    const design = decisionTableDesign({ ...base, enoughAtDose: 3, startLevel: 2 });
    const tree = transitionPathways(design, { cohorts: 1 });
    if (tree.kind !== "treat") throw new Error("the trial must begin");
    expect(tree.arm).toBe(1);
    expect(tree.outcomes[1]).toMatchObject({ kind: "stop", recommended: 1 });
  });

  it("takes rows that cannot occur, and needs none for the last cohort", () => {
    expect(() =>
      decisionTableDesign({ ...base, table: { ...base.table, 4: ["E", "S", "S", "D", "D"], 99: ["E"] as never } }),
    ).not.toThrow();
  });
});

describe("decisionTableDesign refuses", () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ target: 1 }, "decisionTableDesign: target must be in (0, 1), got 1"],
    [{ doses: "three" }, 'decisionTableDesign: doses must name 1 to 100 doses, got "three"'],
    [{ maximumPatients: 501 }, "decisionTableDesign: maximumPatients must be an integer from 1 to 500, got 501"],
    [{ cohortSize: 13 }, "decisionTableDesign: cohortSize must be an integer from 1 to 12, got 13"],
    [{ startLevel: 4 }, "decisionTableDesign: startLevel must be an integer from 1 to 3, got 4"],
    [{ enoughAtDose: -3 }, "decisionTableDesign: enoughAtDose must be an integer from 1 to 2147483647, got -3"],
    [{ name: "" }, 'decisionTableDesign: name must be a text, got ""'],
    [{ window: "1" }, 'decisionTableDesign: window must be a positive, finite time, got "1"'],
    [{ table: undefined }, "decisionTableDesign: table must be an object of rows by number of patients, got undefined"],
    [
      { table: { three: [] } },
      'decisionTableDesign: table[three] must have a number of patients (1, 2, …) as its key, got "three"',
    ],
    [
      { table: { 3: base.table[3], 6: base.table[6] } },
      "decisionTableDesign: table[9] must be there: cohorts of 3 lead to 9 patients at a dose, got undefined",
    ],
    [
      { table: { ...base.table, 3: ["E", "S"] } },
      'decisionTableDesign: table[3] must have 4 decisions, for 0 to 3 toxicities, got ["E","S"]',
    ],
    [
      { table: { ...base.table, 3: ["E", "S", "X", "DU"] } },
      'decisionTableDesign: table[3][2] must be E, S, D, DU or STOP, got "X"',
    ],
    [
      { table: { ...base.table, 3: ["E", "D", "S", "DU"] } },
      'decisionTableDesign: table[3][2] must not be less careful than D, the decision for 1 toxicities, got "S"',
    ],
    [{ cohorts: 3 }, "decisionTableDesign: cohorts must be one of its options (target, "],
  ];

  it.each(refused)("%j", (change, message) => {
    expect(() => decisionTableDesign({ ...base, ...change } as DecisionTableOptions)).toThrow(message);
  });
});
