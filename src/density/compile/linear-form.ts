/** Recognizes linear forms: Σ of data columns, each times a number (or a number of the row's group) that depends on the position. */
import { type Algebra, isConstant } from "./algebra.js";
import type { Node } from "./node.js";

/** What is multiplied by data: the coefficients. */
export interface LinearForm {
  /** Coefficients that are one number for all rows, by column. */
  readonly single: Map<Node, Node>;
  /** Coefficients of the row's group, arrays over the groups, by column. */
  readonly grouped: Map<Node, Node>;
  /** The rows' groups; undefined if there are none. */
  index: Node | undefined;
  /** A data matrix times a vector of coefficients, the operator's output, and the number before it. */
  product: { readonly output: Node; readonly coefficient: Node } | undefined;
}

/** The form that a node is, times a data column; undefined if it is none. */
export function linearFormOf(algebra: Algebra, node: Node, column: Node): LinearForm | undefined {
  const form: LinearForm = { single: new Map(), grouped: new Map(), index: undefined, product: undefined };
  return new Decomposition(algebra, form).add(node, algebra.one, column) ? form : undefined;
}

class Decomposition {
  constructor(
    private readonly algebra: Algebra,
    private readonly form: LinearForm,
  ) {}

  /** Adds coefficient · node · column to the form; false if that cannot be. */
  add(node: Node, coefficient: Node, column: Node): boolean {
    const { algebra } = this;
    const [a, b] = node.inputs;
    if (!node.varies && node.axis !== null) return this.put(this.form.single, this.weighted(column, node), coefficient);
    if (node.axis === null) return this.put(this.form.single, column, algebra.multiply(coefficient, node));
    switch (node.operation) {
      case "add":
        return this.add(a, coefficient, column) && this.add(b, coefficient, column);
      case "subtract":
        return this.add(a, coefficient, column) && this.add(b, algebra.negate(coefficient), column);
      case "negate":
        return this.add(a, algebra.negate(coefficient), column);
      case "multiply":
        if (a.axis === null) return this.add(b, algebra.multiply(coefficient, a), column);
        if (!a.varies) return this.add(b, coefficient, this.weighted(column, a));
        return !b.varies && this.add(a, coefficient, this.weighted(column, b));
      case "divide":
        return !b.varies && this.add(a, coefficient, this.weighted(column, algebra.divide(algebra.one, b)));
      case "gather":
        if (b.varies || (this.form.index ?? b) !== b) return false;
        this.form.index = b;
        return this.put(this.form.grouped, column, algebra.multiply(coefficient, a));
      case "output":
        return this.addProduct(node, coefficient, column);
      default:
        return false;
    }
  }

  private put(coefficients: Map<Node, Node>, column: Node, coefficient: Node): true {
    const found = coefficients.get(column);
    coefficients.set(column, found === undefined ? coefficient : this.algebra.add(found, coefficient));
    return true;
  }

  /** One product of a data matrix with a vector can be part of a form. */
  private addProduct(output: Node, coefficient: Node, column: Node): boolean {
    const { call } = output.detail;
    if (!call?.operator.timesVector || call.inputs[0].varies || this.form.product !== undefined) return false;
    if (!isConstant(column, 1)) return false;
    this.form.product = { output, coefficient };
    return true;
  }

  private weighted(column: Node, node: Node): Node {
    return this.algebra.scaleAdjoint(column, (unmasked) => this.algebra.multiply(unmasked, node));
  }
}

/** One column of a form, with its coefficient. */
export interface FormColumn {
  readonly column: Node;
  readonly coefficient: Node;
  readonly isGrouped: boolean;
}

/** All columns of a form: those of the groups first, what depends on data alone last and as one, so that as much of R as can be does too. */
export function inFactoringOrder(algebra: Algebra, form: LinearForm): FormColumn[] {
  const grouped = [...form.grouped].map(([column, coefficient]) => {
    const alike = form.single.get(column);
    return { column, coefficient: alike === undefined ? coefficient : algebra.add(coefficient, alike), isGrouped: true };
  });
  const single = [...form.single]
    .filter(([column]) => !form.grouped.has(column))
    .map(([column, coefficient]) => ({ column, coefficient, isGrouped: false }));
  let fixed = algebra.zero;
  for (const { column, coefficient } of single)
    if (!coefficient.varies) fixed = algebra.add(fixed, algebra.multiply(coefficient, column));
  const columns: FormColumn[] = [...grouped, ...single.filter(({ coefficient }) => coefficient.varies)];
  if (!isConstant(fixed, 0)) columns.push({ column: fixed, coefficient: algebra.one, isGrouped: false });
  return columns;
}
