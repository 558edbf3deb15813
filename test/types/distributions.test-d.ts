import { describe, expectTypeOf, it } from "vitest";
import { type Expression, positionArray } from "../../src/density/index.js";
import { bernoulli, type Distribution, dirichlet, mixture, normal, truncated } from "../../src/distributions/index.js";

const rows = { name: "rows" };
const byRow = positionArray("a", rows) as Expression<"rows">;
const byGroup = positionArray("b", null) as Expression<"groups">;
const one = positionArray("c", null) as Expression<"scalar">;

describe("a distribution", () => {
  it("is over the axis of its parameters", () => {
    expectTypeOf(normal({ mean: 0, sd: 1 })).toEqualTypeOf<Distribution<"scalar">>();
    expectTypeOf(normal({ mean: byRow, sd: 1 })).toEqualTypeOf<Distribution<"rows">>();
    expectTypeOf(normal({ mean: one, sd: byRow })).toEqualTypeOf<Distribution<"rows">>();
    expectTypeOf(truncated(normal({ mean: byRow, sd: one }), { lower: 0 })).toEqualTypeOf<Distribution<"rows">>();
    expectTypeOf(mixture([normal({ mean: byRow, sd: 1 })], [1])).toEqualTypeOf<Distribution<"rows">>();
  });

  it("wants its parameters, by their names", () => {
    // @ts-expect-error no standard deviation
    normal({ mean: 0 });
    // @ts-expect-error a misspelled one
    normal({ mean: 0, sigma: 1 });
    // @ts-expect-error two parametrizations at once
    bernoulli({ probability: 0.5, logit: 0 });
    // @ts-expect-error vectors cannot be truncated
    truncated(dirichlet({ concentration: [1, 1] }), { lower: 0 });
  });

  it("keeps axes apart in expressions", () => {
    // @ts-expect-error rows and groups do not fit
    byRow.plus(byGroup);
  });
});
