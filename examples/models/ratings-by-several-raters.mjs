// Ordered ratings by raters with standards of their own, as cutpoints for each rater: node examples/models/ratings-by-several-raters.mjs
// Prints the model, the effect (1.5 in the simulation), what each rater calls "good", and a prediction for a rater whom nobody has seen.
import { draw, normal, orderedLogistic } from "equipoise/distributions";
import { count, index, model, real } from "equipoise/models";
import { rngFromSeed } from "equipoise/random";
import { ordered } from "equipoise/transforms";

const ratings = model(({ data, parameter, observe }) => {
  const { rater, quality, rating } = data({ rater: index, quality: real, rating: count });
  const effect = parameter("effect", normal({ mean: 0, sd: 2 }));
  // Three cutpoints in order for each rater; `.at(rater)` gives each row those of its rater.
  const cutpoints = parameter("cutpoints", normal({ mean: 0, sd: 2 }), { over: rater, length: 3, constrain: ordered });
  observe(rating, orderedLogistic({ location: effect.times(quality), cutpoints: cutpoints.at(rater) }));
});

const rng = rngFromSeed(4);
const standards = { Ann: [-2, 0, 2], Bob: [-1, 1, 3], Eve: [-3, -2, 0] };
const rows = Object.entries(standards).flatMap(([rater, cutpoints]) =>
  Array.from({ length: 80 }, () => {
    const quality = draw(normal({ mean: 0, sd: 1 }), rng);
    return { rater, quality, rating: draw(orderedLogistic({ location: 1.5 * quality, cutpoints }), rng) };
  }),
);

const fit = await ratings.with(rows).sample({ seed: 1 });
console.log(fit.formulas());
for (const { variable, mean, sd } of fit.summarize().rows) console.log(variable, mean.toFixed(2), `± ${sd.toFixed(2)}`);

// Rows without ratings, of a rater of the fit and of a new one, whose cutpoints are drawn from their prior.
const predicted = fit.predict({ seed: 2, data: [{ rater: "Eve", quality: 0.5 }, { rater: "Joe", quality: 0.5 }], newGroups: true });
for (const [k, rater] of ["Eve", "Joe"].entries()) {
  const drawn = predicted.of(`rating[${k + 1}]`).flatMap((chain) => [...chain]);
  const shares = [0, 1, 2, 3].map((rating) => (drawn.filter((value) => value === rating).length / drawn.length).toFixed(2));
  console.log(`${rater} would rate 0, 1, 2, 3 with probabilities`, shares.join(", "));
}
