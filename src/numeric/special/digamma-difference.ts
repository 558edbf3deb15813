/** Differences of the digamma function from itself and from the logarithm, without cancellation. */
import { log, log1p } from "../elementary/logarithm.js";

/** From here on the asymptotic series. */
const LARGE = 12;

/** B_2k/(2k): ψ(x) = ln x − 1/(2x) − Σ B_2k/(2k x^2k). */
const coefficients = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];

/** ψ(x) − ln x for x > 0: about −1/(2x). Relative error below 1e-15. Source: abramowitz1964 (6.3.5, 6.3.18). */
export function digammaLessLog(x: number): number {
  let below = 0;
  let at = x;
  // ψ(x) = ψ(x + 1) − 1/x, and ln x = ln(x + 1) − ln(1 + 1/x).
  for (; at < LARGE; at++) below += 1 / at;
  const square = 1 / (at * at);
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = (sum + coefficients[k]) * square;
  const far = -0.5 / at - sum;
  return at === x ? far : far - below + log(at / x);
}

/**
 * ψ(x + shift) − ψ(x) for x > 0, shift ≥ 0, right also for a shift that is small beside x.
 *
 * By ψ(x + 1) = ψ(x) + 1/x and the asymptotic series, of which each term is a difference of positive powers. Source: abramowitz1964 (6.3.5, 6.3.18).
 */
export function digammaDifference(x: number, shift: number): number {
  let sum = 0;
  let at = x;
  for (; at < LARGE; at++) sum += shift / (at * (at + shift));
  return sum + log1p(shift / at) + excessOverLog(at, shift);
}

/** ψ(x + shift) − ψ(x) − ln(1 + shift/x): small for a large x. Source: abramowitz1964 (6.3.5, 6.3.18). */
export function digammaDifferenceLessLog(x: number, shift: number): number {
  return x >= LARGE ? excessOverLog(x, shift) : digammaDifference(x, shift) - log1p(shift / x);
}

/** The same for x ≥ LARGE: with u = 1/x and v = 1/(x + shift), (u − v)/2 + Σ B_2k/(2k) (u^2k − v^2k). */
function excessOverLog(x: number, shift: number): number {
  const u = 1 / x;
  const v = 1 / (x + shift);
  const gap = shift * u * v;
  const squares = gap * (u + v);
  const [uSquare, vSquare] = [u * u, v * v];
  let difference = squares;
  let power = vSquare;
  let sum = 0;
  for (let k = 0; k < coefficients.length; k++) {
    sum += coefficients[k] * difference;
    difference = uSquare * difference + power * squares;
    power *= vSquare;
  }
  return 0.5 * gap + sum;
}
