/** The error of Stirling's formula, from which logGamma and all power terms are built. */
import { log, log1p } from "../elementary/logarithm.js";

/**
 * δ(x) = ln Γ(x) − [(x − 1/2) ln x − x + ln(2π)/2] for x > 0, about 1/(12x).
 *
 * From 8 on a polynomial in 1/x², on [1, 8) a rational function of 1/x (both minimax, relative error < 2^-53), below 1 by
 * δ(x) = δ(x + 1) + (x + 1/2) ln(1 + 1/x) − 1. Absolute error below 1e-16 from 1 on, below 1e-15 above 0.001.
 * Source: abramowitz1964 (6.1.40; coefficients by an own fit).
 */
export function stirlingError(x: number): number {
  if (x >= 8) return largeStirlingError(x);
  if (x < 1) return smallStirlingError(x);
  const u = 1 / x;
  const top =
    0.08333333332847899 +
    u *
      (0.3748796590756952 +
        u *
          (0.8637402391620408 +
            u *
              (1.0852124565678922 +
                u * (0.7724299819693934 + u * (0.2724892994949242 + u * (0.032869554331069605 + u * 0.00031738251473359354))))));
  const bottom =
    1 +
    u *
      (4.498555905787499 +
        u *
          (10.398216279985705 +
            u *
              (13.172500192211807 +
                u * (9.606254974974261 + u * (3.6660238444979703 + u * (0.6232439102915384 + u * 0.0306260736149653))))));
  return (u * top) / bottom;
}

function largeStirlingError(x: number): number {
  const v = 1 / (x * x);
  const sum =
    -0.0027777777777740994 +
    v *
      (0.0007936507898351836 +
        v * (-0.0005952366070531483 + v * (0.0008414728628631623 + v * (-0.0018905407647238982 + v * 0.005069266877662162))));
  return (0.08333333333333333 + v * sum) / x;
}

function smallStirlingError(x: number): number {
  return stirlingError(x + 1) + ((x + 0.5) * (log1p(x) - log(x)) - 1);
}
