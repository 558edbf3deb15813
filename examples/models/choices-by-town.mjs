// How people travel, counted in each of several towns: node examples/models/choices-by-town.mjs
// One simplex for each town under a common Dirichlet distribution, multinomial counts in each row; is the model calibrated?
import { dirichlet, draw, gamma, multinomial, poisson } from "equipoise/distributions";
import { index, matrixOf, model, simulationBasedCalibration } from "equipoise/models";
import { rngFromSeed } from "equipoise/random";

const travel = model(({ data, parameter, observe, record }) => {
  const { town, counts } = data({ town: index, counts: matrixOf(["bus", "car", "train"]) });
  const concentration = parameter("concentration", gamma({ shape: 4, rate: 1 }), { length: 3 });
  const share = parameter("share", dirichlet({ concentration }), { over: town });
  observe(counts, multinomial({ trials: counts.rowSums(), probabilities: share.at(town) }));
  record("car", concentration.at(1).dividedBy(concentration.sum())); // by car, in a town like these
});

const rng = rngFromSeed(6);
const towns = ["Ash", "Elm", "Oak", "Fir", "Yew", "Bay"];
const rows = towns.map((town, k) => {
  const rates = [6, 14 + 2 * (k % 3), 5];
  return { town, counts: rates.map((rate) => draw(poisson({ rate }), rng)) };
});
const fit = await travel.with(rows).sample({ seed: 1 });
console.log(fit.formulas());
for (const { variable, mean, q5, q95 } of fit.summarize({ variables: ["car", "share"] }).rows)
  console.log(variable, mean.toFixed(2), `(${q5.toFixed(2)} to ${q95.toFixed(2)})`);

const calibration = await simulationBasedCalibration(travel, { seed: 2, replicates: 40, draws: 39, data: { town: towns, counts: rows.map(({ counts }) => counts) } });
console.log("calibrated: p-value", calibration.pValue.toFixed(2));
