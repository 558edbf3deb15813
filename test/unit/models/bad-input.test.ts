import { describe, expect, it } from "vitest";
import { constant, unary } from "../../../src/density/index.js";
import {
  bernoulli,
  beta,
  binomial,
  exponential,
  flat,
  halfNormal,
  logNormal,
  mixture,
  normal,
  poisson,
  uniform,
} from "../../../src/distributions/index.js";
import { InvalidArgument } from "../../../src/errors.js";
import { type Builder, binary, count, index, model, real } from "../../../src/models/index.js";
import { ordered } from "../../../src/transforms/index.js";

const refusal = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidArgument);
    return (error as Error).message;
  }
  return "nothing refused";
};

const unknownMean = normal({ mean: 0, sd: 1 });
const declared = (declare: (builder: Builder) => void) => refusal(() => model(declare));

describe("scales that can be negative", () => {
  it.each<readonly [string, (builder: Builder) => void, string]>([
    [
      "a real unknown as a standard deviation",
      ({ data, parameter, observe }) => observe(data({ y: real }).y, normal({ mean: 0, sd: parameter("s", unknownMean) })),
      "normal: sd must be positive, got",
    ],
    [
      "a linear predictor as a rate",
      ({ data, parameter, observe }) => {
        const { x, y } = data({ x: real, y: count });
        observe(y, poisson({ rate: parameter("a", unknownMean).plus(parameter("b", unknownMean).times(x)) }));
      },
      "poisson: rate must be positive, got",
    ],
    [
      "a linear predictor as a probability",
      ({ data, parameter, observe }) => {
        const { x, y } = data({ x: real, y: binary });
        observe(y, bernoulli({ probability: parameter("a", unknownMean).times(x).plus(0.5) }));
      },
      "bernoulli: probability must be between 0 and 1",
    ],
    [
      "a positive unknown as a probability",
      ({ data, parameter, observe }) =>
        observe(data({ y: binary }).y, bernoulli({ probability: parameter("a", exponential({ rate: 1 })) })),
      "an expression that can be above 1",
    ],
    [
      "a group's real unknown as the scale of a prior",
      ({ data, parameter }) => {
        const { g } = data({ g: index });
        const s = parameter("s", unknownMean, { over: g });
        parameter("x", normal({ mean: 0, sd: s.negated().dividedBy(2) }), { over: g });
      },
      "normal: sd must be positive",
    ],
    [
      "a negative multiple of a scale",
      ({ parameter }) => void parameter("x", normal({ mean: 0, sd: constant(-2).times(parameter("s", halfNormal({ sd: 1 }))) })),
      "can be negative",
    ],
  ])("are refused: %s", (_, declare, message) => {
    expect(declared(declare)).toContain(message);
  });

  it("are not suspected where an expression can well be right", () => {
    const fine: ((builder: Builder) => void)[] = [
      ({ parameter }) => void parameter("x", normal({ mean: 0, sd: parameter("s", unknownMean).exp() })),
      ({ parameter }) => {
        const a = parameter("a", unknownMean);
        parameter("x", normal({ mean: 0, sd: a.squared().plus(a).plus(1) }));
      },
      ({ data, parameter, observe }) => {
        const share = parameter("share", beta({ shape1: 1, shape2: 1 }));
        const parts = [0, 1].map((mean) => normal({ mean, sd: 1 }));
        observe(data({ y: real }).y, mixture(parts, [share, constant(1).minus(share)]));
      },
      ({ parameter }) => {
        const m = parameter("m", unknownMean, { length: 2, constrain: ordered });
        parameter("x", normal({ mean: 0, sd: m.at(1).minus(m.at(0)) }));
      },
      ({ data, parameter, observe }) => {
        const probability = parameter("p", uniform({ lower: 0, upper: 1 })).times(0.5);
        observe(data({ y: count }).y, binomial({ trials: 9, probability }));
      },
    ];
    for (const declare of fine) expect(declared(declare)).toBe("nothing refused");
  });

  it("are refused in the data", () => {
    const known = model(({ data, parameter, observe }) => {
      const { y, error } = data({ y: real, error: real });
      observe(y, normal({ mean: parameter("m", unknownMean), sd: error }));
    });
    expect(refusal(() => known.with({ y: [1, 2], error: [1, -1] }))).toBe(
      "with: error[1] must be positive as sd of normal, got -1",
    );
    expect(refusal(() => known.with({ y: [1, 2], error: [1, 0] }))).toContain("error[1] must be positive");
  });
});

