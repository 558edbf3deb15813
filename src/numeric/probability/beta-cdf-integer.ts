/** The beta distribution function at integer parameters: a finite binomial sum, small enough for the trial engine. */
import { InvalidArgument } from "../../errors.js";
import { productError } from "../elementary/exact-arithmetic.js";

/**
 * I_x(alpha, beta) = P(Beta(alpha, beta) ≤ x) = P(Binomial(alpha + beta − 1, x) ≥ alpha), for integers alpha, beta ≥ 1.
 *
 * The smaller tail is summed term by term from its largest term, which is built as a product in two doubles, so that small
 * values keep their digits: relative error below 1e-14 up to alpha + beta = 1000 (wherever the result is a normal number). Takes time in
 * proportion to alpha + beta.
 *
 * Throws `InvalidArgument` unless x is in [0, 1] and alpha, beta are integers from 1.
 * Source: abramowitz1964 (26.5.24).
 */
export function betaCdfInteger(x: number, alpha: number, beta: number): number {
  check("betaCdfInteger", x, alpha, beta);
  if (x === 0 || x === 1) return x;
  return x * (alpha + beta) <= alpha ? sumUpwards(x, alpha, beta) : 1 - sumDownwards(x, alpha, beta);
}

/**
 * 1 − I_x(alpha, beta) = P(Beta(alpha, beta) > x) = P(Binomial(alpha + beta − 1, x) < alpha), without cancellation; otherwise
 * as `betaCdfInteger`. Source: abramowitz1964 (26.5.24).
 */
export function betaUpperTailInteger(x: number, alpha: number, beta: number): number {
  check("betaUpperTailInteger", x, alpha, beta);
  if (x === 0 || x === 1) return 1 - x;
  return x * (alpha + beta) <= alpha ? 1 - sumUpwards(x, alpha, beta) : sumDownwards(x, alpha, beta);
}

function check(caller: string, x: number, alpha: number, beta: number): void {
  if (!(x >= 0 && x <= 1)) throw new InvalidArgument(caller, "x", "be in [0, 1]", x);
  if (!(Number.isSafeInteger(alpha) && alpha >= 1)) throw new InvalidArgument(caller, "alpha", "be an integer from 1", alpha);
  if (!(Number.isSafeInteger(beta) && beta >= 1)) throw new InvalidArgument(caller, "beta", "be an integer from 1", beta);
}

/** P(Binomial(n, x) ≥ alpha), n = alpha + beta − 1, from the term at alpha upwards. */
function sumUpwards(x: number, alpha: number, beta: number): number {
  const odds = x / (1 - x);
  let term = 1;
  let sum = 1;
  for (let successes = alpha, failures = beta - 1; failures > 0 && term > 1e-17 * sum; failures--) {
    term *= (failures / ++successes) * odds;
    sum += term;
  }
  return sum * binomialTerm(alpha, beta - 1, x);
}

/** P(Binomial(n, x) < alpha), n = alpha + beta − 1, from the term at alpha − 1 downwards. */
function sumDownwards(x: number, alpha: number, beta: number): number {
  const odds = (1 - x) / x;
  let term = 1;
  let sum = 1;
  for (let successes = alpha - 1, failures = beta; successes > 0 && term > 1e-17 * sum; successes--) {
    term *= (successes / ++failures) * odds;
    sum += term;
  }
  return sum * binomialTerm(alpha - 1, beta, x);
}

/**
 * C(s + f, s) x^s (1 − x)^f, multiplied out with compensation for every rounding error.
 *
 * The factors above and below 1 are taken in such an order that the product stays near 1 as long as it can.
 */
function binomialTerm(successes: number, failures: number, x: number): number {
  const rest = 1 - x;
  const restLow = 1 - rest - x;
  const few = Math.min(successes, failures);
  let product = 1;
  let error = 0;
  let chosen = 0;
  let xs = successes;
  let rests = failures;
  while (chosen < few || xs + rests > 0) {
    if (chosen < few && (product < 1e150 || xs + rests === 0)) {
      // times (many + i)/i: the binomial coefficient grows first
      chosen++;
      const factor = successes + failures - few + chosen;
      const grown = product * factor;
      const grownError = error * factor + productError(product, factor, grown);
      product = grown / chosen;
      const back = product * chosen;
      error = (grown - back - productError(product, chosen, back) + grownError) / chosen;
    } else {
      const isX = xs > 0 && (rests === 0 || xs * failures >= rests * successes);
      const factor = isX ? x : rest;
      const next = product * factor;
      error = error * factor + productError(product, factor, next) + (isX ? 0 : product * restLow);
      product = next;
      if (isX) xs--;
      else rests--;
    }
  }
  return product + error;
}
