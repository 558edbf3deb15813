/** What leapfrog steps leave behind in the heap. */
import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../src/random/index.js";
import { Chain, fisherDiagonal, nuts } from "../../../../src/sampling/index.js";
import { independentNormals } from "../targets.js";

/** The least growth of the heap in bytes a leapfrog step, over many short runs: of most of them, when the code is compiled. */
function bytesALeapfrog(dimension: number): number {
  const chain = new Chain(independentNormals(Array.from({ length: dimension }, () => 1)), nuts(), fisherDiagonal());
  chain.begin("test", { stream: rngFromSeed(1), warmup: 200 });
  let least = Infinity;
  for (let run = 0; run < 400; run++) {
    const steps = chain.evaluations;
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 60; i++) chain.advance();
    const growth = process.memoryUsage().heapUsed - before;
    if (growth > 0) least = Math.min(least, growth / (chain.evaluations - steps));
  }
  return least;
}

describe("a leapfrog step of the no-U-turn sampler", () => {
  // A density's value is a number that a function returns, for which V8 makes an object of 16 bytes; an array of 50 doubles would take 400.
  it("allocates no arrays, and hardly any boxed numbers", () => {
    expect(bytesALeapfrog(50)).toBeLessThan(100);
  });
});
