import { requireFinite, requireThat } from "../requirements.js";
import type { Variate } from "../variate.js";

/** The parameters of a uniform distribution. */
export interface UniformOptions {
  /** The lower end. Default 0. */
  readonly min?: number;
  /** The upper end, at least `min`. Default 1. */
  readonly max?: number;
}

/**
 * Returns the uniform distribution on (min, max) to draw from: min + (max − min) u. Rounding may reach an end.
 *
 * Throws `InvalidArgument` unless both ends are finite and in order. Source: devroye1986nonuniform.
 */
export function uniformVariate({ min = 0, max = 1 }: UniformOptions = {}): Variate {
  requireFinite("uniformVariate", "min", min);
  requireThat(Number.isFinite(max) && max >= min, "uniformVariate", "max", `be finite and at least ${min}`, max);
  const width = max - min;
  return (source) => min + width * source.uniform();
}
