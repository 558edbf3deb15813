/** The no-U-turn sampler's tree: a trajectory doubled in random directions until it turns, and a draw chosen from it on the way. */
import { exp } from "../../numeric/elementary.js";
import type { Rng } from "../../random/rng.js";
import { copyInto } from "./copy-into.js";
import type { Leapfrog } from "./leapfrog.js";
import type { Motion, Place } from "./phase-pool.js";
import { joinTurns, pairTurns } from "./turning.js";

/** Weights are e^(gain − reference); beyond this gain over the reference all are scaled down. */
const LARGEST_LOG_WEIGHT = 500;

/** A finished subtree of 2^k neighboring states. */
class Subtree {
  first: Motion;
  last: Motion;
  proposal: Place;
  weight = 0;
  /** Σ momenta: the only state's own momentum, or the buffer. */
  sum: Float64Array;
  readonly buffer: Float64Array;

  constructor(motion: Motion, place: Place) {
    this.first = motion;
    this.last = motion;
    this.proposal = place;
    this.sum = motion.momentum;
    this.buffer = new Float64Array(motion.momentum.length);
  }
}

/** A tree that can be grown again and again; nothing is allocated once its buffers are there. */
export class DoublingTree {
  /** The draw. */
  draw: Place;
  depth = 0;
  divergent = false;
  private readonly leapfrog: Leapfrog;
  private readonly sum: Float64Array;
  /** One uniform number, in an array: engines make an object of each double that a function returns. */
  private readonly uniform = new Float64Array(1);
  /** Finished subtrees of the new half, larger ones first: a binary counter. */
  private readonly stack: Subtree[] = [];
  private weight = 0;
  private reference = 0;
  private backPlace: Place;
  private backMotion: Motion;
  private frontPlace: Place;
  private frontMotion: Motion;

  constructor(leapfrog: Leapfrog, dimension: number) {
    this.leapfrog = leapfrog;
    this.sum = new Float64Array(dimension);
    const { place, motion } = leapfrog;
    this.draw = place;
    this.backPlace = place;
    this.frontPlace = place;
    this.backMotion = motion;
    this.frontMotion = motion;
  }

  /**
   * Grows the tree from where the leapfrog began, to at most 2^maxDepth states, and chooses `draw`.
   *
   * Each doubling adds a subtree of the tree's size at a random end. One that turned or diverged inside is thrown away, and ends the
   * growth. Otherwise its own draw replaces the tree's with probability min(1, w′/w), w the sums of e^(−H) over the states (biased
   * progressive sampling), and growth ends if the union turned.
   *
   * Source: betancourt2017conceptual, appendix A.3; hoffman2014nuts.
   */
  grow(maxDepth: number, rng: Rng): void {
    const { uniform } = this;
    this.plant();
    while (this.depth < maxDepth) {
      rng.fillUniform(uniform);
      const forward = uniform[0] > 0.5;
      if (!this.extend(forward, rng)) return;
      this.depth++;
      const half = this.stack[0];
      if (half.weight <= this.weight) rng.fillUniform(uniform);
      if (half.weight > this.weight || uniform[0] * this.weight < half.weight) this.choose(half.proposal);
      this.weight += half.weight;
      if (this.attach(half, forward)) return;
    }
  }

  private plant(): void {
    const { place, motion } = this.leapfrog;
    this.draw = place;
    this.backPlace = place;
    this.frontPlace = place;
    this.backMotion = motion;
    this.frontMotion = motion;
    place.users += 3;
    motion.users += 2;
    copyInto(this.sum, motion.momentum);
    this.weight = 1;
    this.reference = 0;
    this.depth = 0;
    this.divergent = false;
  }

  private choose(place: Place): void {
    place.users++;
    this.leapfrog.pool.dropPlace(this.draw);
    this.draw = place;
  }

  /** Builds the new half in stack[0]; returns whether it is valid. */
  private extend(forward: boolean, rng: Rng): boolean {
    const { leapfrog, stack } = this;
    if (forward) leapfrog.jump(this.frontPlace, this.frontMotion);
    else leapfrog.jump(this.backPlace, this.backMotion);
    const direction = forward ? 1 : -1;
    const leaves = 1 << this.depth;
    let top = -1;
    for (let leaf = 1; leaf <= leaves; leaf++) {
      if (!leapfrog.step(direction)) {
        this.divergent = true;
        return false;
      }
      this.push(++top);
      // As many subtrees are completed by this leaf as its number has trailing zeros.
      for (let count = leaf, pair = true; (count & 1) === 0; count >>= 1, pair = false) {
        if (this.merge(stack[top - 1], stack[top], pair, rng)) return false;
        top--;
      }
    }
    return true;
  }

  /** The state just reached, as a subtree. */
  private push(top: number): void {
    const { place, motion, gain, gainRatio } = this.leapfrog;
    if (top === this.stack.length) this.stack.push(new Subtree(motion, place));
    if (gain - this.reference > LARGEST_LOG_WEIGHT) this.rescale(gain, top);
    const subtree = this.stack[top];
    subtree.first = motion;
    subtree.last = motion;
    subtree.proposal = place;
    subtree.sum = motion.momentum;
    subtree.weight = this.reference === 0 ? gainRatio : exp(gain - this.reference);
    place.users++;
    motion.users += 2;
  }

  /** Makes `gain` the reference of all weights: for trajectories that fall from far out. */
  private rescale(gain: number, top: number): void {
    const factor = exp(this.reference - gain);
    this.reference = gain;
    this.weight *= factor;
    for (let i = 0; i < top; i++) this.stack[i].weight *= factor;
  }

  /** Joins two neighboring subtrees into the first; returns whether the union has turned. */
  private merge(one: Subtree, two: Subtree, pair: boolean, rng: Rng): boolean {
    const { pool } = this.leapfrog;
    const turned = pair
      ? pairTurns(one.buffer, one.first, two.first)
      : joinTurns(one.buffer, one.sum, two.sum, one.first.momentum, one.last.momentum, two.first.momentum, two.last.momentum);
    if (turned) return true;
    one.sum = one.buffer;
    pool.dropMotion(one.last);
    pool.dropMotion(two.first);
    one.last = two.last;
    one.weight += two.weight;
    rng.fillUniform(this.uniform);
    if (this.uniform[0] * one.weight < two.weight) {
      pool.dropPlace(one.proposal);
      one.proposal = two.proposal;
    } else pool.dropPlace(two.proposal);
    return false;
  }

  /** Joins the new half to the tree; returns whether the union has turned. */
  private attach(half: Subtree, forward: boolean): boolean {
    const { pool, place, motion } = this.leapfrog;
    const inner = forward ? this.frontMotion : this.backMotion;
    const outer = forward ? this.backMotion : this.frontMotion;
    const turned = joinTurns(
      this.sum,
      this.sum,
      half.sum,
      outer.momentum,
      inner.momentum,
      half.first.momentum,
      half.last.momentum,
    );
    pool.dropMotion(half.first);
    pool.dropMotion(half.last);
    pool.dropPlace(half.proposal);
    pool.dropMotion(inner);
    pool.dropPlace(forward ? this.frontPlace : this.backPlace);
    place.users++;
    motion.users++;
    if (forward) {
      this.frontPlace = place;
      this.frontMotion = motion;
    } else {
      this.backPlace = place;
      this.backMotion = motion;
    }
    return turned;
  }
}
