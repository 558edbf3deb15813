/** Affine maps of positions, as moment matching puts them together. */
import { log } from "../../numeric/elementary/logarithm.js";

/**
 * The map x → A (x − origin) + image with A lower triangular, or diagonal as long as only scales were matched.
 *
 * Vectors have as many entries as positions have coordinates; matrices are flat, row by row.
 */
export class AffineMap {
  private constructor(
    private readonly origin: Float64Array,
    /** Where the origin goes. */
    readonly image: Float64Array,
    private readonly scales: Float64Array,
    private readonly lower: Float64Array | undefined,
  ) {}

  /** The map that leaves every position where it is. */
  static identity(origin: Float64Array): AffineMap {
    return new AffineMap(origin, origin, new Float64Array(origin.length).fill(1), undefined);
  }

  /** This map, and then the one that moves its image to `image`. */
  movedTo(image: Float64Array): AffineMap {
    return new AffineMap(this.origin, image, this.scales, this.lower);
  }

  /** This map, and then the one that multiplies distances from its image by `factors`, one for each coordinate. */
  scaledBy(factors: Float64Array): AffineMap {
    const n = factors.length;
    const scales = this.scales.map((scale, i) => scale * factors[i]);
    return new AffineMap(
      this.origin,
      this.image,
      scales,
      this.lower?.map((entry, at) => entry * factors[Math.floor(at / n)]),
    );
  }

  /** This map, and then the one that multiplies differences from its image by the lower triangular `matrix`. */
  multipliedBy(matrix: Float64Array): AffineMap {
    const n = this.origin.length;
    const product = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        if (this.lower === undefined) sum = matrix[i * n + j] * this.scales[j];
        else for (let k = j; k <= i; k++) sum += matrix[i * n + k] * this.lower[k * n + j];
        product[i * n + j] = sum;
      }
    }
    return new AffineMap(this.origin, this.image, this.scales, product);
  }

  /** Writes where `position` goes; `out` may be `position`. */
  applyInto(out: Float64Array, position: Float64Array): void {
    const { origin, image, scales, lower } = this;
    const n = origin.length;
    for (let i = 0; i < n; i++) out[i] = position[i] - origin[i];
    if (lower === undefined) for (let i = 0; i < n; i++) out[i] = scales[i] * out[i] + image[i];
    // From the last row up, so that the differences still needed are there.
    else for (let i = n - 1; i >= 0; i--) out[i] = partOfProduct(lower, i * n, out, i + 1) + image[i];
  }

  /** Writes where `position` comes from, by forward substitution; `out` must not be `position`. */
  invertInto(out: Float64Array, position: Float64Array): void {
    const { origin, image, scales, lower } = this;
    const n = origin.length;
    for (let i = 0; i < n; i++) {
      let rest = position[i] - image[i];
      if (lower !== undefined) for (let k = 0; k < i; k++) rest -= lower[i * n + k] * (out[k] - origin[k]);
      out[i] = rest / (lower === undefined ? scales[i] : lower[i * n + i]) + origin[i];
    }
  }

  /** log |det A|: how much the map thins out densities. */
  get logDeterminant(): number {
    const n = this.origin.length;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += log(this.lower === undefined ? this.scales[i] : this.lower[i * n + i]);
    return sum;
  }
}

/** Σ row_k x_k over the first entries of a row, in two sums that do not wait for each other. */
function partOfProduct(matrix: Float64Array, start: number, x: Float64Array, entries: number): number {
  let even = 0;
  let odd = 0;
  let k = 0;
  for (; k + 1 < entries; k += 2) {
    even += matrix[start + k] * x[k];
    odd += matrix[start + k + 1] * x[k + 1];
  }
  if (k < entries) even += matrix[start + k] * x[k];
  return even + odd;
}
