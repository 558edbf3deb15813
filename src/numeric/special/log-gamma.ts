/** The logarithm of the gamma function. */
import { log, log1p } from "../elementary/logarithm.js";
import { sin } from "../elementary/trigonometric.js";
import { stirlingError } from "./stirling-error.js";

const HALF_LOG_TWO_PI = 0.9189385332046727;

/**
 * ln |Γ(x)|: Infinity at 0, −1, −2, …
 *
 * Stirling's formula from 8 on; between, (x − 1)(x − 2) times a rational function on [1/2, 3] and the recurrence
 * Γ(x + 1) = x Γ(x); below 0 the reflection π / sin(πx). Relative error below 1e-15 for x > 0, next to the zeros at 1 and 2 too;
 * below 0 absolute error of the size of an ulp of 1 next to its zeros.
 * Source: abramowitz1964 (6.1.15, 6.1.17, 6.1.40; coefficients by an own fit).
 */
export function logGamma(x: number): number {
  if (x >= 8) return (x - 0.5) * (log(x) - 1) + (HALF_LOG_TWO_PI - 0.5 + stirlingError(x));
  if (x >= 3) return logGammaByRecurrence(x);
  if (x >= 1.5) return logGammaNearTwo(x - 2);
  if (x >= 0.5) return logGammaOnePlus(x - 1);
  if (x > 0) return logGammaOnePlus(x) - log(x);
  return logGammaByReflection(x);
}

/** ln Γ(1 + s) for s in [−1/2, 1.5], exact also for s next to 0, where 1 + s would lose digits. */
export function logGammaOnePlus(s: number): number {
  return s > 0.5 ? logGammaNearTwo(s - 1) : logGammaNearTwo(s) - log1p(s);
}

/** ln Γ(2 + t) for t in [−1/2, 1]: t times a minimax rational function (relative error < 2^-59). */
function logGammaNearTwo(t: number): number {
  const top =
    0.42278433509846713 +
    t *
      (0.9838314605067248 +
        t *
          (0.8345068924562444 +
            t *
              (0.33306556884776256 +
                t *
                  (0.06519548864418644 + t * (0.0057618224985634715 + t * (0.0001725362653066338 + t * 4.005993613607943e-7))))));
  const bottom =
    1 +
    t *
      (1.56430683962919 +
        t *
          (0.9400107207770778 +
            t * (0.27134864653794166 + t * (0.03831086188819485 + t * (0.002366136254331608 + t * 4.4683528274155884e-5)))));
  return (t * top) / bottom;
}

function logGammaByRecurrence(x: number): number {
  let product = 1;
  let rest = x;
  while (rest >= 3) {
    rest -= 1;
    product *= rest;
  }
  return log(product) + logGammaNearTwo(rest - 2);
}

function logGammaByReflection(x: number): number {
  if (Number.isNaN(x)) return x;
  const fraction = x - Math.floor(x);
  if (fraction === 0 || x === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const sine = sin(Math.PI * Math.min(fraction, 1 - fraction));
  return log(Math.PI / (-x * sine)) - logGamma(-x);
}
