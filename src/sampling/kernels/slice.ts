/** Slice sampling, coordinate by coordinate. */
import type { LogDensity } from "../../density/log-density.js";
import { log } from "../../numeric/elementary.js";
import type { Rng } from "../../random/index.js";
import type { ChainPoint, Kernel, Stepper, Transition, Tuning } from "../kernel.js";
import { requireBetween, requireWhole } from "../requirements.js";
import { emptyTransition } from "../trees/transition.js";

/** Options of slice sampling. */
export interface SliceOptions {
  /** The first width of the interval, in standard deviations of the coordinate as the metric knows them. Default 3. */
  readonly width?: number;
  /** The most widths that the interval is stepped out to. Default 100. */
  readonly maxWidths?: number;
}

/**
 * Constructs slice sampling: for each coordinate in turn, a level under the density, an interval stepped out until its ends are below the level,
 * and points drawn from it, which shrink it, until one is above. Needs no step size, and no gradient but for what warmup learns.
 *
 * @throws InvalidArgument for options out of range.
 *
 * Source: neal2003slice, figures 3 and 5.
 */
export function slice({ width = 3, maxWidths = 100 }: SliceOptions = {}): Kernel {
  requireBetween("slice", "width", width, 0, Infinity);
  requireWhole("slice", "maxWidths", maxWidths, 1);
  return {
    name: "slice",
    options: { width, maxWidths },
    targetAcceptance: undefined,
    prepare: (target) => new SliceStepper(target, width, maxWidths),
  };
}

class SliceStepper implements Stepper {
  readonly transition: Transition = emptyTransition(0);
  private readonly target: LogDensity;
  private readonly width: number;
  private readonly maxWidths: number;
  private readonly scales: Float64Array;

  constructor(target: LogDensity, width: number, maxWidths: number) {
    this.target = target;
    this.width = width;
    this.maxWidths = maxWidths;
    this.scales = new Float64Array(target.dimension);
  }

  step(point: ChainPoint, tuning: Tuning, rng: Rng): void {
    const { transition, scales } = this;
    tuning.metric.scalesInto(scales);
    transition.evaluations = 0;
    for (let i = 0; i < scales.length; i++) this.update(point, i, this.width * scales[i], rng);
    transition.acceptance = 1;
    transition.symmetricAcceptance = 1;
    transition.stepSize = this.width;
    transition.energy = -point.logDensity;
    transition.offset = 1;
  }

  private update(point: ChainPoint, i: number, width: number, rng: Rng): void {
    const { position } = point;
    const start = position[i];
    const level = point.logDensity + log(rng.uniform());
    let low = start - width * rng.uniform();
    let high = low + width;
    let lowSteps = Math.floor(this.maxWidths * rng.uniform());
    let highSteps = this.maxWidths - 1 - lowSteps;
    while (lowSteps-- > 0 && this.evaluate(point, i, low) > level) low -= width;
    while (highSteps-- > 0 && this.evaluate(point, i, high) > level) high += width;
    for (;;) {
      const value = low + (high - low) * rng.uniform();
      // An interval shrunk to nothing is the start itself, whose density is above the level.
      if (this.evaluate(point, i, value) > level || value === start) return;
      if (value < start) low = value;
      else high = value;
    }
  }

  /** Moves coordinate i, and returns the log density there. */
  private evaluate(point: ChainPoint, i: number, value: number): number {
    point.position[i] = value;
    this.transition.evaluations++;
    point.logDensity = this.target.evaluateInto(point.gradient, point.position);
    return point.logDensity;
  }
}
