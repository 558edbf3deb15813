/** Gittins indices of all states of a Bernoulli arm, for rules that ask for many. */
import { InvalidArgument } from "../../../errors.js";
import { sin } from "../../../numeric/index.js";
import { checkBetween, checkInteger, checkKnown } from "../../requirements.js";
import { horizonOf, RetirementProblem } from "./retirement.js";

/** Rewards λ at which the retirement problem is solved, denser towards 0 and 1; between them the index is interpolated. */
const REWARDS = 1000;

export interface GittinsTableOptions {
  /** Discount factor γ: in (0, 0.9995). */
  readonly discount: number;
  /** Most outcomes of an arm: an integer from 0 to 2000. */
  readonly patients: number;
  /** Prior successes and failures; 1 and 1 when not given. */
  readonly prior?: readonly [successes: number, failures: number];
}

/** The indices after any number of successes and failures up to the table's limit. */
export interface GittinsTable {
  readonly patients: number;
  /** Index after so many successes and failures (without the prior's). */
  index(successes: number, failures: number): number;
}

const known = new Map<string, GittinsTable>();

/**
 * Returns the Gittins indices after all outcomes of up to `patients` patients.
 *
 * One backward induction for each of 1000 rewards gives the gain of playing and its derivative in all states at once; the zero of the gain is found by cubic
 * Hermite interpolation between the two rewards around it. Errors are below 1e-4 (the gain has a corner at the index of
 * every later state, so that they fall with the square of the distance of rewards); `gittinsIndex` is right to 1e-9 and slower for many states. Tables are kept.
 *
 * @throws InvalidArgument for numbers out of range.
 * Source: gittins1979bandit, gittins2011multi.
 */
export function gittinsTable(options: GittinsTableOptions): GittinsTable {
  checkKnown("gittinsTable", options, ["discount", "patients", "prior"]);
  const { discount, patients, prior = [1, 1] } = options;
  if (!Array.isArray(prior) || prior.length !== 2)
    throw new InvalidArgument("gittinsTable", "prior", "be the two numbers of a Beta distribution", prior);
  checkBetween("gittinsTable", "discount", discount, 0, 0.9995);
  checkInteger("gittinsTable", "patients", patients, 0, 2000);
  prior.forEach((count, i) => {
    if (typeof count !== "number" || !(count > 0 && count < 1e6))
      throw new InvalidArgument("gittinsTable", `prior[${i}]`, "be positive", count);
  });
  const name = `${discount} ${patients} ${prior.join(" ")}`;
  let table = known.get(name);
  if (table === undefined) {
    const indices = computeIndices(discount, patients, prior);
    table = { patients, index: (successes, failures) => indices[position(successes + failures, successes)] };
    if (known.size >= 16) known.clear();
    known.set(name, table);
  }
  return table;
}

/** States are stored depth by depth. */
const position = (depth: number, successes: number) => (depth * (depth + 1)) / 2 + successes;

function computeIndices(discount: number, patients: number, [a, b]: readonly [number, number]): Float64Array {
  const size = position(patients + 1, 0);
  const indices = new Float64Array(size);
  const gains = new Float64Array(size);
  const slopes = new Float64Array(size);
  /** First state of each depth whose index is not yet found: it lies above all rewards so far. */
  const open = new Int32Array(patients + 1);
  const problem = new RetirementProblem(a, b, discount, patients + horizonOf(discount, 1e-4));
  let before = 0;
  for (let depth = 0; depth <= patients; depth++)
    for (let i = 0; i <= depth; i++) {
      // At λ = 0 the arm is played for ever.
      gains[position(depth, i)] = (a + i) / (a + b + depth) / (1 - discount);
      slopes[position(depth, i)] = -1 / (1 - discount);
    }
  for (let step = 1; step <= REWARDS; step++) {
    const root = step === REWARDS ? 1 : sin((0.5 * Math.PI * step) / REWARDS);
    const reward = root * root;
    problem.solve(reward, patients, (depth, first, last, gain, slope) => {
      const row = position(depth, 0);
      const mean = (i: number) => (a + i) / (a + b + depth);
      let i = open[depth];
      for (; i <= depth; i++) {
        const now = i < first ? mean(i) - reward : i <= last ? gain[i] : mean(i) / (1 - discount) - reward / (1 - discount);
        if (now > 0) break;
        const nowSlope = i < first ? -1 : slope[i];
        indices[row + i] = hermiteZero(before, reward, gains[row + i], now, slopes[row + i], nowSlope);
      }
      open[depth] = i;
      for (; i <= depth; i++) {
        gains[row + i] = i <= last ? gain[i] : (mean(i) - reward) / (1 - discount);
        slopes[row + i] = i <= last ? slope[i] : -1 / (1 - discount);
      }
    });
    before = reward;
  }
  return indices;
}

/** The zero of the cubic with values y0 > 0 ≥ y1 and slopes at the ends of [x0, x1]. */
function hermiteZero(x0: number, x1: number, y0: number, y1: number, slope0: number, slope1: number): number {
  const h = x1 - x0;
  const c1 = h * slope0;
  const c2 = 3 * (y1 - y0) - h * (2 * slope0 + slope1);
  const c3 = 2 * (y0 - y1) + h * (slope0 + slope1);
  let low = 0;
  let high = 1;
  let t = y0 / (y0 - y1);
  for (let step = 0; step < 60; step++) {
    const value = y0 + t * (c1 + t * (c2 + t * c3));
    if (value > 0) low = t;
    else high = t;
    const slope = c1 + t * (2 * c2 + t * 3 * c3);
    const newton = t - value / slope;
    const next = newton > low && newton < high ? newton : 0.5 * (low + high);
    if (Math.abs(next - t) < 1e-14) return x0 + h * next;
    t = next;
  }
  return x0 + h * t;
}
