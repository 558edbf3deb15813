/** What the sample size of a group-sequential design rests on: the same test of the same effect in a trial with one analysis. */
import { normalQuantile, normalUpperQuantile } from "../../../numeric/probability/normal.js";

/**
 * A one-sided test of one assumed effect in a trial without interim analyses. `size` counts what its information is made of: patients of
 * all arms together, or events. Sizes are real numbers here; whole ones come later.
 */
export interface FixedTest {
  /**
   * The mean of Z at so large a size, as it matters for power: z_α + Φ⁻¹(power of the test), with its sign turned for an effect in the wrong
   * direction. A group-sequential design has this drift at its maximum size.
   */
  drift(size: number, alpha: number): number;
  /** The size at which the power is reached, for an effect in the right direction. */
  size(alpha: number, power: number): number;
}

/** The test whose Z has mean `effect` √size and variance 1, whatever the truth. */
export function linearTest(effect: number): FixedTest {
  return {
    drift: (size) => effect * Math.sqrt(size),
    size: (alpha, power) => square((normalUpperQuantile(alpha) + normalQuantile(power)) / effect),
  };
}

/**
 * The test of a difference whose estimate has standard deviation nullSd/√size when the hypothesis is true and sd/√size under the
 * assumption: power = Φ((|difference| √size − z_α nullSd) / sd).
 */
export function twoVarianceTest(difference: number, nullSd: number, sd: number): FixedTest {
  return {
    drift(size, alpha) {
      const z = normalUpperQuantile(alpha);
      const drift = z + (Math.abs(difference) * Math.sqrt(size) - z * nullSd) / sd;
      return difference === 0 ? 0 : difference > 0 ? drift : -drift;
    },
    size: (alpha, power) => square((normalUpperQuantile(alpha) * nullSd + normalQuantile(power) * sd) / difference),
  };
}

export function square(x: number): number {
  return x * x;
}

/** Whether the assumed effect is in the right direction. */
export function driftIsPositive(test: FixedTest, alpha: number): boolean {
  return test.drift(1e6, alpha) > 0;
}
