import { exp, log } from "../../numeric/elementary.js";
import { requirePositive } from "../requirements.js";
import { standardExponential } from "../standard/exponential.js";
import type { Variate } from "../variate.js";

/** The parameters of a Weibull distribution. */
export interface WeibullOptions {
  /** The shape, positive: the hazard rises above 1 and falls below. */
  readonly shape: number;
  /** The scale, positive: the time by which a share 1 − 1/e has failed. Default 1. */
  readonly scale?: number;
}

/**
 * Returns the Weibull distribution to draw from, with survival exp(−(x / scale)^shape): scale · E^(1/shape), E standard exponential.
 *
 * Throws `InvalidArgument` unless both parameters are positive and finite. Source: devroye1986nonuniform.
 */
export function weibullVariate({ shape, scale = 1 }: WeibullOptions): Variate {
  requirePositive("weibullVariate", "shape", shape);
  requirePositive("weibullVariate", "scale", scale);
  if (shape === 1) return (source) => scale * standardExponential(source);
  return (source) => scale * exp(log(standardExponential(source)) / shape);
}
