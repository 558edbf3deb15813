/** A small study with given figures: what tables and pictures are tested on, whatever the simulator does. */
import type { Estimate, MetricDescription } from "../../../src/trials/operating-characteristics.js";
import { type Cell, Study, type StudyPlan } from "../../../src/trials/study.js";

const REPLICATES = 2000;
const ARMS = ["10 mg", "20 mg", "40 mg"];

interface Given {
  readonly scenario: string;
  readonly design: string;
  /** Trials that select each dose, and none. */
  readonly selected: readonly [number, number, number, number];
  /** Mean and standard deviation of the number of patients at each dose. */
  readonly patients: readonly (readonly [mean: number, sd: number])[];
  readonly duration: readonly [mean: number, sd: number];
  readonly correct: number;
}

const GIVEN: readonly Given[] = [
  {
    scenario: "MTD in the middle",
    design: "interval",
    selected: [310, 1250, 438, 2],
    patients: [
      [5.214, 3.1],
      [10.93, 4.4],
      [4.81, 3.9],
    ],
    duration: [8.4, 1.1],
    correct: 1250,
  },
  {
    scenario: "MTD in the middle",
    design: "3+3 <rule>",
    selected: [702, 780, 301, 217],
    patients: [
      [4.02, 1.3],
      [3.61, 1.9],
      [2.2, 2.1],
    ],
    duration: [3.9, 1.4],
    correct: 780,
  },
  {
    scenario: "all too toxic",
    design: "interval",
    selected: [240, 1, 0, 1759],
    patients: [
      [11.3, 6.2],
      [0.8, 1.4],
      [0.0015, 0.067],
    ],
    duration: [4.1, 2],
    correct: 1759,
  },
  {
    scenario: "all too toxic",
    design: "3+3 <rule>",
    selected: [298, 12, 0, 1690],
    patients: [
      [4.1, 1.4],
      [0.6, 1.5],
      [0, 0],
    ],
    duration: [1.6, 0.7],
    correct: 1690,
  },
];

function proportion(count: number): Estimate {
  const mean = count / REPLICATES;
  const standardDeviation = Math.sqrt(mean * (1 - mean));
  return { mean, standardDeviation, standardError: standardDeviation / Math.sqrt(REPLICATES), count: REPLICATES };
}

function average([mean, standardDeviation]: readonly [number, number]): Estimate {
  return { mean, standardDeviation, standardError: standardDeviation / Math.sqrt(REPLICATES), count: REPLICATES };
}

const METRICS: readonly MetricDescription[] = [
  ...ARMS.map(
    (arm, i): MetricDescription => ({ name: `selected[${i + 1}]`, label: `${arm} selected`, unit: "proportion", arm: i }),
  ),
  { name: "selected[none]", label: "no dose selected", unit: "proportion" },
  ...ARMS.map(
    (arm, i): MetricDescription => ({ name: `patients[${i + 1}]`, label: `patients at ${arm}`, unit: "patients", arm: i }),
  ),
  { name: "duration", label: "duration", unit: "time" },
  { name: "correct", label: "correct selection", unit: "proportion" },
];

function cellOf({ scenario, design, selected, patients, duration, correct }: Given): Cell {
  const estimates = [...selected.map(proportion), ...patients.map(average), average(duration), proportion(correct)];
  return { scenario, design, arms: ARMS, metrics: METRICS, estimates };
}

const PLAN: StudyPlan = {
  version: "1.2.3",
  seed: 7,
  replicates: REPLICATES,
  designs: {
    interval: {
      make: "withSafetyStop",
      options: { cutoff: 0.9 },
      of: { make: "boin", options: { target: 0.3, doses: ARMS, maximumPatients: 21 } },
    },
    "3+3 <rule>": { make: "threePlusThree", options: { doses: ARMS } },
  },
  scenarios: {
    "MTD in the middle": {
      make: "doseFindingScenario",
      options: { toxicity: [0.1, 0.3, 0.525], accrual: { make: "poissonAccrual", options: { rate: 2 } } },
    },
    "all too toxic": { make: "doseFindingScenario", options: { toxicity: [0.5, 0.6, 0.7], trueLevel: null } },
  },
};

/** Two designs under two scenarios. */
export function exampleStudy(plan: StudyPlan | undefined = PLAN): Study {
  const metrics = METRICS.filter(({ name }) => !name.includes("["));
  const pairs = ["MTD in the middle", "all too toxic"].map((scenario, s) => ({
    scenario,
    first: "interval",
    second: "3+3 <rule>",
    metrics,
    differences: [average([s === 0 ? 4.5 : 2.5, 1.2]), average([s === 0 ? 0.235 : 0.0345, 0.6])],
  }));
  return new Study({ seed: 7, version: "1.2.3", hash: "0123abcd" }, REPLICATES, plan, GIVEN.map(cellOf), pairs);
}

/** The same study without a plan: a part of it was the user's own code. */
export function studyWithoutPlan(): Study {
  const { identity, replicates, cells } = exampleStudy();
  return new Study(identity, replicates, undefined, cells, []);
}
