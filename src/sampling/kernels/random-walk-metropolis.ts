/** Random-walk Metropolis. */
import type { LogDensity } from "../../density/log-density.js";
import { exp } from "../../numeric/elementary.js";
import { fillStandardNormalAtOnce, type Rng } from "../../random/index.js";
import type { ChainPoint, Kernel, Stepper, Transition, Tuning } from "../kernel.js";
import { requireBetween } from "../requirements.js";
import { emptyTransition } from "../trees/transition.js";

/** Options of random-walk Metropolis. */
export interface RandomWalkMetropolisOptions {
  /** The mean acceptance that warmup tunes the step size to, in (0, 1). Default 0.234, the best in many dimensions. */
  readonly targetAcceptance?: number;
}

/**
 * Constructs random-walk Metropolis: x′ = x + ε A z with z ~ N(0, I) and the metric's A, accepted with probability min(1, π(x′)/π(x)).
 *
 * @throws InvalidArgument for a target acceptance out of range.
 *
 * Source: roberts1997weak.
 */
export function randomWalkMetropolis({ targetAcceptance = 0.234 }: RandomWalkMetropolisOptions = {}): Kernel {
  requireBetween("randomWalkMetropolis", "targetAcceptance", targetAcceptance, 0, 1);
  return {
    name: "randomWalkMetropolis",
    options: { targetAcceptance },
    targetAcceptance,
    prepare: (target) => new RandomWalkStepper(target),
  };
}

class RandomWalkStepper implements Stepper {
  readonly transition: Transition = emptyTransition(0);
  private readonly target: LogDensity;
  private readonly noise: Float64Array;
  private readonly noForce: Float64Array;
  private readonly position: Float64Array;
  private readonly gradient: Float64Array;

  constructor(target: LogDensity) {
    this.target = target;
    this.noise = new Float64Array(target.dimension);
    this.noForce = new Float64Array(target.dimension);
    this.position = new Float64Array(target.dimension);
    this.gradient = new Float64Array(target.dimension);
  }

  step(point: ChainPoint, tuning: Tuning, rng: Rng): void {
    const { transition, noise, noForce, position, gradient } = this;
    fillStandardNormalAtOnce(noise, rng);
    tuning.metric.advanceInto(position, noise, point.position, noise, noForce, { size: tuning.stepSize, square: 0 });
    const logDensity = this.target.evaluateInto(gradient, position);
    const gain = logDensity - point.logDensity;
    const acceptance = gain >= 0 ? 1 : gain < 0 ? exp(gain) : 0;
    const accepted = rng.uniform() < acceptance;
    if (accepted) {
      point.position.set(position);
      point.gradient.set(gradient);
      point.logDensity = logDensity;
    }
    transition.acceptance = acceptance;
    transition.symmetricAcceptance = acceptance;
    transition.stepSize = tuning.stepSize;
    transition.evaluations = 1;
    transition.energy = -point.logDensity;
    transition.offset = accepted ? 1 : 0;
  }
}
