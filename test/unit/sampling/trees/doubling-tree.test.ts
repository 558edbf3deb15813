/** The tree over a toy trajectory: positions are integers, momenta and log densities are read from tables, so every branch can be prescribed. */
import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../../src/density/log-density.js";
import { type Rng, rngFromSeed } from "../../../../src/random/index.js";
import type { Metric } from "../../../../src/sampling/index.js";
import { DoublingTree } from "../../../../src/sampling/trees/doubling-tree.js";
import { Leapfrog } from "../../../../src/sampling/trees/leapfrog.js";
import { PhasePool } from "../../../../src/sampling/trees/phase-pool.js";

interface Toy {
  momentum(at: number): readonly [number, number];
  /** The total energy, so that the log density can be found. */
  energy(at: number): number;
}

function grow(toy: Toy, maxDepth: number, rng: Rng) {
  const visited: number[] = [];
  const target: LogDensity = {
    dimension: 2,
    evaluateInto(_gradient, [at]) {
      visited.push(at);
      const [a, b] = toy.momentum(at);
      return 0.5 * (a * a + b * b) - toy.energy(at);
    },
  };
  const metric: Metric = {
    data: { kind: "diagonal", scale: new Float64Array(2) },
    scalesInto() {},
    forceInto() {},
    advanceInto(position, momentum, from, _fromMomentum, _force, { size }) {
      position[0] = from[0] + size;
      momentum.set(toy.momentum(position[0]));
    },
    finishInto(momentum, _force, _gradient, step) {
      step.square = momentum[0] * momentum[0] + momentum[1] * momentum[1];
    },
  };
  const pool = new PhasePool(2);
  const divergedFrom = new Float64Array(2);
  const leapfrog = new Leapfrog(target, pool, divergedFrom);
  const tree = new DoublingTree(leapfrog, 2);
  pool.reset();
  const start = pool.place();
  start.position.fill(0);
  start.offset = 0;
  start.logDensity = target.evaluateInto(start.gradient, start.position);
  const motion = pool.motion();
  motion.momentum.set(toy.momentum(0));
  motion.measure();
  leapfrog.begin(metric, 1, 1000, start, motion);
  visited.length = 0;
  tree.grow(maxDepth, rng);
  const { depth, divergent, draw } = tree;
  return { visited, depth, divergent, draw: draw.position[0], offset: draw.offset, divergedFrom: divergedFrom[0] };
}

const straight: Toy = { momentum: () => [1, 0], energy: () => 0 };

/** The sampler as it is written in the literature, by recursion, with lists for states. */
function growByRecursion(toy: Toy, maxDepth: number, rng: Rng) {
  interface Tree {
    readonly states: readonly number[];
    readonly weight: number;
    readonly draw: number;
  }
  const visited: number[] = [];
  let divergent = false;
  const sum = (states: readonly number[]) =>
    states.reduce<[number, number]>(([a, b], at) => [a + toy.momentum(at)[0], b + toy.momentum(at)[1]], [0, 0]);
  const dot = (at: number, [a, b]: readonly [number, number]) => toy.momentum(at)[0] * a + toy.momentum(at)[1] * b;
  const straightFrom = (one: number, other: number, states: readonly number[]) =>
    dot(one, sum(states)) > 0 && dot(other, sum(states)) > 0;
  const joined = (one: readonly number[], two: readonly number[]) => {
    const [outer, inner, next, last] = [one[0], one[one.length - 1], two[0], two[two.length - 1]];
    const whole = straightFrom(outer, last, [...one, ...two]);
    return whole && straightFrom(outer, next, [...one, next]) && straightFrom(inner, last, [inner, ...two]);
  };
  const build = (from: number, direction: number, depth: number): Tree | undefined => {
    if (depth === 0) {
      const at = from + direction;
      visited.push(at);
      const gain = toy.energy(0) - toy.energy(at);
      divergent = !(gain > -1000);
      return divergent ? undefined : { states: [at], weight: Math.exp(gain), draw: at };
    }
    const one = build(from, direction, depth - 1);
    const two = one && build(one.states[one.states.length - 1], direction, depth - 1);
    if (!one || !two || !joined(one.states, two.states)) return undefined;
    const weight = one.weight + two.weight;
    const draw = rng.uniform() * weight < two.weight ? two.draw : one.draw;
    return { states: [...one.states, ...two.states], weight, draw };
  };
  let tree: Tree = { states: [0], weight: 1, draw: 0 };
  let depth = 0;
  while (depth < maxDepth) {
    const direction = rng.uniform() > 0.5 ? 1 : -1;
    // States in the order in which the new half continues them.
    const ordered = [...tree.states].sort((a, b) => direction * (a - b));
    const half = build(ordered[ordered.length - 1], direction, depth);
    if (!half) break;
    depth++;
    const draw = half.weight > tree.weight || rng.uniform() * tree.weight < half.weight ? half.draw : tree.draw;
    const turned = !joined(ordered, half.states);
    tree = { states: [...ordered, ...half.states], weight: tree.weight + half.weight, draw };
    if (turned) break;
  }
  return { visited, depth, divergent, draw: tree.draw };
}

