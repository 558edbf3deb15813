import type { BigNumber } from "mathjs";
import { describe, expect, it } from "vitest";
import * as doors from "../../../../src/numeric/elementary.js";
import { exactly, fixedSequence, highPrecision, ulpError } from "./ulp-error.js";

const elementary = { ...doors };

const math = highPrecision(64);
const next = fixedSequence(20260101);
const between = (low: number, high: number) => low + (high - low) * next();
const sign = () => (next() < 0.5 ? -1 : 1);
/** A number of either sign whose size is spread evenly over the powers of two from 2^low to 2^high. */
const magnitude = (low: number, high: number) => 2 ** Math.floor(between(low, high)) * (1 + next());
const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

function worstError(own: (x: number) => number, truth: (x: BigNumber) => BigNumber, points: readonly number[]): number {
  let worst = 0;
  for (const x of points) worst = Math.max(worst, ulpError(math, own(x), truth(exactly(math, x))));
  return worst;
}

const atan2 = math.atan2 as unknown as (y: BigNumber, x: BigNumber) => BigNumber;
const one = math.bignumber(1);
const cases: {
  name: Exclude<keyof typeof elementary, "pow" | "atan2">;
  limit: number;
  truth: (x: BigNumber) => BigNumber;
  points: number[];
}[] = [
  {
    name: "exp",
    limit: 0.6,
    truth: (x) => x.exp(),
    points: [
      ...times(1500, () => between(-708, 709.7)),
      ...times(800, () => between(-1, 1)),
      ...times(300, () => sign() * magnitude(-60, 6)),
    ],
  },
  {
    name: "expm1",
    limit: 0.8,
    truth: (x) => x.exp().sub(one),
    points: [
      ...times(800, () => between(-40, 80)),
      ...times(1500, () => between(-1, 1)),
      ...times(500, () => sign() * magnitude(-30, -1)),
    ],
  },
  {
    name: "log",
    limit: 0.6,
    truth: (x) => x.ln(),
    points: [
      ...times(800, () => between(0.5, 2)),
      ...times(800, () => magnitude(-1074, 1023)),
      ...times(300, () => 1 + sign() * magnitude(-50, -3)),
    ],
  },
  {
    name: "log1p",
    limit: 0.7,
    truth: (x) => x.add(one).ln(),
    points: [
      ...times(800, () => between(-0.999, 3)),
      ...times(500, () => magnitude(-20, 1000)),
      ...times(300, () => sign() * magnitude(-30, -2)),
    ],
  },
  { name: "log2", limit: 0.51, truth: (x) => x.log(2), points: times(400, () => magnitude(-1074, 1023)) },
  { name: "log10", limit: 0.51, truth: (x) => x.log(10), points: times(400, () => magnitude(-1074, 1023)) },
  { name: "cbrt", limit: 0.51, truth: (x) => x.cbrt(), points: times(400, () => sign() * magnitude(-1074, 1023)) },
  {
    name: "sin",
    limit: 0.75,
    truth: (x) => x.sin(),
    points: [...times(500, () => between(-20, 20)), ...times(200, () => Math.round(between(-1e5, 1e5)) * (Math.PI / 2))],
  },
  {
    name: "cos",
    limit: 0.75,
    truth: (x) => x.cos(),
    points: [...times(500, () => between(-20, 20)), ...times(200, () => Math.round(between(-1e5, 1e5)) * (Math.PI / 2))],
  },
  { name: "tan", limit: 0.95, truth: (x) => x.tan(), points: times(400, () => between(-20, 20)) },
  {
    name: "sinh",
    limit: 2,
    truth: (x) => x.sinh(),
    points: [...times(300, () => between(-3, 3)), ...times(200, () => sign() * magnitude(-40, 8))],
  },
  {
    name: "cosh",
    limit: 1.5,
    truth: (x) => x.cosh(),
    points: [...times(300, () => between(-3, 3)), ...times(200, () => sign() * magnitude(-40, 8))],
  },
  {
    name: "tanh",
    limit: 2,
    truth: (x) => x.tanh(),
    points: [...times(300, () => between(-3, 3)), ...times(200, () => sign() * magnitude(-12, 4))],
  },
  {
    name: "atan",
    limit: 0.6,
    truth: (x) => x.atan(),
    points: [...times(300, () => between(-4, 4)), ...times(200, () => sign() * magnitude(-40, 60))],
  },
];

describe("elementary functions against 64 digits", () => {
  for (const { name, limit, truth, points } of cases) {
    it(`${name} is within ${limit} ulp at ${points.length} points`, () => {
      expect(worstError(elementary[name], truth, points)).toBeLessThan(limit);
    });
  }

  it("pow is within 0.8 ulp, for results over the whole range of doubles", () => {
    let worst = 0;
    const check = (x: number, y: number) => {
      const truth = exactly(math, x).ln().mul(exactly(math, y)).exp();
      worst = Math.max(worst, ulpError(math, elementary.pow(x, y), truth));
    };
    for (let i = 0; i < 400; i++) check(between(0.01, 10), between(-20, 20));
    for (let i = 0; i < 300; i++) {
      const x = magnitude(-1000, 1000);
      check(x, between(-707, 709) / Math.log(x));
    }
    for (let i = 0; i < 300; i++) {
      const x = 1 + sign() * magnitude(-50, -2);
      check(x, between(-707, 709) / Math.log1p(x - 1));
    }
    expect(worst).toBeLessThan(0.8);
  });

  it("atan2 is within 1 ulp in all four quadrants", () => {
    let worst = 0;
    for (let i = 0; i < 400; i++) {
      const y = sign() * magnitude(-30, 30);
      const x = i % 2 === 0 ? sign() * magnitude(-30, 30) : y * between(-3, 3);
      const truth = atan2(exactly(math, y), exactly(math, x));
      worst = Math.max(worst, ulpError(math, elementary.atan2(y, x), truth));
    }
    expect(worst).toBeLessThan(1);
  });

  it("sin, cos and tan are right for the largest angles, and next to multiples of π/2", () => {
    const precise = highPrecision(420);
    const points = [
      1048577.25,
      1e15,
      2 ** 53,
      6381956970095103 * 2 ** 797,
      1e300,
      Number.MAX_VALUE,
      -1e200,
      5.319372648326541e255,
    ];
    for (const x of points) {
      const exact = exactly(precise, x);
      expect(ulpError(precise, elementary.sin(x), exact.sin())).toBeLessThan(0.7);
      expect(ulpError(precise, elementary.cos(x), exact.cos())).toBeLessThan(0.7);
      expect(ulpError(precise, elementary.tan(x), exact.tan())).toBeLessThan(0.8);
    }
  });
});
