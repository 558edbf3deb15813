import { describe, expect, it } from "vitest";
import { censored, exponential, poisson, truncated, weibull } from "../../../src/distributions/index.js";
import { count, model, real } from "../../../src/models/index.js";

describe("columns of truncation and censoring", () => {
  it("must hold 0 and 1 where they say what is censored", () => {
    const times = model(({ data, parameter, observe }) => {
      const { time, isLate } = data({ time: real, isLate: real });
      const scale = parameter("scale", exponential({ rate: 1 }));
      observe(time, censored(weibull({ shape: 2, scale }), { right: isLate }));
    });
    expect(() => times.with({ time: [1, 2], isLate: [0, 1] })).not.toThrow();
    expect(() => times.with({ time: [1, 2], isLate: [0, 2] })).toThrow(
      "with: isLate[1] must be 0 or 1 as right of censored(weibull), got 2",
    );
  });

  it("must hold integers where they are bounds of counts", () => {
    const counts = model(({ data, parameter, observe }) => {
      const { seen, least } = data({ seen: count, least: real });
      const rate = parameter("rate", exponential({ rate: 1 }));
      observe(seen, truncated(poisson({ rate }), { lower: least }));
    });
    expect(() => counts.with({ seen: [1, 3], least: [1, 2] })).not.toThrow();
    expect(() => counts.with({ seen: [1, 3], least: [1, 2.5] })).toThrow(
      "with: least[1] must be an integer as lower of truncated(poisson), got 2.5",
    );
  });
});
