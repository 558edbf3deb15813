/** The regularized incomplete beta function, each tail with its own digits, also on the log scale. */
import { InvalidArgument } from "../../errors.js";
import { productError, sumError } from "../elementary/exact-arithmetic.js";
import { continuedFraction } from "./continued-fraction.js";
import { betaPowerTermInto } from "./power-terms.js";
import { createTail, type Tail, tailAtEnd, tailValue } from "./tail.js";

const tail = /* @__PURE__ */ createTail();

/**
 * I_x(a, b) = 1/B(a, b) ∫_0^x t^(a−1) (1 − t)^(b−1) dt, the regularized incomplete beta function, for a, b > 0, x in [0, 1].
 *
 * Relative error near 1e-15 for the smaller tail wherever it is a normal double; time grows with the square root of a and b near the mean.
 * Throws `InvalidArgument` for other arguments. Source: abramowitz1964 (26.5.1), didonato1992.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  check("incompleteBeta", x, a, b);
  return betaTailAt(x, a, b, false, false);
}

/** 1 − I_x(a, b), without cancellation; otherwise as `incompleteBeta`. Source: abramowitz1964 (26.5.2), didonato1992. */
export function incompleteBetaComplement(x: number, a: number, b: number): number {
  check("incompleteBetaComplement", x, a, b);
  return betaTailAt(x, a, b, true, false);
}

/** ln I_x(a, b), right also where I_x(a, b) underflows. Source: abramowitz1964 (26.5.1). */
export function logIncompleteBeta(x: number, a: number, b: number): number {
  check("logIncompleteBeta", x, a, b);
  return betaTailAt(x, a, b, false, true);
}

/** ln(1 − I_x(a, b)), right also where 1 − I_x(a, b) underflows. Source: abramowitz1964 (26.5.2). */
export function logIncompleteBetaComplement(x: number, a: number, b: number): number {
  check("logIncompleteBetaComplement", x, a, b);
  return betaTailAt(x, a, b, true, true);
}

function check(caller: string, x: number, a: number, b: number): void {
  if (!(x >= 0 && x <= 1)) throw new InvalidArgument(caller, "x", "be in [0, 1]", x);
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw new InvalidArgument(caller, "a", "be positive and finite", a);
  if (!(b > 0 && b < Number.POSITIVE_INFINITY)) throw new InvalidArgument(caller, "b", "be positive and finite", b);
}

/** I_x(a, b) or its complement (`isUpper`), or the logarithm, for checked arguments. */
export function betaTailAt(x: number, a: number, b: number, isUpper: boolean, isLog: boolean): number {
  const y = 1 - x;
  return betaTail(x, 0, y, 1 - y - x, a, b, isUpper, isLog);
}

/** The same with x + xLow and y + yLow = 1 − x − xLow given in two doubles each, for callers who know both without cancellation. */
export function betaTail(
  x: number,
  xLow: number,
  y: number,
  yLow: number,
  a: number,
  b: number,
  isUpper: boolean,
  isLog: boolean,
): number {
  if (x === 0 || y === 0) return tailAtEnd((x === 0) === isUpper, isLog);
  betaTailInto(tail, x, xLow, y, yLow, a, b);
  return tailValue(tail, isUpper, isLog);
}

/** Writes the tail of logit X at logit(x + xLow), for x and y in (0, 1). */
export function betaTailInto(out: Tail, x: number, xLow: number, y: number, yLow: number, a: number, b: number): void {
  const ay = a * y;
  const bx = b * x;
  const below = ay - bx;
  const excess = below + (sumError(ay, -bx, below) + (productError(a, y, ay) - productError(b, x, bx)) + (a * yLow - b * xLow));
  betaPowerTermInto(out.density, a, b, x, xLow, y, yLow);
  out.isUpper = excess < 0;
  out.fraction = out.isUpper ? betaFraction(b, a, y, x, -excess) : betaFraction(a, b, x, y, excess);
}

/** I_x(a, b) over x^a y^b / B(a, b), for excess = a y − b x ≥ 0. */
function betaFraction(a: number, b: number, x: number, y: number, excess: number): number {
  return x <= 0.7 && (a < 20 || b < 20) ? betaSeries(a, b, x) : betaContinuedFraction(a, b, x, y, excess);
}

/** (1 + Σ x^n (a + b) … (a + b + n − 1) / ((a + 1) … (a + n)))/a: all terms are positive. Source: abramowitz1964 (26.5.4). */
function betaSeries(a: number, b: number, x: number): number {
  const n = a + b;
  let term = 1;
  let sum = 1;
  for (let k = 0; term > 1e-17 * sum; k++) {
    term *= (x * (n + k)) / (a + 1 + k);
    sum += term;
  }
  return sum / a;
}

/**
 * 1/(β0 + α1/(β1 + α2/(β2 + …))) with αn = (a + n − 1)(a + b + n − 1) n (b − n) x² / (a + 2n − 1)² and
 * βn = n + n (b − n) x / (a + 2n − 1) + (a + n)(excess + 1 + n (1 + y)) / (a + 2n + 1). Source: didonato1992 (9).
 */
function betaContinuedFraction(a: number, b: number, x: number, y: number, excess: number): number {
  return continuedFraction((a * (excess + 1)) / (a + 1), b >= 20, (n, out) => {
    const before = a + 2 * n - 1;
    const ratio = (n * (b - n) * x) / before;
    out[0] = ((a + n - 1) / before) * (a + b + n - 1) * x * ratio;
    out[1] = n + ratio + ((a + n) / (before + 2)) * (excess + 1 + n * (1 + y));
  });
}
