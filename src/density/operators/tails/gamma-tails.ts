/** Both tails of the gamma distribution. */
import { log1p } from "../../../numeric/elementary/logarithm.js";
import { normalLogCdf } from "../../../numeric/probability/normal.js";
import { erfcx } from "../../../numeric/special/error-function.js";
import { gammaTailInto } from "../../../numeric/special/incomplete-gamma.js";
import { logGammaTailShapeSlope } from "../../../numeric/special/incomplete-gamma-slope.js";
import { createTail, tailValue } from "../../../numeric/special/tail.js";
import type { Operand } from "../../expression.js";
import { applyTails, type LogTails, type TailsRule, tailsOperator } from "./tails-operator.js";

const tail = /* @__PURE__ */ createTail();

/** From this shape on, near the mean, the tails are those of a normal distribution. */
const VAST = 1e10;
const isVast = (shape: number, x: number): boolean => shape > VAST && Math.abs(x - shape) < 1e-3 * shape;

const rule: TailsRule = {
  name: "gamma-tails",
  inputCount: 2,
  writeTails(out, values) {
    const shape = values[0];
    const x = values[1];
    if (!(shape > 0 && x > 0 && x < Number.POSITIVE_INFINITY && shape < Number.POSITIVE_INFINITY)) writeSure(out, shape, x);
    else if (isVast(shape, x)) writeVast(out, shape, x);
    else {
      gammaTailInto(tail, shape, x, 0);
      out[0] = tailValue(tail, false, true);
      out[1] = tailValue(tail, true, true);
      // ∂/∂ln x: the density of ln X over the tail.
      out[2] = (tail.isUpper ? -1 : 1) / tail.fraction;
    }
  },
  slope(input, values, known) {
    const shape = values[0];
    const x = values[1];
    if (input === 1) return known / x;
    if (!isVast(shape, x)) return logGammaTailShapeSlope(shape, x, known < 0);
    return (-known / shape) * (x === shape ? 1 : log1p((x - shape) / shape) / ((x - shape) / shape));
  },
};

/** Where a tail has no probability: a shape of 0 leaves nothing above 0. */
function writeSure(out: Float64Array, shape: number, x: number): void {
  const isBelow = x > 0 && (shape <= 0 || x === Number.POSITIVE_INFINITY);
  const isAbove = x <= 0 || shape === Number.POSITIVE_INFINITY;
  out[0] = isBelow ? 0 : isAbove ? Number.NEGATIVE_INFINITY : Number.NaN;
  out[1] = isBelow ? Number.NEGATIVE_INFINITY : isAbove ? 0 : Number.NaN;
  out[2] = 0;
}

/**
 * The tails by w²/2 = x − a − a ln(x/a): P(X > x) = Φ(−w) − φ(w) (1/3 − w/(12 √a))/√a, right to about 1e-10. Source: temme1979.
 */
function writeVast(out: Float64Array, shape: number, x: number): void {
  const share = (x - shape) / shape;
  const root = Math.sqrt(shape);
  const w = root * share * Math.sqrt(1 - share * (2 / 3 - share * (0.5 - share * (0.4 - share / 3))));
  const size = Math.abs(w);
  const sign = w > 0 ? -1 : 1;
  const correction = (sign * (1 / 3 - w / (12 * root))) / root;
  const hazard = hazardAt(size);
  const direct = normalLogCdf(-size) + log1p(hazard * correction);
  const other = normalLogCdf(size) + log1p(-hazardAt(-size) * correction);
  out[0] = w > 0 ? other : direct;
  out[1] = w > 0 ? direct : other;
  out[2] = sign * root * hazard;
}

/** φ(w)/Φ(−w). */
const hazardAt = (w: number): number => 0.7978845608028654 / erfcx(w * Math.SQRT1_2);

/** Named for threads, which rebuild programs by the names of operators. */
export const gammaTailsOperator = /* @__PURE__ */ tailsOperator(rule);

/**
 * ln P(X ≤ x) and ln P(X > x) of a gamma distributed X of rate 1: the logarithms of the regularized incomplete gamma functions P(shape, x) and
 * Q(shape, x), each right in its far tail, with derivatives with respect to both. A shape of 0 or less leaves nothing above 0.
 * `asked`, if given, is 0 in rows that need no values.
 *
 * @throws InvalidArgument if both are over different axes.
 *
 * Source: didonato1986.
 */
export const logGammaTails = (shape: Operand, x: Operand, asked?: Operand): LogTails =>
  applyTails("logGammaTails", gammaTailsOperator, [shape, x], asked);
