/** Hidden Markov models. */
import { constant, Expression, type Operand } from "../../density/expression.js";
import type { HiddenMarkovChain } from "../../density/operators/hidden-markov/chain.js";
import { hiddenMarkov } from "../../density/operators/hidden-markov/hidden-markov.js";
import { hiddenStateProbabilities, mostLikelyStates } from "../../density/operators/hidden-markov/hidden-states.js";
import { sequenceLogLikelihoods, sequenceStarts } from "../../density/operators/hidden-markov/sequences.js";
import { InvalidArgument } from "../../errors.js";
import type { Rng } from "../../random/rng.js";
import type { Distribution, Domain, VectorDistribution } from "../distribution.js";
import type { Values } from "../numeric-family.js";
import { requireDistribution, requireOptions } from "../parameters.js";
import { type Part, partOf } from "../parts.js";

/** The parameters of a hidden Markov model of K states. */
export interface HiddenMarkovModelOptions {
  /** The distribution of an observation in each of the K states: the parameters of each may be over the times. */
  readonly emissions: readonly Distribution[];
  /** The probability of going from state j to state k: K lists of K, or one expression over K × K, such as a simplex for each state. */
  readonly transition: readonly (readonly Operand[])[] | Expression;
  /** The probability of each state at the first observation: a list, or an expression over K. Default: 1/K each. */
  readonly initial?: readonly Operand[] | Expression;
  /** A column of groups, if there are several sequences: the rows of each are adjacent. One sequence when not given. */
  readonly sequence?: Expression;
}

/** A hidden Markov model: a distribution of all observations, which also tells of the states behind them. */
export interface HiddenMarkovModel extends VectorDistribution {
  /** P(state at each time | all observations), one array over the times for each state: to be recorded. */
  stateProbabilities(x: Expression): Expression[];
  /** The most likely path of states, numbered from 0, over the times: to be recorded. */
  mostLikelyStates(x: Expression): Expression;
}

/**
 * Observations in the order of time, each from the distribution of a state that is not seen and changes as a Markov chain:
 * p(x) = Σ over all paths s of initial_s₁ p(x₁ | s₁) Π transition_sₜ₋₁,sₜ p(xₜ | sₜ), computed in time ∝ K² × times.
 *
 * Throws `InvalidArgument` unless there are emissions, all distributions of numbers, and probabilities for as many states. Source: rabiner1989tutorial.
 */
export function hiddenMarkovModel(options: HiddenMarkovModelOptions): HiddenMarkovModel {
  requireOptions("hiddenMarkovModel", options);
  const { emissions, transition, sequence } = options as unknown as HiddenMarkovModelOptions;
  if (!Array.isArray(emissions) || emissions.length < 2)
    throw new InvalidArgument("hiddenMarkovModel", "emissions", "be a list of two or more distributions", emissions);
  for (const [k, emission] of emissions.entries()) requireDistribution("hiddenMarkovModel", `emissions[${k}]`, emission);
  if (sequence !== undefined && sequence?.about?.into === undefined)
    throw new InvalidArgument("hiddenMarkovModel", "sequence", "be a column declared as index", sequence);
  const states = emissions.length;
  const initial = options.initial ?? emissions.map(() => 1 / states);
  const chainOf = (x: Expression): HiddenMarkovChain => {
    const densities = emissions.map((emission) => emission.logDensity(x));
    return { initial, transition, emissions: densities, ...(sequence && { starts: sequenceStarts(sequence) }) };
  };
  const parts = emissions.map((emission, k) => partOf(emission, `emissions[${k}].`));
  const shares = { ...entriesOf("initial", initial), ...entriesOf("transition", transition) };
  return {
    name: "hiddenMarkovModel",
    parameters: Object.assign({}, shares, ...parts.map(({ parameters }) => parameters), sequence && { sequence }),
    domains: Object.assign(
      Object.fromEntries(Object.entries(shares).map(([name, operand]) => [name, domainOf(operand)])),
      ...parts.map(({ domains }) => domains),
      sequence && { sequence: "sequence" },
    ),
    support: { kind: "vector" },
    logDensity: (x) => hiddenMarkov(chainOf(x)),
    ...(sequence && {
      logDensities(x: Expression) {
        const { starts: _, ...chain } = chainOf(x);
        return sequenceLogLikelihoods(chain, sequence);
      },
    }),
    stateProbabilities: (x) => hiddenStateProbabilities(chainOf(x)),
    mostLikelyStates: (x) => mostLikelyStates(chainOf(x)),
    numeric: { drawInto: (out, rng, given) => drawPath(out, rng, given, parts) },
  };
}

const domainOf = (operand: Operand): Domain =>
  operand instanceof Expression && operand.axis !== null ? "simplex" : "probability";

/** Operands by names of their own: `transition[0][1]`. */
function entriesOf(name: string, value: Operand | readonly (Operand | readonly Operand[])[]): Record<string, Operand> {
  if (!Array.isArray(value)) return { [name]: typeof value === "number" ? constant(value) : (value as Expression) };
  return Object.assign({}, ...value.map((entry, k) => entriesOf(`${name}[${k}]`, entry)));
}

/** Draws states and, given them, observations; a sequence begins where the column of sequences changes. */
function drawPath(out: Float64Array, rng: Rng, given: Values, parts: readonly Part[]): void {
  const states = parts.length;
  const sequence = given.sequence as ArrayLike<number> | undefined;
  const starting = sharesIn(given, "initial", states, "");
  const going = parts.map((_, j) => sharesIn(given, "transition", states, `[${j}]`, j * states));
  let state = -1;
  for (let t = 0; t < out.length; t++) {
    const begins = t === 0 || (sequence !== undefined && sequence[t] !== sequence[t - 1]);
    state = chosen(begins ? starting : going[state], rng.uniform());
    const { distribution, valuesIn } = parts[state];
    out[t] = distribution.numeric.draw(rng, valuesAt(valuesIn(given), distribution, t));
  }
}

/** K probabilities among the values: one by one, or from a place on in an array. */
const sharesIn = (given: Values, name: string, states: number, row: string, from = 0): number[] =>
  Array.from({ length: states }, (_, k) => {
    const whole = given[name];
    return (typeof whole === "object" ? whole[from + k] : given[`${name}${row}[${k}]`]) as number;
  });

function chosen(shares: readonly number[], u: number): number {
  const rest = u * shares.reduce((sum, share) => sum + share, 0);
  let below = 0;
  const found = shares.findIndex((share) => {
    below += share;
    return rest < below;
  });
  return found < 0 ? shares.length - 1 : found;
}

const LISTS: ReadonlySet<Domain> = new Set(["vector", "positive-vector", "simplex", "ordered"] as const);

/** The values of an emission's parameters at a time. */
function valuesAt(values: Values, { domains }: Distribution, t: number): Values {
  const at = Object.entries(values).map(([name, value]) => {
    const isOverTimes = typeof value === "object" && !LISTS.has(domains[name] as Domain);
    return [name, isOverTimes ? value[t] : value] as const;
  });
  return Object.fromEntries(at);
}
