/** Drawing parameters from their priors, as coordinates of the position. */
import { type Operand, toExpression } from "../density/expression.js";
import type { Distribution } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import type { Rng } from "../random/index.js";
import { positionKey, readBy } from "./dependencies.js";
import { type DrawSource, drawSource, drawUnitsInto } from "./draw-source.js";
import type { BoundData } from "./table.js";
import type { DeclaredParameter, NamedExpression } from "./trace.js";
import { lengthOf } from "./variables.js";

/** After so many draws outside the constraint there will be none inside. */
const MOST_ATTEMPTS = 10_000;

/** A parameter with the source of its draws, and where its coordinates lie. */
export interface ParameterDraw {
  readonly parameter: DeclaredParameter;
  readonly source: DrawSource;
  /** The quantities that are the ends of its support, where these are expressions. */
  readonly bounds: readonly number[] | undefined;
  readonly start: number;
  readonly end: number;
}

/** Its density is that of independent draws, which does not integrate to 1 where the constraint holds. */
const REQUIREMENT = "obey its constraint, or have a prior without unknowns (see truncated)";

const dependsOnUnknowns = (parameter: DeclaredParameter): boolean =>
  [...readBy(operandsOf(parameter))].some((key) => key.startsWith(positionKey("")));

type ValuesOf = (quantity: number) => Float64Array;

/** How a parameter is drawn; what its prior reads is added to `quantities`. */
export function parameterDraw(
  parameter: DeclaredParameter,
  start: number,
  data: BoundData,
  quantities: NamedExpression[],
): ParameterDraw {
  const { name, distribution, standard, value, position, transform } = parameter;
  const source = drawSource(name, standard ?? distribution, value.axis, data, quantities);
  const bounds = transform.bounds?.some((bound) => typeof bound !== "number")
    ? transform.bounds.map((bound, k) => quantities.push({ name: `${name} bound ${k}`, expression: toExpression(bound) }) - 1)
    : undefined;
  return { parameter, source, bounds, start, end: start + lengthOf(position.axis, data) };
}

/** What the prior of a parameter, and its constraint, are computed from. */
export const operandsOf = ({ distribution, standard, transform }: DeclaredParameter): readonly Operand[] => [
  ...Object.values((standard ?? distribution).parameters),
  ...(transform.bounds ?? []),
];

/**
 * Writes coordinates drawn from the prior: all, or those of which `isKnown` is 0. Draws of a constrained parameter are drawn again until they obey.
 *
 * @throws InvalidArgument for priors from which nothing can be drawn.
 */
export function drawCoordinatesInto(
  coordinates: Float64Array,
  draw: ParameterDraw,
  valuesOf: ValuesOf,
  rng: Rng,
  isKnown?: Uint8Array,
): void {
  const { parameter, source } = draw;
  const { transform, standard } = parameter;
  const isPlain = standard !== undefined || transform.elementwise;
  const width = isPlain ? source.size : transform.constrainedSize;
  const room = isPlain ? source.size : transform.unconstrainedSize;
  const values = new Float64Array(width);
  for (let from = 0, unit = 0; from < coordinates.length; from += room, unit += width / source.size) {
    const known = isKnown?.subarray(from, from + room);
    if (known?.every((flag) => flag === 1)) continue;
    if (known?.some((flag) => flag === 1))
      throw new InvalidArgument(
        "predict",
        parameter.name,
        "be independent of one group to the other, to be drawn for new ones",
        transform.name,
      );
    const block = coordinates.subarray(from, from + room);
    for (let attempt = 0; ; attempt++) {
      if (attempt === MOST_ATTEMPTS)
        throw new InvalidArgument("priorDraw", parameter.name, `be drawn within ${MOST_ATTEMPTS} attempts`, transform.name);
      drawUnitsInto(values, source, unit, unit + width / source.size, valuesOf, rng);
      if (values.some(Number.isNaN))
        throw new InvalidArgument(
          "priorDraw",
          parameter.name,
          "have a distribution that can be drawn from",
          source.distribution.name,
        );
      if (standard !== undefined) block.set(values);
      else unconstrain(block, values, draw, valuesOf, unit);
      if (block.every(Number.isFinite)) break;
      if (parameter.isConditioned && dependsOnUnknowns(parameter))
        throw new InvalidArgument("priorDraw", parameter.name, REQUIREMENT, source.distribution.name);
    }
  }
}

function unconstrain(
  block: Float64Array,
  values: Float64Array,
  { parameter, bounds, source }: ParameterDraw,
  valuesOf: ValuesOf,
  unit: number,
): void {
  const { transform } = parameter;
  if (!transform.elementwise) {
    condition(values, parameter, source, valuesOf, unit);
    transform.unconstrainInto(block, values);
    return;
  }
  for (let i = 0; i < values.length; i++) {
    const at = unit * source.size + i;
    const ends = bounds?.map((quantity) => {
      const end = valuesOf(quantity);
      return end[end.length === 1 ? 0 : at];
    });
    transform.unconstrainInto(block.subarray(i, i + 1), values.subarray(i, i + 1), ends);
  }
}

/**
 * Makes independent draws obey: of equal distributions, those in order are the sorted ones; of normal ones given that their sum is 0, each is less
 * its share of the sum, in proportion to its variance.
 *
 * Source: johnson1994.
 */
function condition(
  values: Float64Array,
  { name, transform }: DeclaredParameter,
  { distribution, parameters }: DrawSource,
  valuesOf: ValuesOf,
  unit: number,
): void {
  if ("drawInto" in distribution.numeric) return;
  if (transform.conditioning === "in-order" && parameters.every(({ share }) => share === "number")) values.sort();
  if (transform.conditioning !== "sum-to-zero") return;
  if (distribution.name !== "normal")
    throw new InvalidArgument("priorDraw", name, "be normal, to be drawn with sum 0", distribution.name);
  const variances = values.map((_, i) => varianceOf(distribution as Distribution, parameters, valuesOf, unit + i));
  const share = values.reduce((sum, value) => sum + value, 0) / variances.reduce((sum, variance) => sum + variance, 0);
  for (let i = 0; i < values.length; i++) values[i] -= share * variances[i];
}

function varianceOf({ numeric }: Distribution, parameters: DrawSource["parameters"], valuesOf: ValuesOf, at: number): number {
  const given = parameters.map(({ name, quantity }) => {
    const values = valuesOf(quantity);
    return [name, values[values.length === 1 ? 0 : at]] as const;
  });
  return numeric.variance(Object.fromEntries(given));
}
