import { describe, it } from "vitest";
import { type Rng, rngFromSeed } from "../../../src/random/index.js";
import { expectCounts } from "./chi-square.js";

/** Every test: a fixed seed, and a false-alarm rate of 1e-5 had the seed been drawn. */
const DRAWS = 1_000_000;

/** Ways to make a long row of numbers out of streams; each must look like one random row. */
const rows: Record<string, (rng: Rng) => () => number> = {
  "one stream": (rng) => () => rng.uniform(),
  "the first numbers of children 0, 1, 2, …": (rng) => {
    let label = 0;
    return () => rng.child(label++).uniform();
  },
  "the second numbers of children 0, 1, 2, …": (rng) => {
    let label = 0;
    return () => {
      const child = rng.child(label++);
      child.uniform();
      return child.uniform();
    };
  },
  "three numbers of each of children 0, 1, 2, …": (rng) => {
    let label = 0;
    let child = rng;
    return () => {
      if (label % 3 === 0) child = rng.child(label / 3);
      label++;
      return child.uniform();
    };
  },
  "the first numbers of children whose labels are far apart": (rng) => {
    let label = 0;
    return () => rng.child(label++ * 2 ** 32).uniform();
  },
  "the first numbers of grandchildren, patients within replicates": (rng) => {
    let label = 0;
    let replicate = rng;
    return () => {
      if (label % 30 === 0) replicate = rng.child(label / 30);
      return replicate.child(label++ % 30).uniform();
    };
  },
  "the first numbers of children with texts": (rng) => {
    let label = 0;
    return () => rng.child(`patient ${label++}`).uniform();
  },
  "the first numbers of the seeds 0, 1, 2, …": () => {
    let seed = 0;
    return () => rngFromSeed(seed++).uniform();
  },
};

for (const [name, open] of Object.entries(rows)) {
  describe(`the row of ${name}`, () => {
    const row = () => open(rngFromSeed(`row of ${name}`));

    it("is uniform in its first ten bits and in the ten before its last three", () => {
      const next = row();
      const high = new Int32Array(1024);
      const low = new Int32Array(1024);
      for (let i = 0; i < DRAWS; i++) {
        const u = next();
        high[Math.floor(u * 1024)]++;
        low[Math.floor(u * 2 ** 50) % 1024]++;
      }
      expectCounts(high, () => 1 / 1024);
      expectCounts(low, () => 1 / 1024);
    });

    for (const lag of [1, 2, 3]) {
      it(`has no dependence at lag ${lag}`, () => {
        const next = row();
        const cells = new Int32Array(32 * 32);
        const window = Array.from({ length: lag }, next);
        for (let i = 0; i < DRAWS; i++) {
          const u = next();
          // Overlapping pairs would not be independent: each number is used once.
          const earlier = window[i % lag];
          window[i % lag] = u;
          if (Math.floor(i / lag) % 2 === 0) cells[Math.floor(earlier * 32) * 32 + Math.floor(u * 32)]++;
        }
        expectCounts(cells, () => 1 / 1024);
      });
    }

    it("has runs above one half as long as chance makes them", () => {
      const next = row();
      // Lengths 0, 1, …, and 12 or more.
      const lengths = new Int32Array(13);
      let length = 0;
      for (let i = 0; i < DRAWS; i++) {
        if (next() > 0.5) length++;
        else {
          lengths[Math.min(length, 12)]++;
          length = 0;
        }
      }
      expectCounts(lengths, (cell) => (cell < 12 ? 2 ** -(cell + 1) : 2 ** -12));
    });

    it("has birthday spacings that repeat as often as chance makes them", () => {
      const next = row();
      const counts = new Int32Array(7);
      // 1,024 birthdays in a year of 2^28 days: the number of repeated spacings is Poisson with mean 1024³ / 2^30 = 1.
      for (let year = 0; year < 900; year++) {
        const days = Float64Array.from({ length: 1024 }, () => Math.floor(next() * 2 ** 28)).sort();
        const spacings = days.map((day, i) => (i === 0 ? day : day - days[i - 1])).sort();
        let repeats = 0;
        for (let i = 1; i < spacings.length; i++) if (spacings[i] === spacings[i - 1]) repeats++;
        counts[Math.min(repeats, 6)]++;
      }
      const poisson = [1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120].map((x) => x * Math.exp(-1));
      expectCounts(counts, [...poisson, 1 - poisson.reduce((a, b) => a + b)]);
    });
  });
}

describe("two streams", () => {
  /** Pairs the numbers of two streams; the pairs must fill the square evenly. */
  const expectIndependent = (a: () => number, b: () => number) => {
    const cells = new Int32Array(32 * 32);
    for (let i = 0; i < DRAWS; i++) cells[Math.floor(a() * 32) * 32 + Math.floor(b() * 32)]++;
    expectCounts(cells, () => 1 / 1024);
  };
  const root = rngFromSeed("pairs");
  const streams: [string, Rng, Rng][] = [
    ["siblings 0 and 1", root.child(0), root.child(1)],
    ["siblings whose labels differ in the highest bit", root.child(5), root.child(5 + 2 ** 52)],
    ["a parent and its child 0", root, root.child(0)],
    ["seeds 1 and 2", rngFromSeed(1), rngFromSeed(2)],
    ["a seed and its text", rngFromSeed(1), rngFromSeed("1")],
    ["the same label below two parents", root.child("a").child(3), root.child("b").child(3)],
  ];
  for (const [name, a, b] of streams) {
    it(`are independent: ${name}`, () => {
      expectIndependent(
        () => a.uniform(),
        () => b.uniform(),
      );
    });
  }

  it("are independent: the first and second numbers of one, over many", () => {
    let first = 0;
    let second = 0;
    const later = (label: number) => {
      const child = root.child(label);
      child.uniform();
      return child.uniform();
    };
    expectIndependent(
      () => root.child(first++).uniform(),
      () => later(second++),
    );
  });
});
