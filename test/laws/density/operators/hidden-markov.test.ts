import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Operator } from "../../../../src/density/operator.js";
import type { ChainSettings } from "../../../../src/density/operators/hidden-markov/chain.js";
import { parameterRoom, totalsPlace } from "../../../../src/density/operators/hidden-markov/chain-room.js";
import { hiddenMarkovOperator } from "../../../../src/density/operators/hidden-markov/hidden-markov.js";
import {
  hiddenStateProbabilitiesOperator,
  mostLikelyStatesOperator,
} from "../../../../src/density/operators/hidden-markov/hidden-states.js";
import { backwardAnyStates, forwardAnyStates } from "../../../../src/density/operators/hidden-markov/passes.js";
import { backwardTwoStates, forwardTwoStates } from "../../../../src/density/operators/hidden-markov/two-states.js";
import { numbers, positives } from "./inputs.js";
import { expectBitsOfKernels, expectGradient, outputsOf } from "./operator-calls.js";

interface Chain {
  readonly initial: readonly number[];
  readonly transition: readonly (readonly number[])[];
  /** State by state. */
  readonly emissions: readonly (readonly number[])[];
  readonly starts?: readonly number[];
}

const timesOf = ({ emissions }: Chain) => emissions[0].length;

/** A call with the parameters as scalars, or as arrays. */
function callOf(operator: Operator<ChainSettings>, chain: Chain, outputs: readonly number[], separate = false) {
  const { initial, transition, emissions, starts } = chain;
  const K = initial.length;
  const flat = transition.flat();
  const parameters = separate ? [...initial, ...flat].map((value) => [value]) : [initial, flat];
  const settings = { states: K, separateInitial: separate, separateTransition: separate, hasStarts: starts !== undefined };
  return {
    operator,
    inputs: [...parameters, ...emissions, ...(starts === undefined ? [] : [Int32Array.from(starts)])],
    outputs,
    work: [timesOf(chain) * K, timesOf(chain) * K, parameterRoom(K)],
    settings,
  };
}

/** All paths of the states with their log probabilities. */
function pathsOf({ initial, transition, emissions, starts }: Chain): { path: number[]; logProbability: number }[] {
  let paths = [{ path: [] as number[], logProbability: 0 }];
  emissions[0].forEach((_, t) => {
    paths = paths.flatMap(({ path, logProbability }) =>
      initial.map((weight, k) => {
        const chance = t === 0 || starts?.[t] === 1 ? weight : transition[path[t - 1]][k];
        return { path: [...path, k], logProbability: logProbability + Math.log(chance) + emissions[k][t] };
      }),
    );
  });
  return paths;
}
const logTotal = (values: readonly number[]) => {
  const largest = Math.max(...values);
  return largest === Number.NEGATIVE_INFINITY
    ? largest
    : largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
};

const chains: fc.Arbitrary<Chain> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 }))
  .chain(([K, times]) => {
    const list = (length: number) => positives(length).map((values) => [...values]);
    return fc.record({
      initial: list(K),
      transition: fc.array(list(K), { minLength: K, maxLength: K }),
      emissions: fc.array(
        numbers(times, 4).map((values) => [...values]),
        { minLength: K, maxLength: K },
      ),
      starts: fc.array(fc.constantFrom(0, 0, 1), { minLength: times, maxLength: times }),
    });
  });

describe("the step hidden-markov", () => {
  it("sums over all paths, with parameters as scalars or arrays, with or without starts", () => {
    fc.assert(
      fc.property(chains, fc.boolean(), ({ starts, ...chain }, separate) => {
        for (const one of [chain, { ...chain, starts: starts as number[] }]) {
          const [[value]] = outputsOf(callOf(hiddenMarkovOperator, one, [1], separate));
          expect(value).toBeCloseTo(logTotal(pathsOf(one).map(({ logProbability }) => logProbability)), 11);
        }
      }),
    );
  });

  it("has the adjoint that differences give", () => {
    fc.assert(
      fc.property(chains, fc.boolean(), (chain, separate) => {
        // Not with respect to the starts, the last input.
        const call = callOf(hiddenMarkovOperator, chain, [1], separate);
        expectGradient(call, [[1.5]], { without: [call.inputs.length - 1], step: 1e-4, tolerance: 1e-6 });
      }),
      { numRuns: 50 },
    );
  });

  it("neither overflows nor vanishes over long sequences", () => {
    const times = 20_000;
    const emissions = [Array.from({ length: times }, (_, t) => -500 - (t % 3)), Array.from({ length: times }, () => -501)];
    const chain = {
      initial: [1, 1],
      transition: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      emissions,
    };
    const [[value]] = outputsOf(callOf(hiddenMarkovOperator, chain, [1]));
    const expected = emissions[0].reduce(
      (sum, first) => sum + Math.log((Math.exp(first + 500) + Math.exp(-1)) / 2) - 500,
      Math.LN2,
    );
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
  });

  it("keeps to states that can be reached, however unlikely their observations", () => {
    const chain = {
      initial: [1, 0],
      transition: [
        [1, 0],
        [0, 1],
      ],
      emissions: [
        [-900, -1],
        [0, -2],
      ],
    };
    expect(outputsOf(callOf(hiddenMarkovOperator, chain, [1]))[0][0]).toBeCloseTo(-901, 11);
    const three = {
      initial: [1, 0, 0],
      transition: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      emissions: [
        [-900, -1],
        [0, -2],
        [0, -3],
      ],
    };
    expect(outputsOf(callOf(hiddenMarkovOperator, three, [1]))[0][0]).toBeCloseTo(-901, 11);
  });

  it("gives −∞ for impossible observations, with gradient 0", () => {
    const impossible = Number.NEGATIVE_INFINITY;
    for (const emissions of [
      [
        [impossible, 0],
        [impossible, 0],
      ],
      [
        [0, 0],
        [0, impossible],
      ],
    ]) {
      const chain = {
        initial: [0, 1],
        transition: [
          [0.5, 0.5],
          [0, 1],
        ],
        emissions,
      };
      const call = callOf(hiddenMarkovOperator, chain, [1]);
      expect(outputsOf(call)[0][0]).toBe(impossible);
      const inputs = call.inputs.map((input) => Float64Array.from(input));
      const arrays = { inputs, outputs: [new Float64Array(1)], work: call.work.map((length) => new Float64Array(length)) };
      const inputAdjoints = inputs.map(({ length }) => new Float64Array(length));
      hiddenMarkovOperator.forward(arrays, call.settings);
      hiddenMarkovOperator.backward?.({ ...arrays, inputAdjoints, outputAdjoints: [Float64Array.of(1)] }, call.settings);
      for (const adjoint of inputAdjoints) expect(adjoint.every((value) => value === 0)).toBe(true);
    }
  });
});

