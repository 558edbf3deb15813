// Two hidden states behind several sequences of counts, with a covariate: node examples/models/hidden-states.mjs
// Prints the parameters (rates 2 and 9, effect 0.4 in the simulation), leave-one-out by sequence, and how many hidden states are found.
import { constant } from "equipoise/density";
import { beta, draw, hiddenMarkovModel, logNormal, normal, poisson } from "equipoise/distributions";
import { count, index, model, real } from "equipoise/models";
import { rngFromSeed } from "equipoise/random";
import { ordered } from "equipoise/transforms";

const seizures = model(({ data, parameter, observe, record }) => {
  const { patient, stress, seizure } = data({ patient: index, stress: real, seizure: count });
  const logRate = parameter("logRate", normal({ mean: 1, sd: 1 }), { length: 2, constrain: ordered });
  const effect = parameter("effect", normal({ mean: 0, sd: 1 }));
  const stay = [0, 1].map((k) => parameter(`stay${k}`, beta({ shape1: 8, shape2: 2 })));
  const leave = stay.map((probability) => constant(1).minus(probability));
  const states = hiddenMarkovModel({
    emissions: [0, 1].map((k) => poisson({ logRate: effect.times(stress).plus(logRate.at(k)) })),
    transition: [
      [stay[0], leave[0]],
      [leave[1], stay[1]],
    ],
    sequence: patient, // the rows of each patient follow one another
  });
  observe(seizure, states);
  record("active", states.stateProbabilities(seizure)[1]);
});

const rng = rngFromSeed(5);
const rows = [];
const truth = [];
for (const patient of ["A", "B", "C", "D", "E"]) {
  let active = rng.uniform() < 0.5;
  for (let week = 0; week < 40; week++) {
    if (rng.uniform() < 0.1) active = !active;
    const stress = draw(normal({ mean: 0, sd: 1 }), rng);
    const rate = (active ? 9 : 2) * draw(logNormal({ logMean: 0.4 * stress, logSd: 1e-9 }), rng);
    rows.push({ patient, stress, seizure: draw(poisson({ rate }), rng) });
    truth.push(active);
  }
}

const fit = await seizures.with(rows).sample({ seed: 1, iterations: 500 });
const summary = fit.summarize({ variables: ["logRate", "effect", "stay0", "stay1"] });
for (const { variable, mean, sd } of summary.rows) console.log(variable, mean.toFixed(2), `± ${sd.toFixed(2)}`);
const { elpd, observationCount } = fit.loo();
console.log(`elpd ${elpd.estimate.toFixed(1)} ± ${elpd.standardError.toFixed(1)}, leaving out each of ${observationCount} patients`);
const found = fit.summarize({ variables: ["active"] }).rows.filter(({ mean }, t) => mean > 0.5 === truth[t]).length;
console.log(`${found} of ${truth.length} hidden states are found`);
