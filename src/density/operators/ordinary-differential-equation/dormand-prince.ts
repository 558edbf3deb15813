/** The Runge–Kutta pair of orders 5 and 4 by Dormand and Prince, as expressions. */
import type { Expression } from "../../expression.js";

/** The results of a step, state by state. */
export interface DormandPrinceStep {
  readonly state: readonly Expression[];
  /** The derivative after the step: the next one starts with it. */
  readonly derivative: readonly Expression[];
  /** What the state between the ends has beyond the cubic through values and derivatives: times θ² (1 − θ)² at the share θ of the step. */
  readonly bump: readonly Expression[];
  /** The difference of the two orders. */
  readonly error: readonly Expression[];
}

// Functions, which bundlers leave out where nobody calls them: divisions they keep.
const nodes = () => [1 / 5, 3 / 10, 4 / 5, 8 / 9, 1];
/** The weights of the derivatives before each stage; the last row is the step itself. */
const stages = () => [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const errors = () => [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
const bumps = () => [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
];

/**
 * One step of width h from a state and its derivative.
 *
 * Source: hairer1993solving, table II.5.2 and section II.6 (dense output).
 */
export function dormandPrince(
  derivatives: (time: Expression, state: readonly Expression[]) => readonly Expression[],
  time: Expression,
  width: Expression,
  state: readonly Expression[],
  derivative: readonly Expression[],
): DormandPrinceStep {
  const slopes = [derivative];
  const combined = (weights: readonly number[], i: number): Expression =>
    weights
      .map((weight, stage) => ({ weight, slope: slopes[stage][i] }))
      .filter(({ weight }) => weight !== 0)
      .map(({ weight, slope }) => slope.times(weight))
      .reduce((sum, term) => sum.plus(term))
      .times(width);
  let reached = state;
  for (const [stage, weights] of stages().entries()) {
    reached = state.map((before, i) => before.plus(combined(weights, i)));
    const moment = stage < nodes().length ? time.plus(width.times(nodes()[stage])) : time.plus(width);
    slopes.push(derivatives(moment, reached));
  }
  return {
    state: reached,
    derivative: slopes[slopes.length - 1],
    bump: state.map((_, i) => combined(bumps(), i)),
    error: state.map((_, i) => combined(errors(), i)),
  };
}
