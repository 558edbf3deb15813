import { describe, expect, it } from "vitest";
import { exp, expit, log, logit, normalQuantile } from "../../../../src/numeric/index.js";
import { rngFromSeed } from "../../../../src/random/index.js";
import { catalogue } from "../../../../src/trials/catalogue.js";
import {
  binaryScenario,
  type CovariateOptions,
  continuousScenario,
  countScenario,
  makeAgain,
  poissonAccrual,
  type Scenario,
  survivalScenario,
} from "../../../../src/trials/index.js";
import { DROPOUT } from "../../../../src/trials/streams.js";

const patients = Array.from({ length: 200 }, (_, i) => () => rngFromSeed("patients").child(i));
const nobody = {};
const sexAndAge: CovariateOptions = {
  sex: { levels: ["female", "male"], probabilities: [0.25, 0.75], effects: [0, 1] },
  age: { levels: [40, 70], effects: [-0.5, [0.5, 0]] },
};

describe("binaryScenario", () => {
  it("gives a patient the event where their own number is below the probability: on an arm, and on every arm above it", () => {
    const scenario = binaryScenario({ probabilities: [0.2, 0.5, 0, 1] });
    for (const patient of patients) {
      const u = patient().uniform();
      const events = [0, 1, 2, 3].map((arm) => scenario.outcome(arm, nobody, patient()));
      expect(events).toEqual([u < 0.2, u < 0.5, false, true]);
    }
  });

  it("shifts log odds by the covariates' effects, which an arm may have of its own", () => {
    const scenario = binaryScenario({ probabilities: [0.3, 0.6], covariates: sexAndAge });
    for (const patient of patients) {
      const u = patient().uniform();
      const old = { sex: "male", age: 70 };
      expect(scenario.outcome(0, old, patient())).toBe(u < expit(logit(0.3) + 1 + 0.5));
      expect(scenario.outcome(1, old, patient())).toBe(u < expit(logit(0.6) + 1));
    }
    const average = (p: number, older: number) =>
      [0.25, 0.75].reduce(
        (sum, share, sex) => sum + (share * (expit(logit(p) + sex - 0.5) + expit(logit(p) + sex + older))) / 2,
        0,
      );
    expect(scenario.averages[0]).toBeCloseTo(average(0.3, 0.5), 14);
    expect(scenario.averages[1]).toBeCloseTo(average(0.6, 0), 14);
  });

  it("draws covariates with their probabilities, one number a factor", () => {
    const scenario = binaryScenario({ probabilities: [0.3, 0.6], covariates: sexAndAge });
    for (const patient of patients) {
      const [first, second] = [patient(), patient()].map((stream, i) => {
        for (let skipped = 0; skipped < i; skipped++) stream.uniform();
        return stream.uniform();
      });
      const drawn = scenario.covariates?.(patient());
      expect(drawn).toEqual({ sex: first < 0.25 ? "female" : "male", age: second < 0.5 ? 40 : 70 });
    }
  });

  it("loses patients at the arm's rate", () => {
    const scenario = binaryScenario({ probabilities: [0.3, 0.6], dropoutRate: [0, 2] });
    const stream = () => patients[0]().child(DROPOUT);
    expect(scenario.dropout?.(0, nobody, stream())).toBe(Number.POSITIVE_INFINITY);
    expect(scenario.dropout?.(1, nobody, stream())).toBe(-log(stream().uniform()) / 2);
    expect(binaryScenario({ probabilities: [0.3], dropoutRate: 0 }).dropout).toBeUndefined();
  });

  it("refuses what is no truth", () => {
    const bad = (options: object) => () => binaryScenario({ probabilities: [0.2, 0.5], ...options });
    expect(bad({ probabilities: [0.2, 1.2] })).toThrow(
      "binaryScenario: probabilities[1] must be a probability from 0 to 1, got 1.2",
    );
    expect(bad({ probabilities: [] })).toThrow("probabilities must be a list with one entry for each arm");
    expect(bad({ dropoutRate: [1] })).toThrow("dropoutRate must have one number for each of 2 arms");
    expect(bad({ dropoutRate: -1 })).toThrow("dropoutRate must be a finite rate, 0 or more, got -1");
    expect(bad({ covariates: { sex: { levels: ["a", "a"] } } })).toThrow("covariates.sex.levels[1] must differ");
    expect(bad({ covariates: { sex: { levels: ["a", "b"], probabilities: [0.5, 0.4] } } })).toThrow(
      "covariates.sex.probabilities must sum to 1, got 0.9",
    );
    expect(bad({ covariates: { sex: { levels: ["a", "b"], effects: [0, [1, 2, 3]] } } })).toThrow(
      "covariates.sex.effects[1] must be a number, or one for each of 2 arms",
    );
    expect(bad({ probabilites: [0.1] })).toThrow("probabilites must be one of its options");
    const scenario = binaryScenario({ probabilities: [0.2, 0.5], covariates: sexAndAge });
    expect(() => scenario.outcome(0, { sex: "male", age: 50 }, patients[0]())).toThrow("covariates.age must be one of 40, 70");
  });
});

