import { describe, expect, it } from "vitest";
import { log } from "../../../../src/numeric/index.js";
import { rngFromSeed } from "../../../../src/random/index.js";
import type { Rng } from "../../../../src/random/rng.js";
import {
  type Accrual,
  immediateAccrual,
  piecewiseAccrual,
  poissonAccrual,
  regularAccrual,
} from "../../../../src/trials/index.js";

/** A stream that gives the listed numbers. */
function scripted(...numbers: number[]): Rng {
  return { uniform: () => numbers.shift() as number } as unknown as Rng;
}

function arrivals(accrual: Accrual, count: number, rng: Rng = rngFromSeed(1)): readonly number[] {
  const times: number[] = [];
  for (let previous = 0; times.length < count; times.push(previous)) previous = accrual.next(previous, rng);
  return times;
}

describe("accrual", () => {
  it("is at once when immediate", () => {
    expect(arrivals(immediateAccrual(), 3)).toEqual([0, 0, 0]);
    expect(immediateAccrual().next(7, rngFromSeed(1))).toBe(7);
  });

  it("is at equal intervals when regular", () => {
    expect(arrivals(regularAccrual({ rate: 4 }), 3)).toEqual([0.25, 0.5, 0.75]);
  });

  it("has exponential gaps −log(u)/rate when Poisson", () => {
    expect(poissonAccrual({ rate: 2 }).next(10, scripted(0.3))).toBe(10 - log(0.3) / 2);
  });

  it("uses up −log(u) over pieces of constant rate", () => {
    const accrual = piecewiseAccrual({
      pieces: [
        { from: 0, rate: 1 },
        { from: 2, rate: 0 },
        { from: 5, rate: 4 },
      ],
    });
    const u = (needed: number) => scripted(Math.exp(-needed));
    expect(accrual.next(0, u(1.5))).toBeCloseTo(1.5, 12);
    // 1 is used up to time 2 from time 1 on; nothing happens until 5; the rest comes at rate 4.
    expect(accrual.next(1, u(3))).toBeCloseTo(5.5, 12);
    expect(accrual.next(3, u(2))).toBeCloseTo(5.5, 12);
    expect(accrual.next(9, u(2))).toBeCloseTo(9.5, 12);
  });

  it("ends when the last rate is 0", () => {
    const accrual = piecewiseAccrual({
      pieces: [
        { from: 0, rate: 3 },
        { from: 1, rate: 0 },
      ],
    });
    expect(accrual.next(0.5, scripted(0.01))).toBe(Number.POSITIVE_INFINITY);
    expect(accrual.next(Number.POSITIVE_INFINITY, scripted(0.01))).toBe(Number.POSITIVE_INFINITY);
  });

  it("is Poisson when a piecewise rate is constant", () => {
    const pieces = [
      { from: 0, rate: 2 },
      { from: 1, rate: 2 },
      { from: 3, rate: 2 },
    ];
    const times = arrivals(piecewiseAccrual({ pieces }), 20);
    arrivals(poissonAccrual({ rate: 2 }), 20).forEach((time, i) => {
      expect(times[i]).toBeCloseTo(time, 12);
    });
  });

  it("has a recipe that says all", () => {
    const pieces = [
      { from: 0, rate: 1 },
      { from: 2, rate: 3 },
    ];
    expect(piecewiseAccrual({ pieces }).recipe).toEqual({ make: "piecewiseAccrual", options: { pieces } });
    expect(regularAccrual({ rate: 3 }).recipe).toEqual({ make: "regularAccrual", options: { rate: 3 } });
    expect(poissonAccrual({ rate: 3 }).recipe).toEqual({ make: "poissonAccrual", options: { rate: 3 } });
    expect(immediateAccrual().recipe).toEqual({ make: "immediateAccrual", options: {} });
  });
});

describe("accrual refuses", () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, "2"])("the rate %j", (rate) => {
    const requirement = "rate must be a finite number of patients per time unit, above 0";
    expect(() => regularAccrual({ rate: rate as number })).toThrow(`regularAccrual: ${requirement}`);
    expect(() => poissonAccrual({ rate: rate as number })).toThrow(`poissonAccrual: ${requirement}`);
  });

  const pieces: readonly (readonly [unknown, string])[] = [
    [[], "piecewiseAccrual: pieces must have at least one piece, got []"],
    [undefined, "piecewiseAccrual: pieces must have at least one piece, got undefined"],
    [[{ from: 1, rate: 1 }], "piecewiseAccrual: pieces[0].from must be 0, got 1"],
    [
      [{ from: 0, rate: -1 }],
      "piecewiseAccrual: pieces[0].rate must be a finite number of patients per time unit, 0 or more, got -1",
    ],
    [
      [
        { from: 0, rate: 1 },
        { from: 0, rate: 2 },
      ],
      "piecewiseAccrual: pieces[1].from must be later than 0, where the piece before it begins, got 0",
    ],
    [
      [
        { from: 0, rate: 1 },
        { from: Number.NaN, rate: 2 },
      ],
      "piecewiseAccrual: pieces[1].from must be later than 0, where the piece before it begins, got NaN",
    ],
    [[{ from: 0, rate: 1 }, null], "piecewiseAccrual: pieces[1] must be an object { from, rate }, got null"],
  ];
  it.each(pieces)("the pieces %j", (given, message) => {
    expect(() => piecewiseAccrual({ pieces: given as never })).toThrow(message);
  });

  it("options that it does not know", () => {
    expect(() => poissonAccrual({ rate: 1, mean: 2 } as never)).toThrow(
      "poissonAccrual: mean must be one of its options (rate), got 2",
    );
    expect(() => regularAccrual(undefined as never)).toThrow("regularAccrual: options must be an object, got undefined");
  });
});
