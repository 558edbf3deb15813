import { describe, expect, it } from "vitest";
import { arvizJson, cmdStanCsv, drawsFromColumns, parseCmdStanCsv } from "../../../src/draws/index.js";
import { InvalidArgument } from "../../../src/errors.js";
import { calmTraces } from "./samples.js";

const draws = drawsFromColumns({
  mu: [
    [1, 2.5],
    [3, 4],
  ],
  "theta[1,a]": [
    [11, 12],
    [13, 14],
  ],
  "theta[1,b]": [
    [21, 22],
    [23, 24],
  ],
});

describe("arvizJson", () => {
  const written = JSON.parse(
    arvizJson(draws, calmTraces(2, 2), {
      observedData: { y: [7] },
      logLikelihood: drawsFromColumns({
        "y[1]": [
          [0, 1],
          [2, 3],
        ],
      }),
    }),
  );

  it("nests chain, draw and the variable's own dimensions", () => {
    expect(written.posterior).toEqual({
      mu: [
        [1, 2.5],
        [3, 4],
      ],
      theta: [
        [[[11, 21]], [[12, 22]]],
        [[[13, 23]], [[14, 24]]],
      ],
    });
    expect(written.dims).toEqual({ theta: ["theta_dim_0", "theta_dim_1"], y: ["y_dim_0"] });
    expect(written.coords).toEqual({ theta_dim_0: [1], theta_dim_1: ["a", "b"], y_dim_0: [1] });
    expect(written.log_likelihood).toEqual({
      y: [
        [[0], [1]],
        [[2], [3]],
      ],
    });
    expect(written.observed_data).toEqual({ y: [7] });
  });

  it("gives no labels to a name that has others in another group, for ArviZ would refuse them", () => {
    const twoChains = (...names: string[]) =>
      drawsFromColumns(
        Object.fromEntries(
          names.map((name) => [
            name,
            [
              [1, 2],
              [3, 4],
            ],
          ]),
        ),
      );
    const options = { logLikelihood: twoChains("y[1]", "y[3]"), posteriorPredictive: twoChains("y[1]", "y[2]", "y[3]") };
    const { dims, coords, log_likelihood } = JSON.parse(arvizJson(draws, [], options));
    expect(dims).toEqual({ theta: ["theta_dim_0", "theta_dim_1"] });
    expect(Object.keys(coords)).toEqual(["theta_dim_0", "theta_dim_1"]);
    expect(log_likelihood.y[0]).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const alike = { logLikelihood: options.logLikelihood, posteriorPredictive: twoChains("y[1]", "y[3]") };
    expect(JSON.parse(arvizJson(draws, [], alike)).coords.y_dim_0).toEqual([1, 3]);
    const shorter = JSON.parse(arvizJson(draws, [], { ...alike, observedData: { y: [1, 2, 3] } }));
    expect(Object.keys(shorter.dims)).toEqual(["theta"]);
  });

  it("gives the sampler's statistics ArviZ's names", () => {
    expect(Object.keys(written.sample_stats)).toEqual([
      "lp",
      "acceptance_rate",
      "step_size",
      "tree_depth",
      "n_steps",
      "diverging",
      "energy",
    ]);
    expect(written.sample_stats.diverging).toEqual([
      [false, false],
      [false, false],
    ]);
    expect(written.sample_stats.tree_depth).toEqual([
      [3, 3],
      [3, 3],
    ]);
  });

  it("writes missing draws as Python does, and integers that are no safe ones with an exponent", () => {
    expect(arvizJson(drawsFromColumns({ mu: [[Number.NaN, 1e20, -0]] }))).toContain('"mu":[[NaN,1e+20,-0.0]]');
  });

  it("refuses further draws of another shape", () => {
    expect(() => arvizJson(draws, [], { logLikelihood: drawsFromColumns({ a: [[1]] }) })).toThrow(
      "logLikelihood must hold 2 chains of 2 draws",
    );
  });
});

describe("parseCmdStanCsv", () => {
  it("leaves out warmup draws, comments and empty lines, and reads names with numbers and special values", () => {
    const text =
      "# num_warmup = 3\n# save_warmup = true\n# thin = 2\nlp__,a.1.2,b\r\n1,1,1\n# Adaptation terminated\n2,2,2\n3,nan,-inf\n\n4,1e-3,+Inf\n";
    const { draws: read, traces } = parseCmdStanCsv([text]);
    expect(traces).toEqual([]);
    expect(read.variables).toEqual(["a[1,2]", "b"]);
    expect(read.of("a[1,2]")).toEqual([Float64Array.of(Number.NaN, 1e-3)]);
    expect(read.of("b")).toEqual([Float64Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)]);
  });

  it("names text and line of what it cannot read", () => {
    expect(() => parseCmdStanCsv(["a,b\n1,2\n1,x\n"])).toThrow('parseCmdStanCsv: texts[0] line 3 must hold numbers, got "x"');
    expect(() => parseCmdStanCsv(["a,b\n1,2\n1\n"])).toThrow("texts[0] line 3 must hold 2 entries, got 1");
    expect(() => parseCmdStanCsv(["# nothing\n"])).toThrow("hold a header and at least one draw");
    expect(() => parseCmdStanCsv(["a\n1\n", "b\n1\n"])).toThrow("texts[1] must have the columns of the first");
    expect(() => parseCmdStanCsv(["a\n1\n", "a\n1\n2\n"])).toThrow("texts[1] must hold 1 draws as the first");
    expect(() => parseCmdStanCsv([])).toThrow(InvalidArgument);
    expect(() => parseCmdStanCsv(["lp__\n1\n"])).toThrow("have columns of variables");
  });
});

describe("cmdStanCsv", () => {
  it("keeps scalars whose indices fill no array on their own", () => {
    const [text] = cmdStanCsv(drawsFromColumns({ "x[2]": [[1]], "y[1,1]": [[2]], "y[2,2]": [[3]] }), calmTraces(1, 1));
    expect(text).toMatch(/,energy__,x.1,y.1.1,y.2.2\n/);
  });

  it("refuses traces that do not fit", () => {
    expect(() => cmdStanCsv(draws, calmTraces(1, 2))).toThrow(InvalidArgument);
    expect(() => cmdStanCsv(draws, calmTraces(2, 2), { inverseMetric: [[1]] })).toThrow(
      "inverseMetric must hold one for each of 2 chains",
    );
  });
});
