/** Sums of linear forms and of their squares, computed from a few numbers that depend on the data alone. */
import type { Axis } from "../axis.js";
import type { Operator } from "../operator.js";
import {
  groupedLinearFormFactor,
  type LinearFormSettings,
  linearFormFactor,
  matrixFormFactor,
} from "../operators/linear-form.js";
import { type Algebra, isConstant } from "./algebra.js";
import { type FormColumn, inFactoringOrder, type LinearForm, linearFormOf } from "./linear-form.js";
import type { Call, Node } from "./node.js";
import { scatterBy } from "./scatter.js";

/** How sums are made: the caller's own way, for what is left to sum. */
type Summation = (node: Node, axis: Axis) => Node;

/** So many columns are multiplied out, K (K + 1) / 2 products; of forms with more, each row is computed. */
const mostColumns = 10;
const mostColumnsByGroup = 4;

/** Σ over the axis, without a loop over its rows; undefined where there is no way. */
export function withoutRows(algebra: Algebra, core: Node, axis: Axis, sumOver: Summation): Node | undefined {
  const { node, mask } = unmasked(algebra, core);
  const [a, b] = node.inputs;
  if (node.operation === "multiply" && a === b) {
    const form = linearFormOf(algebra, a, mask);
    return form && squaresOf(algebra, form, axis, sumOver);
  }
  const form = linearFormOf(algebra, node, mask);
  return form && sumOfForm(algebra, form, axis, sumOver);
}

/** What is summed where a test of the data holds, and 1 where it does. */
function unmasked(algebra: Algebra, core: Node): { readonly node: Node; readonly mask: Node } {
  const { operation, inputs } = core;
  if (operation === "multiply" && isTestOfData(inputs[0])) return { node: inputs[1], mask: inputs[0] };
  if (operation === "multiply" && isTestOfData(inputs[1])) return { node: inputs[0], mask: inputs[1] };
  const [test, whenTrue, whenFalse] = inputs;
  if (operation !== "select" || test.varies) return { node: core, mask: algebra.one };
  if (isConstant(whenFalse, 0)) return { node: whenTrue, mask: algebra.select(test, algebra.one, algebra.zero) };
  if (isConstant(whenTrue, 0)) return { node: whenFalse, mask: algebra.select(test, algebra.zero, algebra.one) };
  return { node: core, mask: algebra.one };
}

const isTestOfData = ({ operation, varies }: Node): boolean =>
  !varies && (operation === "less" || operation === "lessOrEqual" || operation === "equal");

function sumOfForm(algebra: Algebra, form: LinearForm, axis: Axis, sumOver: Summation): Node | undefined {
  if (form.product !== undefined) return undefined;
  let total = algebra.zero;
  for (const [column, coefficient] of form.single)
    total = algebra.add(total, algebra.multiply(coefficient, sumOver(column, axis)));
  const { index } = form;
  if (index === undefined) return total;
  for (const [column, coefficient] of form.grouped) {
    const byGroup = algebra.multiply(coefficient, scatterBy(algebra, column, index));
    total = algebra.add(total, sumOver(byGroup, index.detail.into as Axis));
  }
  return total;
}

function squaresOf(algebra: Algebra, form: LinearForm, axis: Axis, sumOver: Summation): Node | undefined {
  const columns = inFactoringOrder(algebra, form);
  if (form.product !== undefined)
    return form.grouped.size > 0 ? undefined : squaresWithMatrix(algebra, form.product, columns, axis);
  if (columns.length > (form.grouped.size > 0 ? mostColumnsByGroup : mostColumns)) return undefined;
  if (form.index === undefined) return squaresOfSingle(algebra, columns, axis);
  return squaresByGroup(algebra, columns, axis, form.index, sumOver);
}

/** ‖R c‖², for coefficients that are numbers. */
function squaresOfSingle(algebra: Algebra, columns: readonly FormColumn[], axis: Axis): Node {
  const count = columns.length;
  const triangle = { name: `triangle of ${count}`, length: (count * (count + 1)) / 2 };
  const inputs = columns.map(({ column }) => column);
  const [factor] = dataCall(
    algebra,
    linearFormFactor,
    inputs,
    inputs.map(() => axis),
    [triangle],
    count,
  );
  return squaredNorm(algebra, columns, (place) => algebra.element(factor, place));
}

