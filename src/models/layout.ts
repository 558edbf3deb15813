/** Where the coordinates of parameters lie, by what they belong to: so that those of a fit can be carried over to other data. */
import { InvalidArgument } from "../errors.js";
import type { BoundData } from "./table.js";
import type { DeclaredParameter } from "./trace.js";
import { labelsOf, lengthOf } from "./variables.js";

/** The coordinates of one parameter: as many for each label. */
export interface ParameterLayout {
  readonly name: string;
  readonly start: number;
  /** The levels, or the places; one label without a name where the parameter is one number. */
  readonly labels: readonly string[];
  /** How many coordinates each label has. */
  readonly width: number;
  /** Whether it belongs to rows: those of other data are others, though they have the same numbers. */
  readonly isOfRows: boolean;
}

/** The layout of parameters in their order. */
export function layoutOf(parameters: readonly DeclaredParameter[], data: BoundData): readonly ParameterLayout[] {
  let start = 0;
  return parameters.map(({ name, position: { axis }, column }) => {
    const levels = axis?.product?.[0] ?? axis;
    const labels = levels === null ? [""] : labelsOf(levels, data);
    const size = lengthOf(axis, data);
    const isOfRows = column !== undefined || levels?.name === "rows";
    const layout = { name, start, labels, width: size / Math.max(1, labels.length), isOfRows };
    start += size;
    return layout;
  });
}

/**
 * For each coordinate of other data, which one of the fitted data it is; −1 where there is none, as of rows and of new groups.
 *
 * @throws InvalidArgument for other parameters, and for new groups unless they are allowed.
 */
export function carriedCoordinates(
  caller: string,
  fitted: readonly ParameterLayout[],
  other: readonly ParameterLayout[],
  allowsNew: boolean,
): Int32Array {
  const before = new Map(fitted.map((layout) => [layout.name, layout]));
  const last = other[other.length - 1];
  const carried = new Int32Array(last.start + last.labels.length * last.width).fill(-1);
  for (const { name, start, labels, width, isOfRows } of other) {
    if (isOfRows) continue;
    const old = before.get(name);
    if (old === undefined || old.width !== width)
      throw new InvalidArgument(
        caller,
        "data",
        `be data of the fitted model, whose parameters are ${[...before.keys()].join(", ")}`,
        name,
      );
    const places = new Map(old.labels.map((label, at) => [label, at]));
    for (const [at, label] of labels.entries()) {
      const place = places.get(label);
      if (place === undefined && !allowsNew)
        throw new InvalidArgument(caller, "data", `have groups of the fit, or newGroups be true: there is no ${name}`, label);
      if (place !== undefined) for (let k = 0; k < width; k++) carried[start + at * width + k] = old.start + place * width + k;
    }
  }
  return carried;
}
