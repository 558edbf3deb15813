// Times that are only known to lie between two visits, of patients who entered late: node examples/models/interval-censored-times.mjs
// Prints the shape (2 in the simulation), the mean (6 months), and the share still free of the event after a year (0.092).
import { constant } from "equipoise/density";
import { censored, draw, exponential, gamma, logNormal, truncated } from "equipoise/distributions";
import { binary, model, real } from "equipoise/models";
import { rngFromSeed } from "equipoise/random";

const times = model(({ data, parameter, observe, record }) => {
  const { entry, seen, next, isBetween, isFree } = data({ entry: real, seen: real, next: real, isBetween: binary, isFree: binary });
  const shape = parameter("shape", exponential({ rate: 0.5 }));
  const mean = parameter("mean", logNormal({ logMean: 1.5, logSd: 1 }));
  const time = gamma({ shape, rate: shape.dividedBy(mean) });
  // Who had the event before entry is not among the patients; the event lies between the last visit without and the first with it.
  observe(seen, censored(truncated(time, { lower: entry }), { interval: isBetween, upTo: next, right: isFree }));
  record("freeAfterAYear", time.logSurvival(constant(12)).exp());
});

const rng = rngFromSeed(4);
const truth = gamma({ shape: 2, rate: 1 / 3 });
const rows = [];
for (let patient = 0; rows.length < 100; patient++) {
  const entry = 0.5 * (1 + (patient % 6));
  const event = draw(truth, rng);
  if (event < entry) continue;
  const visits = [entry, entry + 2, entry + 5, entry + 9];
  const before = visits.filter((visit) => visit < event).length;
  const isFree = before === visits.length;
  rows.push({ entry, seen: visits[before - 1], next: visits[before] ?? 0, isBetween: !isFree, isFree });
}
const fit = await times.with(rows).sample({ seed: 1 });
for (const { variable, mean, sd } of fit.summarize().rows) console.log(variable, mean.toFixed(3), `± ${sd.toFixed(3)}`);