describe("continuousScenario", () => {
  it("gives a patient the same standardized deviation on every arm", () => {
    const scenario = continuousScenario({ means: [1, -3], standardDeviations: [2, 0.5], covariates: sexAndAge });
    for (const patient of patients) {
      const z = normalQuantile(patient().uniform());
      expect(scenario.outcome(0, { sex: "male", age: 40 }, patient())).toBeCloseTo(1 + 1 - 0.5 + 2 * z, 12);
      expect(scenario.outcome(1, { sex: "female", age: 70 }, patient())).toBeCloseTo(-3 + 0.5 * z, 12);
    }
    expect(scenario.averages[1]).toBeCloseTo(-3 + 0.75 - 0.25, 14);
  });

  it("refuses standard deviations that are not positive", () => {
    expect(() => continuousScenario({ means: [1, 2], standardDeviations: [1, 0] })).toThrow(
      "continuousScenario: standardDeviations[1] must be a positive, finite number, got 0",
    );
    expect(() => continuousScenario({ means: [1, 2] } as never)).toThrow("standardDeviations must be a positive, finite number");
  });
});

describe("countScenario", () => {
  it("lets the same events happen in half the time at twice the rate", () => {
    const scenario = countScenario({ rates: [1.5, 3], overdispersion: 0.7 });
    for (const patient of patients.slice(0, 20)) {
      const slow = scenario.outcome(0, nobody, patient());
      const fast = scenario.outcome(1, nobody, patient());
      for (let i = 0; i < 10; i++) expect(fast.at(i)).toBeCloseTo((slow.at(i) as number) / 2, 10);
    }
  });

  it("keeps a patient's events in order, whichever is asked for first", () => {
    const scenario = countScenario({ rates: [2] });
    const times = scenario.outcome(0, nobody, patients[0]());
    const late = times.at(30);
    const again = scenario.outcome(0, nobody, patients[0]());
    const all = Array.from({ length: 31 }, (_, i) => again.at(i) as number);
    expect(all[30]).toBe(late);
    expect(all.every((time, i) => i === 0 || time > all[i - 1])).toBe(true);
  });

  it("multiplies rates by exp of the effects", () => {
    const scenario = countScenario({ rates: [2, 4], covariates: { sex: { levels: [0, 1], effects: [0, 0.5] } } });
    expect(scenario.averages[0]).toBeCloseTo(1 + exp(0.5), 14);
    const first = scenario.outcome(0, { sex: 0 }, patients[3]()).at(0) as number;
    expect(scenario.outcome(0, { sex: 1 }, patients[3]()).at(0)).toBeCloseTo(first / exp(0.5), 12);
  });

  it("refuses rates that are not positive", () => {
    expect(() => countScenario({ rates: [0] })).toThrow(
      "countScenario: rates[0] must be a positive rate, at most 1000000, got 0",
    );
    const sex = { levels: ["f", "m"], effects: [0, 50] };
    expect(() => countScenario({ rates: [1], covariates: { sex } })).toThrow("covariates must leave all rates at most 1000000");
    expect(() => countScenario({ rates: [1], overdispersion: -1 })).toThrow("overdispersion must be a finite number, 0 or more");
  });
});

