/** The no-U-turn sampler. */
import type { LogDensity } from "../../density/log-density.js";
import { fillStandardNormalAtOnce, type Rng } from "../../random/index.js";
import type { ChainPoint, Kernel, Stepper, Transition, Tuning } from "../kernel.js";
import { requireBetween, requireShare, requireWhole } from "../requirements.js";
import { copyInto } from "../trees/copy-into.js";
import { DoublingTree } from "../trees/doubling-tree.js";
import { Leapfrog } from "../trees/leapfrog.js";
import { PhasePool, type Place, placeOfPoint } from "../trees/phase-pool.js";
import { emptyTransition } from "../trees/transition.js";

/** Options of the no-U-turn sampler. */
export interface NutsOptions {
  /** The mean acceptance that warmup tunes the step size to, in (0, 1). Default 0.8. */
  readonly targetAcceptance?: number;
  /** The most doublings of a trajectory, from 1 to 20. Default 10: 1,023 gradients. */
  readonly maxTreeDepth?: number;
  /** Each trajectory's step size is the tuned one times a uniform number from 1 − jitter to 1 + jitter; in [0, 1). Default 0.1. */
  readonly stepSizeJitter?: number;
  /** A rise of the Hamiltonian above this is a divergence. Default 1000. */
  readonly divergenceThreshold?: number;
}

/**
 * Constructs the no-U-turn sampler: Hamiltonian trajectories, doubled forward or backward until they turn back; the draw is chosen among the
 * states by weights e^(−H), uniformly within subtrees and biased toward the newer half between them.
 *
 * @throws InvalidArgument for options out of range.
 *
 * Source: hoffman2014nuts; betancourt2017conceptual, appendix A.
 */
export function nuts(options: NutsOptions = {}): Kernel {
  const { targetAcceptance = 0.8, maxTreeDepth = 10, stepSizeJitter = 0.1, divergenceThreshold = 1000 } = options;
  requireBetween("nuts", "targetAcceptance", targetAcceptance, 0, 1);
  requireWhole("nuts", "maxTreeDepth", maxTreeDepth, 1, 20);
  requireShare("nuts", "stepSizeJitter", stepSizeJitter);
  requireBetween("nuts", "divergenceThreshold", divergenceThreshold, 0, Infinity);
  return {
    name: "nuts",
    options,
    targetAcceptance,
    prepare: (target) => new NutsStepper(target, maxTreeDepth, stepSizeJitter, divergenceThreshold),
  };
}

class NutsStepper implements Stepper {
  readonly transition: Transition;
  private readonly pool: PhasePool;
  private readonly leapfrog: Leapfrog;
  private readonly tree: DoublingTree;
  private readonly uniform = new Float64Array(1);
  private start: Place | undefined;
  private readonly maxTreeDepth: number;
  private readonly jitter: number;
  private readonly threshold: number;

  constructor(target: LogDensity, maxTreeDepth: number, jitter: number, threshold: number) {
    this.pool = new PhasePool(target.dimension);
    this.transition = emptyTransition(target.dimension);
    this.leapfrog = new Leapfrog(target, this.pool, this.transition.divergedFrom);
    this.tree = new DoublingTree(this.leapfrog, target.dimension);
    this.maxTreeDepth = maxTreeDepth;
    this.jitter = jitter;
    this.threshold = threshold;
  }

  step(point: ChainPoint, tuning: Tuning, rng: Rng): void {
    const { pool, leapfrog, tree, uniform } = this;
    if (this.jitter > 0) rng.fillUniform(uniform);
    const stepSize = tuning.stepSize * (1 + this.jitter * (2 * uniform[0] - 1));
    pool.reset();
    const motion = pool.motion();
    fillStandardNormalAtOnce(motion.momentum, rng);
    motion.measure();
    this.start = placeOfPoint(point, this.start);
    leapfrog.begin(tuning.metric, stepSize, this.threshold, this.start, motion);
    tree.grow(this.maxTreeDepth, rng);
    const { draw } = tree;
    if (draw !== this.start) {
      copyInto(point.position, draw.position);
      copyInto(point.gradient, draw.gradient);
      point.logDensity = draw.logDensity;
    }
    this.report(stepSize);
  }

  private report(stepSize: number): void {
    const { transition, leapfrog, tree } = this;
    transition.acceptance = leapfrog.acceptanceSum / leapfrog.steps;
    transition.symmetricAcceptance = leapfrog.symmetricSum / leapfrog.steps;
    transition.stepSize = stepSize;
    transition.treeDepth = tree.depth;
    transition.evaluations = leapfrog.steps;
    transition.divergent = tree.divergent;
    transition.energy = tree.draw.energy;
    transition.offset = tree.draw.offset;
  }
}