describe("shapes that do not fit", () => {
  it("are refused when the model is declared, with the axes", () => {
    const rowsOverCounty: (builder: Builder) => void = ({ data, parameter, observe }) => {
      const { county, y } = data({ county: index, y: real });
      const alpha = parameter("alpha", unknownMean, { over: county });
      observe(y, normal({ mean: alpha as never, sd: 1 }));
    };
    expect(declared(rowsOverCounty)).toMatch(/must be over rows, or one number, got "one over county"/);
    const wrongIndex: (builder: Builder) => void = ({ data, parameter }) => {
      const { county, state } = data({ county: index, state: index });
      parameter("alpha", unknownMean, { over: county }).at(state as never);
    };
    expect(declared(wrongIndex)).toContain('index must point into county, got "state"');
    const twice: (builder: Builder) => void = ({ data }) => {
      data({ y: real });
      data({ y: real });
    };
    expect(declared(twice)).toContain("name must be declared once");
    expect(declared(({ parameter }) => void parameter("n", poisson({ rate: 1 }) as never))).toContain(
      "sum out discrete parameters",
    );
  });
});

describe("a density of 0 at every start", () => {
  it("says which term it is, and its value", async () => {
    const impossible = model(({ data, parameter, observe }) => {
      const { y } = data({ y: real });
      observe(y, uniform({ lower: parameter("low", exponential({ rate: 1 })).plus(10), upper: 1e6 }));
    }).with({ y: [1] });
    await expect(impossible.sample({ seed: 1 })).rejects.toThrow(/finite log density.*the term y ~ uniform is −∞/);
  });
});

describe("a term that is NaN", () => {
  /** The logarithm of a state that becomes negative, as of an ODE: x φ(x) where x > 0, NaN elsewhere. */
  const rayleigh = model(({ parameter, add }) => {
    add("log of the state", unary("log", parameter("x", unknownMean)));
  }).with({});

  it("is named, and ends a run that finds no other start", async () => {
    const position = Float64Array.of(-0.5);
    expect(rayleigh.logDensity().evaluateInto(new Float64Array(1), position)).toBeNaN();
    expect(rayleigh.logDensity().explain(position)).toBe("the term log of the state is NaN");
    await expect(rayleigh.sample({ seed: 1, initial: position })).rejects.toThrow("the term log of the state is NaN");
  });

  it("rejects positions, as −∞ does: what is left is sampled, and the steps beyond it are counted as divergences", async () => {
    const fit = await rayleigh.sample({ seed: 2, chains: 4, iterations: 2000 });
    const [{ mean, sd, essBulk }] = fit.summarize().rows;
    // Falls outside in 1e-5 of all runs.
    expect(Math.abs(mean - Math.sqrt(Math.PI / 2))).toBeLessThan(4.42 * Math.sqrt((2 - Math.PI / 2) / essBulk));
    expect(Math.abs(sd / Math.sqrt(2 - Math.PI / 2) - 1)).toBeLessThan(0.1);
    expect(fit.draws.of("x").every((chain) => chain.every((x) => x > 0))).toBe(true);
    expect(fit.diagnose().figures.divergences).toBeGreaterThan(0);
  });
});

describe("an improper posterior", () => {
  it("ends the run with the reason", async () => {
    const improper = model(({ parameter, add }) => add("nothing", parameter("x", flat()).times(0))).with({});
    const fit = await improper.sample({ seed: 1, chains: 2, iterations: 100 });
    expect(fit.ending).toBe("failed");
    expect(fit.failures.join()).toContain("improper");
  });

  it("of a parameter that no data inform shows in the diagnosis or ends the run", async () => {
    const partly = model(({ data, parameter, observe }) => {
      const { y } = data({ y: real });
      const a = parameter("a", flat());
      const b = parameter("b", flat());
      observe(y, normal({ mean: a.plus(b), sd: 1 }));
    }).with({ y: [1, 2, 3] });
    const fit = await partly.sample({ seed: 1, iterations: 300 });
    expect(fit.ending === "failed" || fit.diagnose().findings.length > 0).toBe(true);
  });

  it("of an unknown of which nothing tells is refused when the model is declared", () => {
    const unused: (builder: Builder) => void = ({ data, parameter, observe }) => {
      const a = parameter("a", flat({ lower: 0 }));
      parameter("x", normal({ mean: 0, sd: 1 }), { length: 2 });
      void a;
      observe(data({ y: real }).y, normal({ mean: 0, sd: 1 }));
    };
    expect(declared(unused)).toBe('model: a must have a proper prior, or be read by a likelihood, got "flat"');
    expect(declared(({ parameter }) => void parameter("x", flat({ lower: 0, upper: 1 })))).toBe("nothing refused");
  });

  it("has no prior to draw from", () => {
    const improper = model(({ data, parameter, observe }) => {
      observe(data({ y: real }).y, normal({ mean: parameter("x", flat()), sd: 1 }));
    }).with({ y: [1] });
    expect(refusal(() => improper.priorDraw(1))).toContain("flat");
    const more = model(({ parameter, assume }) => assume(parameter("x", unknownMean).exp(), logNormal({ logMean: 0, logSd: 1 })));
    expect(refusal(() => more.with({}).priorDraw(1))).toContain("have a prior of nothing but its parameters' own distributions");
  });
});