describe("DoublingTree", () => {
  it("visits 2^depth − 1 new states of a straight trajectory, and stops at the greatest depth", () => {
    const { visited, depth, divergent } = grow(straight, 5, rngFromSeed(1));
    expect(depth).toBe(5);
    expect(divergent).toBe(false);
    expect(new Set(visited).size).toBe(31);
    expect(Math.max(...visited, 0) - Math.min(...visited, 0)).toBe(31);
  });

  it("throws away a half in which the trajectory diverged, and tells where", () => {
    const toy: Toy = { ...straight, energy: (at) => (at === 3 || at === -3 ? 1e4 : 0) };
    for (let seed = 0; seed < 20; seed++) {
      const { divergent, divergedFrom, draw, visited } = grow(toy, 10, rngFromSeed(seed));
      expect(divergent).toBe(true);
      expect(Math.abs(divergedFrom)).toBe(2);
      expect(Math.abs(draw)).toBeLessThan(3);
      expect(Math.abs(visited[visited.length - 1])).toBe(3);
    }
  });

  it.each([Number.NaN, Infinity, -Infinity])("takes an energy of %d for a divergence", (energy) => {
    const { divergent, draw } = grow({ ...straight, energy: (at) => (at === 0 ? 0 : energy) }, 10, rngFromSeed(3));
    expect(divergent).toBe(true);
    expect(draw).toBe(0);
  });

  it("takes the newer half where all weights are equal", () => {
    for (let seed = 0; seed < 50; seed++) {
      const { visited, offset, draw } = grow(straight, 3, rngFromSeed(seed));
      expect(visited.slice(3)).toContain(draw);
      expect(offset).toBe(draw);
    }
  });

  it("survives energies that fall by thousands", () => {
    const { draw, divergent } = grow({ ...straight, energy: (at) => -400 * Math.abs(at) }, 6, rngFromSeed(5));
    expect(divergent).toBe(false);
    const { visited } = grow({ ...straight, energy: (at) => -400 * Math.abs(at) }, 6, rngFromSeed(5));
    expect(Math.abs(draw)).toBe(Math.max(...visited.map(Math.abs)));
  });

  it("does what the textbook's recursion does, state by state, on random trajectories", () => {
    const seen = new Map<number, number>();
    let divergences = 0;
    for (let seed = 0; seed < 3000; seed++) {
      const tables = rngFromSeed(`toy ${seed}`);
      const speed = 0.15 + 0.6 * tables.child("speed").uniform();
      const toy: Toy = {
        momentum(at) {
          const wobble =
            tables
              .child("momentum")
              .child(at + 5000)
              .uniform() - 0.5;
          return [Math.cos(speed * at) + wobble, Math.sin(speed * at) - 0.3 * wobble];
        },
        energy(at) {
          if (at === 0) return 0;
          const u = tables
            .child("energy")
            .child(at + 5000)
            .uniform();
          return u > 0.98 ? 2000 : 3 * u - 1.5;
        },
      };
      const one = grow(toy, 6, rngFromSeed(seed));
      const other = growByRecursion(toy, 6, rngFromSeed(seed));
      expect(one.visited).toEqual(other.visited);
      expect([one.depth, one.divergent, one.draw]).toEqual([other.depth, other.divergent, other.draw]);
      seen.set(one.depth, (seen.get(one.depth) ?? 0) + 1);
      if (one.divergent) divergences++;
    }
    expect([...seen.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(divergences).toBeGreaterThan(100);
  });
});
