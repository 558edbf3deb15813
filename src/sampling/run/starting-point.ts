/** Where chains begin. */
import type { LogDensity } from "../../density/log-density.js";
import { InvalidArgument } from "../../errors.js";
import type { Rng } from "../../random/index.js";
import type { ChainPoint } from "../kernel.js";
import { explanationAt } from "../target.js";

const TRIES = 100;
const RADIUS = 2;

/**
 * Moves the point to the first of 100 random positions, uniform on (−2, 2) in each coordinate, with finite log density and gradient.
 *
 * @throws InvalidArgument if there is none, with what the target explains of the last.
 *
 * Source: stan2025sampling.
 */
export function startAtRandom(caller: string, target: LogDensity, point: ChainPoint, rng: Rng): void {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    for (let i = 0; i < point.position.length; i++) point.position[i] = RADIUS * (2 * rng.uniform() - 1);
    if (evaluateAt(target, point)) return;
  }
  throw new InvalidArgument(
    caller,
    "target",
    `have a finite log density and gradient at one of ${TRIES} positions tried, uniform on (-2, 2) in each coordinate`,
    explanationAt(target, point),
  );
}

/**
 * Moves the point to a position given.
 *
 * @throws InvalidArgument for a wrong length, and where the log density or its gradient is not finite.
 */
export function startAt(caller: string, target: LogDensity, point: ChainPoint, position: ArrayLike<number>): void {
  if (position.length !== target.dimension)
    throw new InvalidArgument(caller, "initial", `have ${target.dimension} coordinates`, position.length);
  point.position.set(position);
  if (evaluateAt(target, point)) return;
  throw new InvalidArgument(
    caller,
    "initial",
    "be a position with finite log density and gradient",
    explanationAt(target, point),
  );
}

function evaluateAt(target: LogDensity, point: ChainPoint): boolean {
  point.logDensity = target.evaluateInto(point.gradient, point.position);
  return Number.isFinite(point.logDensity) && point.gradient.every(Number.isFinite);
}