describe("the passes for two states", () => {
  const twoStates = fc.integer({ min: 1, max: 40 }).chain((times) =>
    fc.record({
      parameters: positives(6, 1),
      first: numbers(times, 60),
      second: numbers(times, 60),
      starts: fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: times, maxLength: times }),
    }),
  );

  it("have the bits of the passes for any number of states", () => {
    fc.assert(
      fc.property(twoStates, ({ parameters, first, second, starts }) => {
        const settings = { states: 2, separateInitial: false, separateTransition: false, hasStarts: true };
        const inputs = [parameters.subarray(0, 2), parameters.subarray(2), first, second, Int32Array.from(starts)];
        const run = (fast: boolean) => {
          const work = [2 * first.length, 2 * first.length, parameterRoom(2)].map((length) => new Float64Array(length));
          work[2].set(parameters);
          if (!(fast && forwardTwoStates(inputs, work, settings))) forwardAnyStates(inputs, work, settings);
          const adjoints = [first, second].map(({ length }) => new Float64Array(length));
          const weight = Float64Array.of(0.75);
          if (fast) backwardTwoStates(inputs, work, settings, adjoints[0], adjoints[1], weight);
          else backwardAnyStates(inputs, work, settings, adjoints, 0, weight);
          return { adjoints, parameters: [...work[2].subarray(0, 12), ...work[2].subarray(totalsPlace(2))] };
        };
        expect(run(true)).toEqual(run(false));
      }),
    );
  });
});

describe("the kernels for two states", () => {
  const wild = fc.integer({ min: 1, max: 40 }).chain((times) =>
    fc.record({
      initial: positives(2, 1),
      transition: positives(4, 1),
      // Some rows need scaling, some more care than that.
      emissions: fc.tuple(numbers(times, 400), numbers(times, 400)),
      starts: fc.option(fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: times, maxLength: times }), { nil: undefined }),
      spread: fc.constantFrom(0.01, 0.3, 1),
      weight: positives(1),
    }),
  );

  it("have the bits of the passes without them", () => {
    fc.assert(
      fc.property(wild, ({ initial, transition, emissions, starts, spread, weight }) => {
        const chain = {
          initial: [...initial],
          transition: [[...transition.subarray(0, 2)], [...transition.subarray(2)]],
          emissions: emissions.map((emission) => [...emission.map((value) => value * spread)]),
          ...(starts === undefined ? {} : { starts }),
        };
        expectBitsOfKernels(callOf(hiddenMarkovOperator, chain, [1]), [weight]);
      }),
    );
  });

  it("have the same bits over long sequences that are scaled again and again, and for what is impossible or no number", () => {
    const initial = [0.3, 0.7];
    const transition = [
      [0.9, 0.1],
      [0.2, 0.8],
    ];
    const long = [0, 1].map((k) => Array.from({ length: 2001 }, (_, t) => -3 * (t % 7) - (t % (k + 2))));
    for (const emissions of [long, [[Number.NEGATIVE_INFINITY], [Number.NEGATIVE_INFINITY]], [[1], [Number.NaN]], [[], []]])
      expectBitsOfKernels(callOf(hiddenMarkovOperator, { initial, transition, emissions }, [1]), [[1]]);
  });
});

describe("the steps on hidden states", () => {
  it("give the probabilities of the states at each time, summed over all paths", () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const outputs = outputsOf(
          callOf(
            hiddenStateProbabilitiesOperator,
            chain,
            chain.emissions.map(() => timesOf(chain)),
          ),
        );
        const paths = pathsOf(chain);
        const total = logTotal(paths.map(({ logProbability }) => logProbability));
        outputs.forEach((output, k) => {
          for (const [t, probability] of output.entries()) {
            const through = paths.filter(({ path }) => path[t] === k).map(({ logProbability }) => logProbability);
            expect(probability).toBeCloseTo(Math.exp(logTotal(through) - total), 11);
          }
        });
      }),
    );
  });

  it("give the most likely of all paths", () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const [states] = outputsOf(callOf(mostLikelyStatesOperator, chain, [timesOf(chain)]));
        const paths = pathsOf(chain);
        const best = Math.max(...paths.map(({ logProbability }) => logProbability));
        const found = paths.find(({ path }) => path.every((state, t) => state === states[t]));
        expect(found?.logProbability).toBeCloseTo(best, 11);
      }),
    );
  });
});
