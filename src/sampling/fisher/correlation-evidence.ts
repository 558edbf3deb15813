/** A cheap look for correlations before the costly estimate: two directions instead of all. */

/** Power iterations. */
const PASSES = 6;
/** Below this condition number a metric that knows correlations gains little. */
const LEAST_CONDITION = 1.5;
/** How much of the diagonal metric's Fisher divergence may be left along the two directions: regressions leave less than 0.25, most funnels 0.3 to 1. */
const MOST_LEFT = 0.5;

/**
 * Returns whether `count` standardized draws and gradients, row by row, show correlations worth a closer look.
 *
 * The first half of the rows chooses u, along which draws vary most, and w, along which gradients do, and the variance √(Σ x² / Σ g²) along each. The second
 * half judges them: the product of the variances of draws along u and of gradients along w, over those by coordinate, must be at least 1.5
 * (for a normal target it is the condition number), and Σ (x/s + s g)² at most half of Σ (x + g)², where x and g are the components along u and w
 * and s² the variances. Costs about 34 flops for each draw and coordinate, and allocates two rows.
 *
 * Source: seyboldt2026nutpie; golub2013matrix, section 8.2.1.
 */
export function showsCorrelation(positions: Float64Array, gradients: Float64Array, count: number, dimension: number): boolean {
  const direction = new Float64Array(dimension);
  const product = new Float64Array(dimension);
  const found = { before: 0, after: 0, positions: 0, gradients: 0 };
  leadingDirectionInto(direction, product, positions, count >> 1, dimension);
  judge(found, direction, positions, gradients, count, dimension);
  const spread = found.positions / meanSquare(positions, count, dimension);
  leadingDirectionInto(direction, product, gradients, count >> 1, dimension);
  judge(found, direction, positions, gradients, count, dimension);
  const steepness = found.gradients / meanSquare(gradients, count, dimension);
  return spread * steepness > LEAST_CONDITION && found.after < MOST_LEFT * found.before;
}

/** Adds a direction's divergence before and after to what was found, and writes the sums of squares along it, all over the second half of the rows. */
function judge(
  found: { before: number; after: number; positions: number; gradients: number },
  direction: Float64Array,
  positions: Float64Array,
  gradients: Float64Array,
  count: number,
  dimension: number,
): void {
  const half = (count >> 1) * dimension;
  const rootOfVariance = Math.sqrt(
    Math.sqrt(squaresAlong(direction, positions, 0, half) / squaresAlong(direction, gradients, 0, half)),
  );
  found.positions = 0;
  found.gradients = 0;
  for (let at = half; at < count * dimension; at += dimension) {
    const x = componentAlong(direction, positions, at);
    const g = componentAlong(direction, gradients, at);
    const whitened = x / rootOfVariance + g * rootOfVariance;
    found.before += (x + g) * (x + g);
    found.after += whitened * whitened;
    found.positions += x * x;
    found.gradients += g * g;
  }
}

/** The second half's sum of squares, for each coordinate on average. */
function meanSquare(rows: Float64Array, count: number, dimension: number): number {
  let even = 0;
  let odd = 0;
  const end = count * dimension;
  let at = (count >> 1) * dimension;
  for (; at < end - 1; at += 2) {
    even += rows[at] * rows[at];
    odd += rows[at + 1] * rows[at + 1];
  }
  if (at < end) even += rows[at] * rows[at];
  return (even + odd) / dimension;
}

/** Writes the unit vector along which the first `count` rows vary most, by power iterations from the first row. */
function leadingDirectionInto(
  direction: Float64Array,
  product: Float64Array,
  rows: Float64Array,
  count: number,
  dimension: number,
): void {
  for (let i = 0; i < dimension; i++) direction[i] = rows[i];
  for (let pass = 0; pass < PASSES; pass++) {
    product.fill(0);
    for (let at = 0; at < count * dimension; at += dimension) {
      const component = componentAlong(direction, rows, at);
      for (let i = 0; i < dimension; i++) product[i] += component * rows[at + i];
    }
    const shrink = 1 / Math.sqrt(componentAlong(product, product, 0));
    for (let i = 0; i < dimension; i++) direction[i] = shrink * product[i];
  }
}

/** Σ (direction · row)² over the rows from one place to another. */
function squaresAlong(direction: Float64Array, rows: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += direction.length) {
    const component = componentAlong(direction, rows, at);
    sum += component * component;
  }
  return sum;
}

/** The scalar product of the direction and the row that begins at a place. */
function componentAlong(direction: Float64Array, rows: Float64Array, at: number): number {
  const { length } = direction;
  let one = 0;
  let two = 0;
  let three = 0;
  let four = 0;
  let i = 0;
  for (; i < length - 3; i += 4) {
    one += direction[i] * rows[at + i];
    two += direction[i + 1] * rows[at + i + 1];
    three += direction[i + 2] * rows[at + i + 2];
    four += direction[i + 3] * rows[at + i + 3];
  }
  for (; i < length; i++) one += direction[i] * rows[at + i];
  return one + two + (three + four);
}
