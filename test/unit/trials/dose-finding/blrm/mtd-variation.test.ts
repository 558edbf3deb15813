import { describe, expect, it } from "vitest";
import { normalCdf } from "../../../../../src/numeric/probability/normal.js";
import { brentRoot } from "../../../../../src/numeric/roots/brent-root.js";
import { mtdVariation } from "../../../../../src/trials/dose-finding/blrm/mtd-variation.js";
import { laplace } from "../../../../../src/trials/dose-finding/posterior/laplace.js";
import {
  type TwoParameterPosterior,
  twoParameterQuadrature,
} from "../../../../../src/trials/dose-finding/posterior/two-parameter-quadrature.js";
import { twoParameterLogistic } from "../../../../../src/trials/dose-finding/two-parameter-logistic.js";

const NOBODY = { patients: [0, 0], toxicities: [0, 0], partial: 0, partialDose: [], partialWeight: [] };

describe("mtdVariation", () => {
  it("is that of a log-normal dose when the slope is known to be 1", () => {
    const sd = 0.5;
    const model = twoParameterLogistic([1, 2], 10, { mean: [-1, 0], covariance: [sd * sd, 0, 0, 1e-8] });
    const posterior = twoParameterQuadrature(model);
    posterior.update(NOBODY);
    // log(dose/d*) = logit(target) − log α is normal: Pr(|dose/median − 1| ≤ m) = ½ gives the median absolute deviation.
    const within = (m: number) => normalCdf(Math.log(1 + m), 0, sd) - (m < 1 ? normalCdf(Math.log(1 - m), 0, sd) : 0) - 0.5;
    const exact = 1.4826 * brentRoot(within, 0, 0.999).root;
    expect(mtdVariation(posterior, 0.3)).toBeCloseTo(exact, 6);
  });

  it("falls as data accumulate, and agrees with Laplace's approximation then", () => {
    const model = twoParameterLogistic([10, 20, 40], 20, { mean: [-1, 0], covariance: [4, 0, 0, 1] });
    const variation = (posterior: TwoParameterPosterior, factor: number): number => {
      posterior.update({ ...NOBODY, patients: [3 * factor, 3 * factor, 3 * factor], toxicities: [0, factor, 2 * factor] });
      return mtdVariation(posterior, 0.3);
    };
    const exact = twoParameterQuadrature(model);
    const [few, some, many] = [1, 4, 60].map((factor) => variation(exact, factor));
    expect(few).toBeGreaterThan(some);
    expect(some).toBeGreaterThan(many);
    expect(variation(laplace().of(model) as TwoParameterPosterior, 60)).toBeCloseTo(many, 2);
  });

  it("is infinite when the dose is beyond all measure", () => {
    const model = twoParameterLogistic([1, 2], 10, { mean: [-30, -5], covariance: [0.01, 0, 0, 0.01] });
    const posterior = twoParameterQuadrature(model);
    posterior.update(NOBODY);
    expect(mtdVariation(posterior, 0.3)).toBe(Number.POSITIVE_INFINITY);
  });
});
