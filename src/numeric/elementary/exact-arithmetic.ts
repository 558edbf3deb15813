/** Error-free transformations: the rounding error of one operation, as a double. */

/**
 * The error a·b − product of a rounded product, exactly, unless it under- or overflows (|a|, |b| < 2^995).
 * Each factor is cut into two halves of 26 bits, whose products are exact.
 * Source: dekker1971 (with Veltkamp's splitting).
 */
export function productError(a: number, b: number, product: number): number {
  const aShifted = a * 134217729; // 2^27 + 1
  const aTop = aShifted - (aShifted - a);
  const aRest = a - aTop;
  const bShifted = b * 134217729;
  const bTop = bShifted - (bShifted - b);
  const bRest = b - bTop;
  return aRest * bRest - (product - aTop * bTop - aRest * bTop - aTop * bRest);
}

/** The error a + b − sum of a rounded sum, exactly, whatever the order of the sizes. Source: knuth1997. */
export function sumError(a: number, b: number, sum: number): number {
  const bUsed = sum - a;
  return a - (sum - bUsed) + (b - bUsed);
}
