// A Weibull regression with right-censored times, the ovarian cancer trial of R's package survival: node examples/models/censored-survival.mjs
// Prints coefficients beside R's survreg (10.46, −0.079, 0.567 and the shape 1/0.5506), and the median survival of a new patient under both treatments.
import { censored, exponential, normal, weibull } from "equipoise/distributions";
import { binary, model, real } from "equipoise/models";

const survival = model(({ data, parameter, observe }) => {
  const { days, alive, age, treatment } = data({ days: real, alive: binary, age: real, treatment: real });
  const intercept = parameter("intercept", normal({ mean: 0, sd: 20 }));
  const perYear = parameter("perYear", normal({ mean: 0, sd: 1 }));
  const effect = parameter("effect", normal({ mean: 0, sd: 2 }));
  const shape = parameter("shape", exponential({ rate: 0.5 }));
  const scale = intercept.plus(perYear.times(age)).plus(effect.times(treatment)).exp();
  observe(days, censored(weibull({ shape, scale }), { right: alive })); // of those alive only days < T is known
});

// biome-ignore format: columns of a table
const ovarian = {
  days: [59, 115, 156, 421, 431, 448, 464, 475, 477, 563, 638, 744, 769, 770, 803, 855, 1040, 1106, 1129, 1206, 1227, 268, 329, 353, 365, 377],
  alive: [0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1],
  age: [72.3, 74.5, 66.5, 53.4, 50.3, 56.4, 56.9, 59.9, 64.2, 55.2, 56.8, 50.1, 59.6, 57.1, 39.3, 43.1, 38.9, 44.6, 53.9, 44.2, 59.6, 74.5, 43.1, 63.2, 64.4, 58.3],
  treatment: [1, 1, 1, 2, 1, 1, 2, 2, 1, 2, 1, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 1, 1, 2, 2, 2],
};
const fit = await survival.with(ovarian).sample({ seed: 1 });
for (const { variable, mean, sd } of fit.summarize().rows) console.log(variable, mean.toFixed(3), `± ${sd.toFixed(3)}`);

// Other data of the same model: times are drawn, so what stands there does not matter.
const newPatients = survival.with({ days: [1, 1], alive: [0, 0], age: [60, 60], treatment: [1, 2] });
const times = fit.predict({ seed: 2, data: newPatients });
for (const k of [1, 2]) {
  const sorted = times.of(`days[${k}]`).flatMap((chain) => [...chain]).sort((a, b) => a - b);
  console.log(`treatment ${k}: half of such patients live beyond day`, Math.round(sorted[sorted.length / 2]));
}
