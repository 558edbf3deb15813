import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import { bisectRoot, brentRoot, expandBracket, newtonRoot } from "../../../../src/numeric/roots/index.js";

interface Problem {
  readonly name: string;
  readonly f: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly interval: readonly [number, number];
  readonly root: number;
}
/** Roots known in closed form, or to all digits from their definition. */
const problems: readonly Problem[] = [
  { name: "x² − 2", f: (x) => x * x - 2, slope: (x) => 2 * x, interval: [0, 2], root: Math.SQRT2 },
  {
    name: "x³ − 2x − 5 (Wallis)",
    f: (x) => (x * x - 2) * x - 5,
    slope: (x) => 3 * x * x - 2,
    interval: [2, 3],
    root: 2.0945514815423265,
  },
  { name: "1/x − 1e6", f: (x) => 1 / x - 1e6, slope: (x) => -1 / (x * x), interval: [1e-12, 1e3], root: 1e-6 },
  { name: "a flat ninth power", f: (x) => (x - 1) ** 9, slope: (x) => 9 * (x - 1) ** 8, interval: [0, 5], root: 1 },
  {
    name: "x / (1 + |x|) far from its root",
    f: (x) => x / (1 + Math.abs(x)) - 0.5,
    slope: (x) => 1 / (1 + Math.abs(x)) ** 2,
    interval: [-1e8, 1e8],
    root: 1,
  },
  { name: "a decreasing cubic", f: (x) => 8 - x * x * x, slope: (x) => -3 * x * x, interval: [-100, 100], root: 2 },
];

const finders: Record<string, (p: Problem) => ReturnType<typeof brentRoot>> = {
  brentRoot: (p) => brentRoot(p.f, ...p.interval),
  newtonRoot: (p) => newtonRoot(p.f, p.slope, p.interval),
  bisectRoot: (p) => bisectRoot(p.f, ...p.interval),
};

for (const [name, find] of Object.entries(finders)) {
  describe(name, () => {
    for (const problem of problems.filter((p) => !p.name.includes("flat"))) {
      it(`finds the root of ${problem.name} to 8 units of rounding`, () => {
        const { root, value, converged, reason } = find(problem);
        expect(converged).toBe(true);
        expect(reason).toBeUndefined();
        expect(value).toBe(problem.f(root));
        expect(Math.abs(root - problem.root)).toBeLessThanOrEqual(8 * Number.EPSILON * Math.abs(problem.root));
      });
    }

    it("finds a flat root to where the function is indistinguishable from zero", () => {
      const found = find(problems[3]);
      expect(found.converged).toBe(true);
      expect(Math.abs(found.root - 1)).toBeLessThanOrEqual(1e-15);
    });

    it("returns an end that is a root", () => {
      const p = { name: "", f: (x: number) => x * (x - 3), slope: (x: number) => 2 * x - 3, root: 3 };
      expect(find({ ...p, interval: [1, 3] }).root).toBe(3);
      expect(find({ ...p, interval: [0, 2] }).root).toBe(0);
    });

    it("reports a function value that is not a number", () => {
      const hole = {
        name: "",
        f: (x: number) => (Math.abs(x) < 0.9 ? Number.NaN : x),
        slope: () => 1,
        interval: [-1, 2] as const,
        root: 0,
      };
      const found = find(hole);
      expect(found.converged).toBe(false);
      expect(found.reason).toMatch(/^f is not a number at /);
    });

    it("refuses a bracket without a sign change", () => {
      const positive = {
        name: "",
        f: (x: number) => x * x + 1,
        slope: (x: number) => 2 * x,
        interval: [-1, 2] as const,
        root: 0,
      };
      expect(() => find(positive)).toThrow(`${name}: f must change sign between -1 and 2, got ["2","5"]`);
      expect(() => find({ ...positive, interval: [2, -1] })).toThrow(InvalidArgument);
      expect(() => find({ ...positive, interval: [0, Number.POSITIVE_INFINITY] })).toThrow(InvalidArgument);
    });
  });
}