/** Σⱼ ‖Rⱼ cⱼ‖² over groups, for coefficients of which some are those of the group. */
function squaresByGroup(algebra: Algebra, columns: readonly FormColumn[], axis: Axis, index: Node, sumOver: Summation): Node {
  const count = columns.length;
  const groups = index.detail.into as Axis;
  const inputs = [index, ...columns.map(({ column }) => column)];
  const outputs = new Array<Axis>((count * (count + 1)) / 2).fill(groups);
  const factor = dataCall(
    algebra,
    groupedLinearFormFactor,
    inputs,
    inputs.map(() => axis),
    outputs,
    count,
  );
  let total = algebra.zero;
  for (const line of productLines(algebra, columns, (place) => factor[place]))
    total = algebra.add(total, sumOver(algebra.square(line), groups));
  return total;
}

/** ‖R (b, c)‖² for a data matrix times b and further columns times c. */
function squaresWithMatrix(
  algebra: Algebra,
  product: NonNullable<LinearForm["product"]>,
  columns: readonly FormColumn[],
  axis: Axis,
): Node | undefined {
  const { call } = product.output.detail as { call: Call };
  const [matrix, vector] = call.inputs;
  const [cells, width] = call.inputAxes as [Axis, Axis];
  const count = columns.length;
  if (count > mostColumns || width === null) return undefined;
  const square: Axis = { name: `${width.name} squared`, product: [width, width] };
  const triangle = { name: `triangle of ${count}`, length: (count * (count + 1)) / 2 };
  const inputs = [matrix, ...columns.map(({ column }) => column)];
  const outputs = [square, ...columns.map(() => width), triangle];
  const inputAxes = [cells, ...columns.map(() => axis)];
  const factor = dataCall(algebra, matrixFormFactor, inputs, inputAxes, outputs, count);
  const reduced: Call = { ...call, inputs: [factor[0], vector], inputAxes: [square, width], outputAxes: [width], outputs: [] };
  reduced.outputs.push(algebra.table.makeNew("output", reduced.inputs, width, { call: reduced, at: 0 }, vector.varies));
  let line = algebra.multiply(product.coefficient, reduced.outputs[0]);
  for (const [k, { coefficient }] of columns.entries()) line = algebra.add(line, algebra.multiply(coefficient, factor[1 + k]));
  const upper = algebra.table.make("sum", [algebra.square(line)], null, { over: width });
  return algebra.add(
    upper,
    squaredNorm(algebra, columns, (place) => algebra.element(factor[1 + count], place)),
  );
}

function squaredNorm(algebra: Algebra, columns: readonly FormColumn[], factorAt: (place: number) => Node): Node {
  return productLines(algebra, columns, factorAt).reduce((total, line) => algebra.add(total, algebra.square(line)), algebra.zero);
}

/** The elements of R c, for R given by the places in its upper triangle. */
function productLines(algebra: Algebra, columns: readonly FormColumn[], factorAt: (place: number) => Node): Node[] {
  let place = 0;
  return columns.map((_, j) => {
    let line = algebra.zero;
    for (const { coefficient } of columns.slice(j)) line = algebra.add(line, algebra.multiply(coefficient, factorAt(place++)));
    return line;
  });
}

/** The outputs of an operator on data alone. */
function dataCall(
  algebra: Algebra,
  operator: Operator<LinearFormSettings>,
  inputs: readonly Node[],
  inputAxes: readonly (Axis | null)[],
  outputAxes: readonly Axis[],
  columns: number,
): Node[] {
  const call: Call = { operator, settings: { columns }, inputs, inputAxes, outputAxes, workAxes: [], outputs: [] };
  for (const [at, axis] of outputAxes.entries())
    call.outputs.push(algebra.table.makeNew("output", inputs, axis, { call, at }, false));
  return call.outputs;
}
