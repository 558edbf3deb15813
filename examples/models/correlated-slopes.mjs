// Random intercepts and slopes with their correlation: node examples/models/correlated-slopes.mjs
// Prints the model as formulas, then mean and interval of each hyperparameter; the data were made with a correlation of 0.6.
import { columnsOf } from "equipoise/density";
import { draw, halfNormal, lkjCholesky, multivariateNormal, normal } from "equipoise/distributions";
import { index, model, real } from "equipoise/models";
import { rngFromSeed } from "equipoise/random";

const visits = model(({ data, parameter, observe, record }) => {
  const { patient, week, score } = data({ patient: index, week: real, score: real });
  const mean = parameter("mean", normal({ mean: 0, sd: 5 }), { length: 2 }); // intercept and slope of all patients
  const spread = parameter("spread", halfNormal({ sd: 2 }), { length: 2 });
  const factor = parameter("factor", lkjCholesky({ dimension: 2, shape: 2 })); // of the correlation matrix
  const effect = parameter("effect", multivariateNormal({ mean, sd: spread, cholesky: factor }), { over: patient, centered: false });
  const [intercept, slope] = columnsOf(effect);
  record("correlation", factor.at(2)); // second row, first column
  const noise = parameter("noise", halfNormal({ sd: 1 }));
  observe(score, normal({ mean: intercept.at(patient).plus(slope.at(patient).times(week)), sd: noise }));
});
console.log(visits.formulas());

const rng = rngFromSeed(7);
const standard = () => draw(normal({ mean: 0, sd: 1 }), rng);
const rows = [];
for (let patient = 1; patient <= 40; patient++) {
  const [first, second] = [standard(), standard()];
  const [intercept, slope] = [1 + 0.8 * first, -0.5 + 0.4 * (0.6 * first + 0.8 * second)];
  for (let week = -2; week <= 2; week++) rows.push({ patient, week, score: intercept + slope * week + 0.5 * standard() });
}

const fit = await visits.with(rows).sample({ seed: 1 });
for (const { variable, mean, q5, q95 } of fit.summarize().rows)
  if (!/^(factor|effect)/.test(variable)) console.log(variable, mean.toFixed(2), `(${q5.toFixed(2)} to ${q95.toFixed(2)})`);
console.log(fit.diagnose().statement);
