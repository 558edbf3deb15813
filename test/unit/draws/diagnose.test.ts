import { describe, expect, it } from "vitest";
import { inWordsBeside } from "../../../src/draws/diagnose/finding.js";
import { diagnose, divergencesOf, drawsFromColumns, energyBfmi } from "../../../src/draws/index.js";
import { InvalidArgument } from "../../../src/errors.js";
import { calmTraces, normalChains } from "./samples.js";

const iterations = 500;
const draws = drawsFromColumns({ mu: normalChains("mu", 4, iterations), tau: normalChains("tau", 4, iterations) });

/** Independent draws of a funnel: theta[i] ~ normal(0, exp(logTau)). */
const logTau = normalChains("log tau", 4, iterations).map((chain) => chain.map((z) => 1.5 * z));
const effects = [1, 2].map((i) =>
  normalChains(`theta ${i}`, 4, iterations).map((chain, m) => chain.map((z, t) => z * Math.exp(logTau[m][t]))),
);
const funnel = drawsFromColumns({
  mu: normalChains("center", 4, iterations),
  tau: logTau.map((chain) => chain.map(Math.exp)),
  "theta[1]": effects[0],
  "theta[2]": effects[1],
});

describe("diagnose", () => {
  it("says that all is well, with the figures that it checked", () => {
    const { findings, figures, statement } = diagnose(draws, calmTraces(4, iterations));
    expect(findings).toEqual([]);
    expect(statement).toMatch(/^Nothing speaks against these draws \(4 chains of 500 draws\): largest R-hat 1/);
    expect(statement).toContain("no divergence");
    expect(figures.divergences).toBe(0);
    expect(figures.saturatedTreeDepths).toBe(0);
    expect(figures.largestRhat?.value).toBeLessThan(1.01);
    expect(figures.energyBfmi?.length).toBe(4);
  });

  it.each([
    [1.0104, "1.0104"],
    [1.01236, "1.012"],
    [1.6234, "1.623"],
  ])("never says of R-hat %d that it is on the other side of its limit", (rhat, words) => {
    expect(inWordsBeside(rhat, 1.01, 4)).toBe(words);
    expect(inWordsBeside(1.00996, 1.01, 4)).toBe("1.00996");
    expect(inWordsBeside(399.96, 400)).toBe("399.96");
    expect(inWordsBeside(0.29996, 0.3)).toBe("0.29996");
    expect(inWordsBeside(1.01, 1.01, 4)).toBe("1.01");
    expect(inWordsBeside(Number.POSITIVE_INFINITY, 1.01)).toBe("Infinity");
  });

  it("says with digits enough how far R-hat is above its limit", () => {
    // Independent chains, one of them moved a little.
    const shifted = drawsFromColumns({ mu: normalChains("digits", 4, iterations, 0, (m) => (m === 1 ? 0.36 : 0)) });
    const { figures, statement } = diagnose(shifted);
    const rhat = figures.largestRhat?.value as number;
    expect(rhat).toBeGreaterThan(1.01);
    expect(rhat).toBeLessThan(1.02);
    expect(statement).toContain(`R-hat is above 1.01 for 1 of 1 variables, ${Number(rhat.toPrecision(4))} for`);
  });

  it("says which variables are constant, and that this is no fault", () => {
    const fixed = {
      one: normalChains("one", 4, iterations).map((chain) => chain.fill(1)),
      "L[1,2]": normalChains("L", 4, iterations).map((chain) => chain.fill(0)),
    };
    const mu = draws.of("mu");
    expect(diagnose(drawsFromColumns({ mu, ...fixed })).statement).toMatch(
      /^Nothing speaks against .*`one` and `L\[1,2\]` are constant: they have no R-hat and no effective sample size\.$/,
    );
    expect(diagnose(drawsFromColumns({ mu, one: fixed.one })).statement).toMatch(/`one` is constant: it has no R-hat/);
  });

  it("is plain data", () => {
    const diagnosis = diagnose(draws, calmTraces(4, iterations));
    expect(structuredClone(diagnosis)).toEqual(diagnosis);
  });

  it("finds the funnel behind divergences, and names the pair that separates them", () => {
    const divergent = (m: number) => Float64Array.from(logTau[m], (value) => (value < -2.2 ? 1 : 0));
    const diagnosis = diagnose(funnel, calmTraces(4, iterations, { divergent }));
    const finding = diagnosis.findings.find(({ kind }) => kind === "divergences");
    expect(finding?.figures.divergences).toBe(diagnosis.figures.divergences);
    expect(finding?.variables[0]).toEqual({ variable: "tau", value: 1 });
    expect(
      finding?.variables
        .slice(1)
        .map(({ variable }) => variable)
        .sort(),
    ).toEqual(["theta[1]", "theta[2]"]);
    expect(finding?.problem).toMatch(/they have low `tau` .* where `theta\[[12]\]` and `theta\[[12]\]` narrow/);
    expect(finding?.advice).toContain("Write `theta` in the non-centered form");
  });

  it("does not blame a variable for divergences that lie anywhere", () => {
    const divergent = (m: number) => Float64Array.from({ length: iterations }, (_, t) => ((t + m) % 25 === 0 ? 1 : 0));
    const [finding] = diagnose(funnel, calmTraces(4, iterations, { divergent })).findings;
    expect(finding.kind).toBe("divergences");
    expect(finding.variables).toEqual([]);
    expect(finding.advice).toContain("no place of their own");
    expect(finding.chains).toEqual([0, 1, 2, 3]);
  });

  it("names the chain that is elsewhere", () => {
    const apart = drawsFromColumns({ mu: normalChains("apart", 4, iterations, 0, (m) => (m === 2 ? 9 : 0)) });
    const finding = diagnose(apart).findings.find(({ kind }) => kind === "rhat");
    expect(finding?.chains).toEqual([2]);
    expect(finding?.problem).toContain("Chain 3 is elsewhere");
    expect(finding?.advice).toContain("several modes");
  });

  it("takes no chain for one of another mode that is only a little apart", () => {
    const apart = drawsFromColumns({ mu: normalChains("apart", 4, iterations, 0, (m) => (m === 2 ? 0.9 : 0)) });
    const finding = diagnose(apart).findings.find(({ kind }) => kind === "rhat");
    expect(finding?.chains).toEqual([]);
    expect(finding?.advice).toContain("run longer");
  });

  it("asks for more iterations when effective draws are few", () => {
    const slow = drawsFromColumns({ mu: normalChains("slow", 4, iterations, 0.9) });
    const finding = diagnose(slow).findings.find(({ kind }) => kind === "ess-bulk");
    expect(finding?.variables[0].variable).toBe("mu");
    expect(finding?.figures.wanted).toBe(400);
    expect(finding?.advice).toMatch(/^Run about \d+ iterations/);
    expect(finding?.figures.iterations).toBeGreaterThan(iterations);
  });

  it("finds chains that never moved, and draws that are not finite", () => {
    const mu = normalChains("stuck", 3, 60);
    mu[1].fill(0.5);
    const broken = normalChains("broken", 3, 60);
    broken[0][3] = Number.NaN;
    const { findings, figures } = diagnose(drawsFromColumns({ mu, broken, one: mu.map((c) => c.map(() => 1)) }));
    expect(findings[0]).toMatchObject({ kind: "not-finite", variables: [{ variable: "broken", value: 1 }] });
    expect(findings[1]).toMatchObject({ kind: "stuck-chain", chains: [1], variables: [{ variable: "mu", value: 0 }] });
    expect(figures.constantVariables).toEqual(["one"]);
  });

  it("finds low energy fractions with the variable that goes with the energy, and saturated tree depths", () => {
    const energy = normalChains("slow energy", 4, iterations, 0.97);
    const noise = normalChains("noise", 4, iterations);
    const scale = energy.map((chain, m) => chain.map((value, t) => value + 0.3 * noise[m][t]));
    const traces = calmTraces(4, iterations, {
      energy: (m) => energy[m],
      treeDepth: (m) => new Float64Array(iterations).fill(m === 1 ? 10 : 4),
    });
    const { findings } = diagnose(drawsFromColumns({ scale, mu: normalChains("mu", 4, iterations) }), traces);
    const bfmi = findings.find(({ kind }) => kind === "energy");
    expect(bfmi?.variables.map(({ variable }) => variable)).toEqual(["scale"]);
    expect(findings.find(({ kind }) => kind === "tree-depth")).toMatchObject({
      chains: [1],
      figures: { saturated: 500, maxTreeDepth: 10 },
    });
  });

  it("refuses traces that do not fit, and thresholds that are not positive", () => {
    expect(() => diagnose(draws, calmTraces(3, iterations))).toThrow("traces must hold one for each of 4 chains, got 3");
    expect(() => diagnose(draws, calmTraces(4, 9))).toThrow(InvalidArgument);
    expect(() => diagnose(draws, [], { rhatThreshold: 0 })).toThrow("rhatThreshold must be positive");
  });
});

describe("divergencesOf", () => {
  it("gives chain, iteration and values of each divergence", () => {
    const divergent = (m: number) => Float64Array.from({ length: iterations }, (_, t) => (m === 1 && t === 42 ? 1 : 0));
    const found = divergencesOf(draws, calmTraces(4, iterations, { divergent }), ["tau"]);
    expect(found.variables).toEqual(["tau"]);
    expect(found.divergences).toEqual([{ chain: 1, iteration: 42, values: [draws.of("tau")[1][42]] }]);
  });
});

describe("energyBfmi", () => {
  it("is the sum of squared steps over the sum of squared distances from the mean", () => {
    expect(energyBfmi(Float64Array.of(1, 3, 2, 6))).toBe((4 + 1 + 16) / (4 + 0 + 1 + 9));
    expect(energyBfmi(Float64Array.of(2, 2))).toBeNaN();
    expect(() => energyBfmi(new Float64Array(0))).toThrow(InvalidArgument);
  });
});
