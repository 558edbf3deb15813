import { describe, expect, it } from "vitest";
import { portable, wasm } from "../../../src/density/index.js";
import { bernoulli, normal } from "../../../src/distributions/index.js";
import { inline } from "../../../src/execution/index.js";
import { type Builder, binary, index, model, real } from "../../../src/models/index.js";

const declare = ({ data, parameter, observe }: Builder): void => {
  const { y, dose, site } = data({ y: binary, dose: real.withMissing, site: index });
  const slope = parameter("slope", normal({ mean: 0, sd: 1 }));
  const level = parameter("level", normal({ mean: 0, sd: 1 }), { over: site });
  observe(dose, normal({ mean: 1, sd: 0.5 }));
  observe(y, bernoulli({ logit: level.at(site).plus(slope.times(dose)) }));
};
const trial = model(declare);

const patients = 240;
const outcomes = (seed: number) => Array.from({ length: patients }, (_, i) => Number((i * i + 5 * i + seed) % 7 < 3));
const rows = {
  y: outcomes(0),
  dose: Array.from({ length: patients }, (_, i) => [0.5, 1, 1.5][i % 3]),
  site: Array.from({ length: patients }, (_, i) => `site ${(i * 37) % 2}`),
};

/** log π by the model's formula, row by row: at missing doses, the slope, and the levels. */
function byRows(position: Float64Array, { y, dose, site }: typeof rows, missing: readonly number[] = []): number {
  const logNormal = (x: number, mean: number, sd: number) =>
    -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
  const sites = [...new Set(site)];
  const [slope, ...levels] = position.subarray(missing.length);
  let total = [slope, ...levels].reduce((sum, value) => sum + logNormal(value, 0, 1), 0);
  for (let i = 0; i < patients; i++) {
    const own = missing.indexOf(i);
    const x = own < 0 ? dose[i] : position[own];
    const eta = levels[sites.indexOf(site[i])] + slope * x;
    total += logNormal(x, 1, 0.5) + y[i] * eta - Math.log(1 + Math.exp(eta));
  }
  return total;
}

describe("a model of patients of whom many are alike", () => {
  it("has the density of all of them, and a log likelihood of each", async () => {
    const ready = trial.with(rows);
    const position = Float64Array.of(0.4, -0.3, 0.8);
    const value = ready.logDensity().evaluateInto(new Float64Array(3), position);
    expect(value).toBeCloseTo(byRows(position, rows), 9);
    const fit = await ready.sample({ seed: 3, chains: 2, iterations: 200 });
    expect(fit.loo().pointwise.elpd).toHaveLength(2 * patients);
  });

  it("lets those whose dose is missing have one of their own", () => {
    const missing = [4, 100];
    const dose = rows.dose.map((x, i) => (missing.includes(i) ? Number.NaN : x));
    const density = trial.with({ ...rows, dose }).logDensity();
    const position = Float64Array.of(0.9, 1.3, 0.4, -0.3, 0.8);
    const gradient = new Float64Array(5);
    expect(density.evaluateInto(gradient, position)).toBeCloseTo(byRows(position, rows, missing), 9);
    for (let k = 0; k < 5; k++) {
      const at = (shift: number) =>
        byRows(
          position.map((x, i) => (i === k ? x + shift : x)),
          rows,
          missing,
        );
      expect(gradient[k]).toBeCloseTo((at(1e-4) - at(-1e-4)) / 2e-4, 5);
    }
  });

  it("has the same draws on both backends, elsewhere, and in a batch of refits", async () => {
    const options = { seed: 5, chains: 1, iterations: 100 };
    const draws = async (backend: typeof wasm, executor?: ReturnType<typeof inline>) =>
      (
        await model(declare, { backend })
          .with(rows)
          .sample({ ...options, ...(executor && { executor }) })
      ).draws.of("slope")[0];
    const expected = await draws(wasm);
    expect(await draws(portable)).toEqual(expected);
    expect(await draws(wasm, inline())).toEqual(expected);
    const refitted = (list: readonly Record<string, number[]>[]) => {
      const slopes: number[][] = [];
      for (const { draws: found } of trial.with(rows).refits(list, { seed: 1, iterations: 50 }))
        slopes.push([...found.of("slope")[0]]);
      return slopes;
    };
    const all = Array.from({ length: patients }, (_, i) => 1 + Math.sin(i));
    const [first, , third] = refitted([{ y: outcomes(1) }, { dose: all }, { y: outcomes(1) }]);
    expect(first).toEqual(refitted([{ y: outcomes(1) }])[0]);
    expect(third.every(Number.isFinite)).toBe(true);
  });
});
