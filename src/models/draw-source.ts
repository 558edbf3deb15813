/** Drawing from a distribution whose parameters are quantities of a program. */
import type { Axis } from "../density/axis.js";
import { Expression, toExpression } from "../density/expression.js";
import type { Distribution, Domain, Values, VectorDistribution } from "../distributions/index.js";
import type { Rng } from "../random/index.js";
import type { AnyDistribution } from "./parameter-options.js";
import type { BoundData } from "./table.js";
import type { NamedExpression } from "./trace.js";
import { lengthOf } from "./variables.js";

/** How a quantity is handed over: the same number or array for all, or the number or the vector of each unit. */
type Share = "number" | "array" | "number of unit" | "vector of unit";

/** A distribution whose draws are made unit by unit: numbers, or vectors. */
export interface DrawSource {
  readonly name: string;
  readonly distribution: AnyDistribution;
  readonly parameters: readonly { readonly name: string; readonly quantity: number; readonly share: Share }[];
  /** How many numbers a unit has, and how many units there are. */
  readonly size: number;
  readonly units: number;
}

/** Parameters that are arrays: lists and matrices. */
const ARRAYS: ReadonlySet<Domain> = new Set<Domain>([
  ...(["vector", "positive-vector", "simplex", "ordered", "cholesky-factor", "covariance"] as const),
]);

const MATRICES: ReadonlySet<string> = new Set(["correlation", "correlation-cholesky", "covariance-cholesky"]);

const isOfVectors = (distribution: AnyDistribution): distribution is VectorDistribution => "drawInto" in distribution.numeric;

/** The source of values over an axis; what its distribution's parameters are is added to `quantities`. */
export function drawSource(
  name: string,
  distribution: AnyDistribution,
  axis: Axis | null,
  data: BoundData,
  quantities: NamedExpression[],
): DrawSource {
  const vectors = isOfVectors(distribution);
  const unitAxis = !vectors ? axis : MATRICES.has(distribution.support.kind) ? null : (axis?.product?.[0] ?? null);
  // Which values are censored is nothing to draws.
  const read = Object.entries(distribution.parameters).filter(([parameter]) => distribution.domains[parameter] !== "indicator");
  const parameters = read.map(([parameter, operand]) => {
    const quantity = quantities.push({ name: `${name} ${parameter}`, expression: toExpression(operand) }) - 1;
    const isArray = ARRAYS.has(distribution.domains[parameter] as Domain);
    return { name: parameter, quantity, share: shareOf(operand, isArray, unitAxis) };
  });
  const units = vectors && unitAxis === null ? 1 : lengthOf(unitAxis, data);
  return { name, distribution, parameters, units, size: vectors ? lengthOf(axis, data) / units : 1 };
}

function shareOf(operand: Expression | number, isArray: boolean, unitAxis: Axis | null): Share {
  if (!(operand instanceof Expression) || operand.axis === null) return "number";
  if (operand.axis.product !== undefined && operand.axis.product[0] === unitAxis)
    return isArray ? "vector of unit" : "number of unit";
  return isArray || operand.axis !== unitAxis ? "array" : "number of unit";
}

/** Writes draws of the units from `first` to before `last` into `out`, given the values of the quantities. */
export function drawUnitsInto(
  out: Float64Array,
  { distribution, parameters, size, units }: DrawSource,
  first: number,
  last: number,
  valuesOf: (quantity: number) => Float64Array,
  rng: Rng,
): void {
  const views = parameters.map(({ quantity }) => valuesOf(quantity));
  const given: Record<string, Values[string]> = {};
  for (let unit = first, at = 0; unit < last; unit++, at += size) {
    for (let k = 0; k < views.length; k++) given[parameters[k].name] = shareOfUnit(views[k], parameters[k].share, unit, units);
    if (isOfVectors(distribution)) distribution.numeric.drawInto(out.subarray(at, at + size), rng, given);
    else out[at] = (distribution as Distribution).numeric.draw(rng, given);
  }
}

function shareOfUnit(values: Float64Array, share: Share, unit: number, units: number): Values[string] {
  switch (share) {
    case "number":
      return values[0];
    case "array":
      return values;
    case "number of unit":
      return values[unit];
    case "vector of unit": {
      const width = values.length / units;
      return values.subarray(unit * width, (unit + 1) * width);
    }
    default:
      return share satisfies never;
  }
}
