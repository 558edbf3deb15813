// Counts of which some are 0 for another reason: node examples/models/zero-inflated-counts.mjs
// Prints the share of such zeros (0.3 in the simulation) and the rates, then which of two models predicts better, by leave-one-out.
import { beta, draw, normal, poisson, zeroInflated } from "equipoise/distributions";
import { compareModels } from "equipoise/draws";
import { count, model, real } from "equipoise/models";
import { rngFromSeed } from "equipoise/random";

const inflated = model(({ data, parameter, observe }) => {
  const { fish, hours } = data({ fish: count, hours: real });
  const idle = parameter("idle", beta({ shape1: 1, shape2: 1 }));
  const logRate = parameter("logRate", normal({ mean: 0, sd: 2 }));
  observe(fish, zeroInflated(poisson({ logRate: logRate.plus(hours.log()) }), { probability: idle }));
});
const plain = model(({ data, parameter, observe }) => {
  const { fish, hours } = data({ fish: count, hours: real });
  observe(fish, poisson({ logRate: parameter("logRate", normal({ mean: 0, sd: 2 })).plus(hours.log()) }));
});

const rng = rngFromSeed(3);
const rows = Array.from({ length: 150 }, (_, k) => {
  const hours = 1 + (k % 4);
  return { hours, fish: k % 10 < 3 ? 0 : draw(poisson({ rate: 1.5 * hours }), rng) };
});

const [withZeros, without] = [await inflated.with(rows).sample({ seed: 1 }), await plain.with(rows).sample({ seed: 1 })];
for (const { variable, mean, sd } of withZeros.summarize().rows) console.log(variable, mean.toFixed(2), `± ${sd.toFixed(2)}`);
console.log(compareModels({ inflated: withZeros.loo(), plain: without.loo() }));
