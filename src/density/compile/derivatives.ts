/** What a change of an operation's inputs does to it: the adjoints of the inputs from the adjoint of the value. */
import { InvalidArgument } from "../../errors.js";
import type { Algebra } from "./algebra.js";
import type { Node, NodeOperation } from "./node.js";

/** One rule: the adjoints of the inputs (undefined: none), from the node and the adjoint of its value. */
type Rule = (algebra: Algebra, node: Node, adjoint: Node) => readonly (Node | undefined)[];

/** A function of one number: the adjoint is multiplied by its derivative. */
const times =
  (derivative: (algebra: Algebra, x: Node, y: Node) => Node): Rule =>
  (algebra, node, adjoint) => [
    algebra.scaleAdjoint(adjoint, (unmasked) => algebra.multiply(unmasked, derivative(algebra, node.inputs[0], node))),
  ];

/** The same, divided. */
const over =
  (divisor: (algebra: Algebra, x: Node, y: Node) => Node): Rule =>
  (algebra, node, adjoint) => [
    algebra.scaleAdjoint(adjoint, (unmasked) => algebra.divide(unmasked, divisor(algebra, node.inputs[0], node))),
  ];

const half = 0.5;
const oneOverRootTwoPi = 0.3989422804014327;

const rules: Partial<Record<NodeOperation, Rule>> = {
  negate: (g, _, d) => [g.negate(d)],
  absolute: (g, { inputs: [x] }, d) => [g.select(g.binary("less", x, g.zero), g.negate(d), d)],
  squareRoot: /* @__PURE__ */ over((g, _, y) => g.multiply(g.constant(2), y)),
  floor: () => [undefined],
  exp: /* @__PURE__ */ times((_, __, y) => y),
  log: /* @__PURE__ */ over((_, x) => x),
  log1p: /* @__PURE__ */ over((g, x) => g.add(g.one, x)),
  expm1: /* @__PURE__ */ times((g, _, y) => g.add(g.one, y)),
  tanh: /* @__PURE__ */ times((g, _, y) => g.subtract(g.one, g.square(y))),
  logGamma: /* @__PURE__ */ times((g, x) => g.unary("digamma", x)),
  digamma: /* @__PURE__ */ times((g, x) => g.unary("trigamma", x)),
  normalCdf: /* @__PURE__ */ times((g, x) => {
    const exponent = g.multiply(g.constant(-half), g.square(x));
    return g.multiply(g.constant(oneOverRootTwoPi), g.unary("exp", exponent));
  }),
  logNormalCdf: /* @__PURE__ */ times((g, x) => g.unary("inverseMills", x)),
  inverseMills: /* @__PURE__ */ times((g, x, y) => g.negate(g.multiply(y, g.add(x, y)))),
  log1pExp: /* @__PURE__ */ times((g, x) => g.softplusSlope(x)),
  inverseLogit: /* @__PURE__ */ times((g, _, y) => g.multiply(y, g.subtract(g.one, y))),
  sin: /* @__PURE__ */ times((g, x) => g.unary("cos", x)),
  cos: /* @__PURE__ */ times((g, x) => g.negate(g.unary("sin", x))),
  add: (_, __, d) => [d, d],
  subtract: (g, _, d) => [d, g.negate(d)],
  multiply: (g, { inputs: [a, b] }, d) => {
    if (a === b) return [g.scaleAdjoint(d, (unmasked) => g.multiply(g.multiply(g.constant(2), unmasked), a)), undefined];
    return [g.scaleAdjoint(d, (unmasked) => g.multiply(unmasked, b)), g.scaleAdjoint(d, (unmasked) => g.multiply(unmasked, a))];
  },
  divide: (g, node, d) => {
    const share = (unmasked: Node) => g.divide(unmasked, node.inputs[1]);
    return [g.scaleAdjoint(d, share), g.negate(g.scaleAdjoint(d, (unmasked) => g.multiply(share(unmasked), node)))];
  },
  minimum: (g, { inputs: [a, b] }, d) => masked(g, g.binary("lessOrEqual", a, b), d),
  maximum: (g, { inputs: [a, b] }, d) => masked(g, g.binary("lessOrEqual", b, a), d),
  select: (g, { inputs: [test] }, d) => [undefined, ...masked(g, test, d)],
  less: () => [undefined, undefined],
  lessOrEqual: () => [undefined, undefined],
  equal: () => [undefined, undefined],
  power: (g, node, d) => {
    const [a, b] = node.inputs;
    const lower = () => g.binary("power", a, g.subtract(b, g.one));
    const base = g.scaleAdjoint(d, (unmasked) => g.multiply(unmasked, g.multiply(b, lower())));
    if (!b.varies) return [base, undefined];
    const logarithm = g.select(g.binary("less", g.zero, a), g.unary("log", a), g.zero);
    return [base, g.scaleAdjoint(d, (unmasked) => g.multiply(unmasked, g.multiply(node, logarithm)))];
  },
};

function masked(algebra: Algebra, test: Node, adjoint: Node): [Node, Node] {
  return [algebra.select(test, adjoint, algebra.zero), algebra.select(test, algebra.zero, adjoint)];
}

/**
 * The adjoints of the inputs of an operation that works element by element.
 *
 * Source: griewank2008evaluating, section 3.2.
 *
 * @throws InvalidArgument where there is no derivative.
 */
export function inputAdjoints(algebra: Algebra, node: Node, adjoint: Node): readonly (Node | undefined)[] {
  const rule = rules[node.operation];
  if (rule === undefined) throw new InvalidArgument("compile", "terms", "have derivatives", `a derivative of ${node.operation}`);
  return rule(algebra, node, adjoint);
}
