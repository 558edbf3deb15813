/**
 * Maximum likelihood by R 4.2.2 (MASS 7.3-58.2, survival 3.5-3): glm.nb of `warpbreaks` with an offset, survreg of `ovarian` with right censoring, polr of
 * `mtcars`, all converged to 1e-14. There our log likelihood must be R's (to 1e-12 of its size), and our gradient under flat priors 0, but for the log
 * Jacobian of ordered cutpoints (to 1e-3 in units where the log likelihood's curvature is 1 to 100: R's optimizers stop at about 1e-6).
 */
import { describe, expect, it } from "vitest";
import { censored, flat, negativeBinomial, orderedLogistic, weibull } from "../../../src/distributions/index.js";
import { binary, count, type ModelWithData, model, real } from "../../../src/models/index.js";
import { ordered } from "../../../src/transforms/index.js";

/** What R found: the log likelihood at its maximum. */
function atMaximum(fitted: ModelWithData, position: readonly number[]) {
  const gradient = new Float64Array(fitted.dimension);
  fitted.logDensity().evaluateInto(gradient, Float64Array.from(position));
  const recorder = fitted.likelihoodRecorder();
  const terms = new Float64Array(recorder.variables.length);
  recorder.writeInto(terms, Float64Array.from(position), 0);
  return { gradient, logLikelihood: terms.reduce((sum, term) => sum + term, 0) };
}

const breaks = [
  26, 30, 54, 25, 70, 52, 51, 26, 67, 18, 21, 29, 17, 12, 18, 35, 30, 36, 36, 21, 24, 18, 10, 43, 28, 15, 26, 27, 14, 29, 19, 29,
  31, 41, 20, 44, 42, 26, 19, 16, 39, 28, 21, 39, 29, 20, 21, 24, 17, 13, 15, 15, 16, 28,
];
const days = [
  59, 115, 156, 421, 431, 448, 464, 475, 477, 563, 638, 744, 769, 770, 803, 855, 1040, 1106, 1129, 1206, 1227, 268, 329, 353, 365,
  377,
];
const died = [1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0];
const age = [
  72.3315, 74.4932, 66.4658, 53.3644, 50.3397, 56.4301, 56.937, 59.8548, 64.1753, 55.1781, 56.7562, 50.1096, 59.6301, 57.0521,
  39.2712, 43.1233, 38.8932, 44.6, 53.9068, 44.2055, 59.589, 74.5041, 43.137, 63.2192, 64.4247, 58.3096,
];
const treatment = [1, 1, 1, 2, 1, 1, 2, 2, 1, 2, 1, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 1, 1, 2, 2, 2];
const gears = [4, 4, 4, 3, 3, 3, 3, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 4, 4, 4, 3, 3, 3, 3, 3, 4, 5, 5, 5, 5, 5, 4];
const weight = [
  2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345, 2.2, 1.615, 1.835,
  2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78,
];

describe("regressions as R fits them", () => {
  it("have glm.nb's maximum: negative binomial with an offset", () => {
    const regression = model(({ data, parameter, observe }) => {
      const { y, wool, tension, exposure } = data({ y: count, wool: real, tension: real, exposure: real });
      const [a, b, c, logDispersion] = ["a", "b", "c", "logDispersion"].map((name) => parameter(name, flat()));
      const logMean = a.plus(b.times(wool)).plus(c.times(tension)).plus(exposure.log());
      observe(y, negativeBinomial({ logMean, dispersion: logDispersion.exp() }));
    });
    const fitted = regression.with({
      y: breaks,
      wool: breaks.map((_, i) => (i < 27 ? 1 : 2)),
      tension: breaks.map((_, i) => 1 + (Math.floor(i / 9) % 3)),
      exposure: breaks.map((_, i) => 1 + (i % 3)),
    });
    const { gradient, logLikelihood } = atMaximum(fitted, [
      3.502908627631183,
      -0.17289835092058192,
      -0.24177353008770686,
      Math.log(4.2802876034797963),
    ]);
    expect(Math.abs(logLikelihood / -219.14735934817909 - 1)).toBeLessThan(1e-12);
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-3);
  });

  it("have survreg's maximum: Weibull times, right-censored", () => {
    const regression = model(({ data, parameter, observe }) => {
      const { days, age, treatment, alive } = data({ days: real, age: real, treatment: real, alive: binary });
      const [a, b, c, logScale] = ["a", "b", "c", "logScale"].map((name) => parameter(name, flat()));
      const scale = a.plus(b.times(age)).plus(c.times(treatment)).exp();
      observe(days, censored(weibull({ shape: logScale.negated().exp(), scale }), { right: alive }));
    });
    const { gradient, logLikelihood } = atMaximum(
      regression.with({ days, age, treatment, alive: died.map((event) => 1 - event) }),
      [10.462615277326346, -0.07909536953797079, 0.5672755578797278, Math.log(0.55063984012513367)],
    );
    expect(Math.abs(logLikelihood / -88.761710100981816 - 1)).toBeLessThan(1e-12);
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-3);
  });

  it("have polr's maximum: ordered categories", () => {
    const regression = model(({ data, parameter, observe }) => {
      const { gears, weight } = data({ gears: count, weight: real });
      const slope = parameter("slope", flat());
      const cutpoints = parameter("cutpoints", flat(), { length: 2, constrain: ordered });
      observe(gears, orderedLogistic({ location: slope.times(weight), cutpoints }));
    });
    const [first, second] = [-5.907041800958714, -3.2997303640056517];
    const { gradient, logLikelihood } = atMaximum(regression.with({ gears: gears.map((g) => g - 3), weight }), [
      -1.8314054247927209,
      first,
      Math.log(second - first),
    ]);
    expect(Math.abs(logLikelihood / -24.716951360438198 - 1)).toBeLessThan(1e-12);
    expect(Math.abs(gradient[0])).toBeLessThan(1e-3);
    expect(Math.abs(gradient[1])).toBeLessThan(1e-3);
    expect(Math.abs(gradient[2] - 1)).toBeLessThan(1e-3);
  });
});
