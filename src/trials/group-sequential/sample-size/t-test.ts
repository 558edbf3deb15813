/** The t test of one or two means with unknown variance. */
import { noncentralTCdf, noncentralTUpperTail } from "../../../numeric/probability/noncentral-t.js";
import { normalQuantile, normalUpperQuantile } from "../../../numeric/probability/normal.js";
import { studentTUpperQuantile } from "../../../numeric/probability/student-t.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import { type FixedTest, square } from "./fixed-test.js";

/**
 * The t test whose statistic has noncentrality `effect` √size and size − `estimated` degrees of freedom:
 * power = Pr(T(df, effect √size) > t_α(df)).
 *
 * Source: chow2017sample.
 */
export function tTest(effect: number, estimated: number): FixedTest {
  const power = (size: number, alpha: number) => {
    const df = size - estimated;
    return noncentralTUpperTail(studentTUpperQuantile(alpha, df), df, Math.abs(effect) * Math.sqrt(size));
  };
  return {
    drift(size, alpha) {
      if (effect === 0) return 0;
      const df = size - estimated;
      // By its complement, which stays above 0 where the power rounds to 1.
      const missed = noncentralTCdf(studentTUpperQuantile(alpha, df), df, Math.abs(effect) * Math.sqrt(size));
      const drift = normalUpperQuantile(alpha) + normalUpperQuantile(Math.max(missed, 1e-300));
      return effect >= 0 ? drift : -drift;
    },
    size(alpha, target) {
      const normal = square((normalUpperQuantile(alpha) + normalQuantile(target)) / effect);
      // The t test needs more than the normal one: less than twice that and 10 patients.
      let upper = 2 * normal + estimated + 10;
      while (power(upper, alpha) < target) upper *= 2;
      return brentRoot((size) => power(size, alpha) - target, estimated + 1e-3, upper).root;
    },
  };
}
