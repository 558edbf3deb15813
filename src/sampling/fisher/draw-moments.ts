/** Running variances of draws and of their gradients, coordinate by coordinate. */

/** Plain data: means, and sums of squared deviations from them. */
export interface DrawMoments {
  count: number;
  readonly positionMean: Float64Array;
  readonly positionSquares: Float64Array;
  readonly gradientMean: Float64Array;
  readonly gradientSquares: Float64Array;
}

/** Returns the moments of no draws. */
export function emptyMoments(dimension: number): DrawMoments {
  return {
    count: 0,
    positionMean: new Float64Array(dimension),
    positionSquares: new Float64Array(dimension),
    gradientMean: new Float64Array(dimension),
    gradientSquares: new Float64Array(dimension),
  };
}

/** Forgets all draws. */
export function clearMoments(moments: DrawMoments): void {
  moments.count = 0;
  moments.positionMean.fill(0);
  moments.positionSquares.fill(0);
  moments.gradientMean.fill(0);
  moments.gradientSquares.fill(0);
}

/**
 * Takes in one draw and its gradient: m ← m + (x − m)/n, S ← S + (x − m)(x − m′).
 *
 * Source: welford1962note.
 */
export function addToMoments(moments: DrawMoments, position: Float64Array, gradient: Float64Array): void {
  const share = 1 / ++moments.count;
  const { positionMean, positionSquares, gradientMean, gradientSquares } = moments;
  for (let i = 0; i < position.length; i++) {
    const fromMean = position[i] - positionMean[i];
    const mean = positionMean[i] + fromMean * share;
    positionMean[i] = mean;
    positionSquares[i] += fromMean * (position[i] - mean);
    const gradientFromMean = gradient[i] - gradientMean[i];
    const meanGradient = gradientMean[i] + gradientFromMean * share;
    gradientMean[i] = meanGradient;
    gradientSquares[i] += gradientFromMean * (gradient[i] - meanGradient);
  }
}
