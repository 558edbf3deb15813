/** The error function and its complements. */
import { productError } from "../elementary/exact-arithmetic.js";
import { exp } from "../elementary/exponential.js";

/**
 * erf(x) = 2/√π ∫_0^x e^(−t²) dt.
 *
 * x times a rational function of x² up to |x| = 0.7 (relative error < 2^-55), beyond 1 − erfc(x). Relative error below 5e-16.
 * Source: cody1969 (form; coefficients by an own fit).
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.7) return erfNearZero(x);
  if (Number.isNaN(x)) return x;
  const value = 1 - erfc(size);
  return x < 0 ? -value : value;
}

function erfNearZero(x: number): number {
  const z = x * x;
  const top =
    1.1283791670955126 +
    z * (0.13733173829595574 + z * (0.04046109338913315 + z * (0.001245251771980552 + z * 6.47881023979856e-5)));
  const bottom = 1 + z * (0.455040417530436 + z * (0.08753784957179589 + z * (0.008588340890527124 + z * 0.0003710783888156096)));
  return (x * top) / bottom;
}

/**
 * erfc(x) = 1 − erf(x), with a small relative error also where it is tiny: e^(−x²) erfcx(x), with x² carried in two doubles.
 *
 * Relative error below 1e-15 up to 26.5, where it leaves the normal doubles; 0 above 27.3. Source: cody1969.
 */
export function erfc(x: number): number {
  if (x < -0.7) return 2 - erfc(-x);
  if (x <= 0.7) return 1 - erfNearZero(x);
  if (x > 28) return 0;
  const square = x * x;
  const e = exp(-square) * scaledComplement(x);
  return e - e * productError(x, x, square);
}

/**
 * erfcx(x) = e^(x²) erfc(x), about 1/(x √π) for large x; Infinity below −26.7. Relative error below 1e-15 for x ≥ 0.
 * Source: cody1969.
 */
export function erfcx(x: number): number {
  if (x > 0.7) return scaledComplement(x);
  if (Number.isNaN(x)) return x;
  if (x < -27) return Number.POSITIVE_INFINITY;
  const square = x * x;
  const e = exp(square);
  const scale = e + e * productError(x, x, square);
  return x >= -0.7 ? scale * (1 - erfNearZero(x)) : 2 * scale - scaledComplement(-x);
}

/** erfcx(x) for x ≥ 0.7: rational in x up to 4 (relative error < 2^-58), then 1/x times a rational function of 1/x² (< 2^-56). */
function scaledComplement(x: number): number {
  if (x >= 4) return scaledComplementOfLarge(x);
  const top =
    0.9999999999650847 +
    x *
      (1.721869147386081 +
        x *
          (1.475385255788273 +
            x *
              (0.7807331604077541 +
                x * (0.272006568993327 + x * (0.06215722894348699 + x * (0.00865916046208427 + x * 0.0005747591335559344))))));
  const bottom =
    1 +
    x *
      (2.850248313948177 +
        x *
          (3.6915460781644867 +
            x *
              (2.848201295731846 +
                x *
                  (1.4384187671867852 +
                    x *
                      (0.48979030506583443 +
                        x * (0.11068037569810689 + x * (0.015347954023008727 + x * 0.0010187342148405955)))))));
  return top / bottom;
}

function scaledComplementOfLarge(x: number): number {
  const v = 1 / (x * x);
  const top =
    0.5641895835477563 +
    v *
      (12.238750599655532 +
        v * (84.60871515770306 + v * (215.7420905427092 + v * (172.25221195710827 + v * 19.381688966551636))));
  const bottom =
    1 +
    v *
      (22.19262063063159 +
        v * (160.31135331679363 + v * (447.77911035785854 + v * (444.01380232374646 + v * 105.00148062903278))));
  return top / (bottom * x);
}