describe("root finders", () => {
  it("stop early at the tolerance asked for", () => {
    for (const find of [brentRoot, bisectRoot]) {
      const { root } = find((x) => x * x - 2, 0, 2, { tolerance: 1e-3 });
      expect(Math.abs(root - Math.SQRT2)).toBeLessThanOrEqual(1e-3);
      expect(root).not.toBe(Math.SQRT2);
    }
  });

  it("report when the iterations run out", () => {
    const reason = "the root was not located to the tolerance in 3 iterations";
    expect(brentRoot((x) => x ** 3 - 5, 0, 100, { maxIterations: 3 })).toMatchObject({ converged: false, reason, iterations: 3 });
    expect(bisectRoot((x) => x ** 3 - 5, 0, 100, { maxIterations: 3 })).toMatchObject({ converged: false, reason });
    expect(
      newtonRoot(
        (x) => x ** 3 - 5,
        (x) => 3 * x * x,
        [0, 100],
        { maxIterations: 3 },
      ),
    ).toMatchObject({ converged: false, reason });
  });

  it("refuse options without sense", () => {
    expect(() => brentRoot((x) => x, -1, 1, { tolerance: -1 })).toThrow(
      "brentRoot: options.tolerance must be non-negative, got -1",
    );
    expect(() => brentRoot((x) => x, -1, 1, { maxIterations: 0 })).toThrow("options.maxIterations must be at least 1");
  });
});

describe("newtonRoot", () => {
  it("needs few evaluations from a good start, and survives a derivative that is useless", () => {
    const cube = (x: number) => x ** 3 - 27;
    expect(newtonRoot(cube, (x) => 3 * x * x, [0, 1000], { start: 3.1 }).iterations).toBeLessThanOrEqual(8);
    for (const useless of [0, Number.NaN, -1e-300, Number.POSITIVE_INFINITY]) {
      expect(newtonRoot(cube, () => useless, [0, 1000])).toMatchObject({ converged: true });
      expect(Math.abs(newtonRoot(cube, () => useless, [0, 1000]).root - 3)).toBeLessThanOrEqual(4e-15);
    }
  });
});

describe("bisectRoot", () => {
  it("ends at adjacent doubles within 64 evaluations for any bracket", () => {
    let calls = 0;
    const step = (x: number): number => {
      calls++;
      return x < 1e-200 ? -1 : 1;
    };
    const { root, converged } = bisectRoot(step, -Number.MAX_VALUE, Number.MAX_VALUE);
    expect(converged).toBe(true);
    expect(root).toBe(1e-200);
    expect(calls).toBeLessThanOrEqual(2 + 64);
  });
});

describe("expandBracket", () => {
  it("walks toward the root until the sign changes", () => {
    const found = expandBracket((x) => x - 1000, 0, 1);
    expect(found.found).toBe(true);
    expect(found.lower).toBeLessThanOrEqual(1000);
    expect(found.upper).toBeGreaterThanOrEqual(1000);
    expect(expandBracket((x) => x + 1e6, 0, 1).found).toBe(true);
  });

  it("stays within its limits and says so", () => {
    const seen: number[] = [];
    const f = (x: number): number => {
      seen.push(x);
      return x + 1;
    };
    const found = expandBracket(f, 1, 2, { minimum: 0, maximum: 50 });
    expect(found).toMatchObject({
      found: false,
      lower: 0,
      upper: 50,
      reason: "f does not change sign between 0 and 50, the limits",
    });
    expect(Math.min(...seen)).toBe(0);
    expect(Math.max(...seen)).toBe(50);
  });

  it("gives up with a reason", () => {
    expect(expandBracket(() => 1, 0, 1, { maxExpansions: 5 })).toMatchObject({
      found: false,
      reason: "no sign change after 5 expansions",
    });
    expect(expandBracket(() => Number.NaN, 0, 1)).toMatchObject({ found: false, reason: "f is not a number at an end" });
    expect(expandBracket(() => 1, 0, 1, { maxExpansions: 10_000 }).found).toBe(false);
    expect(() => expandBracket((x) => x, 1, 1)).toThrow(InvalidArgument);
    expect(() => expandBracket((x) => x, 0, 1, { factor: 0 })).toThrow(InvalidArgument);
    expect(() => expandBracket((x) => x, -1, 1, { minimum: 0 })).toThrow(InvalidArgument);
  });
});