describe("survivalScenario", () => {
  const pieces = [
    { from: 0, rate: 0.5 },
    { from: 2, rate: 0 },
    { from: 3, rate: 2 },
  ];

  it("puts a patient's event where the cumulative hazard reaches −ln u", () => {
    const scenario = survivalScenario({ hazards: [pieces, 0.25, [...pieces.slice(0, 2)]] });
    for (const patient of patients) {
      const needed = -log(patient().uniform());
      const [first, second, cured] = [0, 1, 2].map((arm) => scenario.outcome(arm, nobody, patient()));
      expect(first).toBeCloseTo(needed < 1 ? needed / 0.5 : 3 + (needed - 1) / 2, 12);
      expect(second).toBeCloseTo(needed / 0.25, 12);
      expect(cured).toBe(needed < 1 ? first : Number.POSITIVE_INFINITY);
    }
  });

  it("takes medians instead of hazards", () => {
    const scenario = survivalScenario({ medians: [6, 12] });
    expect(scenario.hazards[1].rates[0]).toBeCloseTo(log(2) / 12, 15);
    expect(scenario.averages[0]).toBeCloseTo(6, 12);
    expect(survivalScenario({ hazards: [pieces.slice(0, 2)] }).averages[0]).toBeCloseTo(log(2) / 0.5, 12);
    expect(survivalScenario({ hazards: [0.1, 0] }).averages[1]).toBe(Number.POSITIVE_INFINITY);
  });

  it("multiplies hazards by exp of the effects; the population's median is where half of its mixture is left", () => {
    const scenario = survivalScenario({
      hazards: [0.1],
      covariates: { sex: { levels: ["f", "m"], probabilities: [0.3, 0.7], effects: [0, 1] } },
    });
    const needed = -log(patients[0]().uniform());
    expect(scenario.outcome(0, { sex: "m" }, patients[0]())).toBeCloseTo(needed / (0.1 * exp(1)), 12);
    const [median] = scenario.averages;
    expect(0.3 * exp(-0.1 * median) + 0.7 * exp(-0.1 * exp(1) * median)).toBeCloseTo(0.5, 12);
  });

  it("refuses hazards and medians together, and what is neither", () => {
    expect(() => survivalScenario({ hazards: [1], medians: [1] })).toThrow("survivalScenario: hazards must be given, or medians");
    expect(() => survivalScenario({})).toThrow("survivalScenario: hazards must be given, or medians");
    expect(() => survivalScenario({ hazards: [-1] })).toThrow("survivalScenario: hazards[0] must be a finite hazard, 0 or more");
    expect(() => survivalScenario({ hazards: [[{ from: 1, rate: 1 }]] })).toThrow("hazards[0][0].from must be 0, got 1");
    expect(() => survivalScenario({ medians: [0] })).toThrow("medians[0] must be a positive, finite time, got 0");
  });
});

describe("scenarios of comparative trials", () => {
  const shared = { covariates: sexAndAge, dropoutRate: 0.2, whileClosed: "wait", accrual: poissonAccrual({ rate: 3 }) } as const;
  const all = [
    binaryScenario({ probabilities: [0.2, 0.4], ...shared }),
    continuousScenario({ means: [0, 1], standardDeviations: 1, ...shared }),
    countScenario({ rates: [1, 2], ...shared }),
    survivalScenario({ medians: [1, 2], ...shared }),
  ].map((scenario) => scenario as unknown as Scenario<unknown>);

  it.each(all.map((scenario) => [scenario.recipe?.make, scenario] as const))(
    "%s is made again from its recipe",
    (_, scenario) => {
      const again = makeAgain(JSON.parse(JSON.stringify(scenario.recipe)), catalogue) as typeof scenario;
      expect(again.whileClosed).toBe("wait");
      expect(again.nextArrival(1, patients[0]())).toBe(scenario.nextArrival(1, patients[0]()));
      expect(again.covariates?.(patients[1]())).toEqual(scenario.covariates?.(patients[1]()));
      expect(again.dropout?.(1, nobody, patients[2]())).toBe(scenario.dropout?.(1, nobody, patients[2]()));
    },
  );

  it("have no recipe when their accrual is the user's own and has none", () => {
    expect(binaryScenario({ probabilities: [0.5], accrual: { next: (time) => time + 1 } }).recipe).toBeUndefined();
  });
});
