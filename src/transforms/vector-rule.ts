/** Transforms of whole vectors: one rule gives the transform in numbers, as expressions, and the operator with its adjoint. */

import type { Axis } from "../density/axis.js";
import { applyOperator, type Expression } from "../density/expression.js";
import type { Operator } from "../density/operator.js";
import { InvalidArgument } from "../errors.js";
import type { Transform } from "./transform.js";

/** Where one vector lies: y from `from` in `unconstrained`, x from `to` in `constrained`, room from `room` in `work`. */
export interface VectorPlace {
  unconstrained: Float64Array;
  from: number;
  constrained: Float64Array;
  to: number;
  work: Float64Array;
  room: number;
}

/** The formulas of a transform of vectors of a dimension K. */
export interface VectorRule extends Pick<Transform, "conditioning"> {
  readonly name: string;
  /** Of x, the places that are always the same. */
  constants?(dimension: number): readonly number[];
  unconstrainedSize(dimension: number): number;
  constrainedSize(dimension: number): number;
  /** How many numbers are kept from `constrain` to `addAdjoint`. */
  workSize(dimension: number): number;
  /** Writes x; returns log |det J|. */
  constrain(place: VectorPlace, dimension: number): number;
  /** Writes y. */
  unconstrain(place: VectorPlace, dimension: number): void;
  /** Adds ∂/∂y, given ∂/∂x from place.to on, and ∂/∂ log |det J|. */
  addAdjoint(
    adjoint: Float64Array,
    valueAdjoint: Float64Array,
    jacobianAdjoint: number,
    place: VectorPlace,
    dimension: number,
  ): void;
}

/** What an operator of a rule must know. */
export interface VectorSettings {
  readonly dimension: number;
}

const nothing = new Float64Array(0);

/** The rule as a step of programs, for one vector or several, row by row; outputs: the vectors, and the log Jacobian of all. */
export function vectorOperator(rule: VectorRule): Operator<VectorSettings> {
  const place: VectorPlace = { unconstrained: nothing, from: 0, constrained: nothing, to: 0, work: nothing, room: 0 };
  return {
    name: `${rule.name}-transform`,
    forward({ inputs, outputs, work }, { dimension }) {
      place.unconstrained = inputs[0] as Float64Array;
      place.constrained = outputs[0];
      place.work = work[0] ?? nothing;
      const steps = {
        from: rule.unconstrainedSize(dimension),
        to: rule.constrainedSize(dimension),
        room: rule.workSize(dimension),
      };
      let logJacobian = 0;
      place.from = place.to = place.room = 0;
      for (; place.to < outputs[0].length; place.from += steps.from, place.to += steps.to, place.room += steps.room)
        logJacobian += rule.constrain(place, dimension);
      outputs[1][0] = logJacobian;
    },
    backward({ inputs, outputs, work, inputAdjoints, outputAdjoints }, { dimension }) {
      const adjoint = inputAdjoints[0];
      if (adjoint === null) return;
      place.unconstrained = inputs[0] as Float64Array;
      place.constrained = outputs[0];
      place.work = work[0] ?? nothing;
      const steps = {
        from: rule.unconstrainedSize(dimension),
        to: rule.constrainedSize(dimension),
        room: rule.workSize(dimension),
      };
      place.from = place.to = place.room = 0;
      for (; place.to < outputs[0].length; place.from += steps.from, place.to += steps.to, place.room += steps.room)
        rule.addAdjoint(adjoint, outputAdjoints[0], outputAdjoints[1][0], place, dimension);
    },
  };
}

/**
 * The transform of vectors of this dimension by a rule.
 *
 * @throws InvalidArgument if the dimension is not a whole number from `least` on.
 */
export function vectorTransform(operator: Operator<VectorSettings>, rule: VectorRule, dimension: number, least = 1): Transform {
  if (!(Number.isInteger(dimension) && dimension >= least))
    throw new InvalidArgument(rule.name, "dimension", `be a whole number, at least ${least}`, dimension);
  const work = new Float64Array(rule.workSize(dimension));
  const place = (unconstrained: Float64Array, constrained: Float64Array): VectorPlace => ({
    unconstrained,
    from: 0,
    constrained,
    to: 0,
    work,
    room: 0,
  });
  return {
    name: rule.name,
    elementwise: false,
    ...(rule.conditioning && { conditioning: rule.conditioning }),
    ...(rule.constants && { constants: rule.constants(dimension) }),
    unconstrainedSize: rule.unconstrainedSize(dimension),
    constrainedSize: rule.constrainedSize(dimension),
    constrainInto: (constrained, unconstrained) => rule.constrain(place(unconstrained, constrained), dimension),
    unconstrainInto: (unconstrained, constrained) => rule.unconstrain(place(unconstrained, constrained), dimension),
    constrain(unconstrained, constrained) {
      if (constrained === null || unconstrained.axis === null)
        throw new InvalidArgument(rule.name, "unconstrained", "be an array", "one number");
      return applied(operator, rule, unconstrained, constrained, dimension);
    },
  };
}

function applied(
  operator: Operator<VectorSettings>,
  rule: VectorRule,
  unconstrained: Expression,
  constrained: Axis,
  dimension: number,
) {
  const kept: Axis = { name: `${rule.name}-room`, length: rule.workSize(dimension) };
  const product = unconstrained.axis?.product;
  const several = product?.[1].length === rule.unconstrainedSize(dimension);
  const room = several ? { name: `${product[0].name}-${kept.name}`, product: [product[0], kept] as const } : kept;
  const [value, logJacobian] = applyOperator({
    operator,
    inputs: [unconstrained],
    outputs: [constrained, null],
    work: kept.length === 0 ? [] : [room],
    settings: { dimension },
  });
  return { value, logJacobian };
}
