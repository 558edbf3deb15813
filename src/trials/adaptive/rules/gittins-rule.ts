/** The Gittins index rule, and its randomized, forward-looking version. */
import { checkBetween, checkFlags, checkInteger, checkKnown } from "../../requirements.js";
import { type GittinsTable, gittinsTable } from "../gittins/gittins-table.js";
import { normalGittinsIndex } from "../gittins/normal-gittins-index.js";
import type { AdaptiveRule, ArmState } from "./adaptive-rule.js";

export interface GittinsRuleOptions {
  /** Discount factor γ: in (0, 0.9995); 0.99 when not given. */
  readonly discount?: number;
  /** Most outcomes of an arm that are told apart, 1 to 1000; 200 when not given. Beyond it counts are scaled down. */
  readonly table?: number;
}

/**
 * Returns the Gittins index rule: the arm with the largest index gets the patient, ties are drawn. It maximizes the expected discounted number of successes
 * (sum of responses), and may leave an arm for ever. Binary outcomes have uniform priors; continuous ones flat priors, the estimated standard deviation standing for
 * the known one, and even allocation until every arm has one.
 *
 * @throws InvalidArgument for numbers out of range.
 * Source: gittins1979bandit, villar2015multi, smith2018bayesian.
 */
export function gittinsRule(options: GittinsRuleOptions = {}): AdaptiveRule {
  checkKnown("gittinsRule", options, ["discount", "table"]);
  const { discount = 0.99, table: most = 200 } = options;
  checkBetween("gittinsRule", "discount", discount, 0, 0.9995);
  checkInteger("gittinsRule", "table", most, 1, 1000);
  const table = tableWhenNeeded(discount, most);
  return {
    name: "Gittins index",
    scales: ["proportion", "mean"],
    mayStarve: true,
    weightsInto(out, state) {
      if (state.estimates.scale === "mean") normalLeadersInto(out, state, discount);
      else leadersInto(out, state.successes, state.failures, table(), -1);
    },
    protocol:
      `Each patient is allocated to the arm with the largest Gittins index (discount factor ${discount}, ` +
      "uninformative prior on each success probability or mean); ties are drawn.",
    recipe: { make: "gittinsRule", options: { ...options } },
  };
}

/** Counts that are told apart by the index of normal arms. */
const MOST_NORMAL = 1000;

function normalLeadersInto(out: Float64Array, { estimates, known, estimated }: ArmState, discount: number): void {
  if (!estimated) {
    out.fill(1 / out.length);
    return;
  }
  const { mean, deviation, direction } = estimates;
  for (let arm = 0; arm < out.length; arm++)
    out[arm] = normalGittinsIndex(direction * mean[arm], Math.min(known[arm], MOST_NORMAL), { discount, sd: deviation[arm] });
  const largest = Math.max(...out);
  let leaders = 0;
  for (let arm = 0; arm < out.length; arm++) if (out[arm] === largest) leaders++;
  for (let arm = 0; arm < out.length; arm++) out[arm] = out[arm] === largest ? 1 / leaders : 0;
}

export interface ForwardLookingGittinsOptions extends GittinsRuleOptions {
  /** Patients in a block, 1 to 20. */
  readonly block: number;
  /** Control keeps the share 1/K, and the other arms share the rest by the rule; false when not given. */
  readonly controlled?: boolean;
}

/**
 * Returns the forward-looking Gittins index rule: all patients of a block are allocated with the shares that arms would have on average if the block's patients came
 * one by one, each allocated by the Gittins index and observed at once.
 *
 * The average is exact: over all outcomes of the block by the posterior predictive distribution, and over ties.
 *
 * @throws InvalidArgument for numbers out of range.
 * Source: villar2015response.
 */
export function forwardLookingGittins(options: ForwardLookingGittinsOptions): AdaptiveRule {
  const caller = "forwardLookingGittins";
  checkKnown(caller, options, ["discount", "table", "block", "controlled"]);
  const { discount = 0.99, table: most = 200, block, controlled = false } = options;
  checkBetween(caller, "discount", discount, 0, 0.9995);
  checkInteger(caller, "table", most, 1, 1000);
  checkInteger(caller, "block", block, 1, 20);
  checkFlags(caller, { controlled });
  const table = tableWhenNeeded(discount, most);
  const known = new Map<string, Float64Array>();
  const sharesAt = (successes: Float64Array, failures: Float64Array, without: number): Float64Array => {
    const state = `${successes.join()};${failures.join()};${without}`;
    let shares = known.get(state);
    if (shares === undefined) {
      if (known.size >= MOST_STATES) known.clear();
      shares = forwardLookingAllocation(successes, failures, { block, table: table(), without });
      known.set(state, shares);
    }
    return shares;
  };
  return {
    name: controlled ? "controlled forward-looking Gittins index" : "forward-looking Gittins index",
    scales: ["proportion"],
    mayStarve: true,
    block,
    weightsInto(out, { successes, failures }, control) {
      const fixed = controlled && control >= 0 ? control : -1;
      out.set(sharesAt(successes, failures, fixed));
      if (fixed < 0) return;
      for (let arm = 0; arm < out.length; arm++) out[arm] *= (out.length - 1) / out.length;
      out[fixed] = 1 / out.length;
    },
    protocol:
      `Patients are allocated in blocks of ${block} by the ${controlled ? "controlled " : ""}forward-looking Gittins index rule (discount factor ${discount}, ` +
      `uniform prior on each success probability): a block's probabilities are the expected shares of the arms if its patients followed the Gittins index ` +
      `one by one${controlled ? "; control keeps an equal share" : ""}.`,
    recipe: { make: caller, options: { ...options } },
  };
}

/** States of a trial whose shares are remembered. */
const MOST_STATES = 20_000;

/** The table is made by the first patient who needs it. */
function tableWhenNeeded(discount: number, patients: number): () => GittinsTable {
  let table: GittinsTable | undefined;
  return () => {
    table ??= gittinsTable({ discount, patients });
    return table;
  };
}

/**
 * Returns the expected shares of arms in a block whose patients follow the Gittins rule one by one; exact, state by state.
 *
 * @param options.without An arm that is left out, or −1.
 * Source: villar2015response.
 */
export function forwardLookingAllocation(
  successes: ArrayLike<number>,
  failures: ArrayLike<number>,
  options: { readonly block: number; readonly table: GittinsTable; readonly without?: number },
): Float64Array {
  const { block, table, without = -1 } = options;
  const arms = successes.length;
  const shares = new Float64Array(arms);
  const leaders = new Float64Array(arms);
  let states = new Map<string, { probability: number; s: Float64Array; f: Float64Array }>();
  states.set("", { probability: 1, s: Float64Array.from(successes), f: Float64Array.from(failures) });
  for (let patient = 0; patient < block; patient++) {
    const next: typeof states = new Map();
    for (const { probability, s, f } of states.values()) {
      leadersInto(leaders, s, f, table, without);
      for (let arm = 0; arm < arms; arm++) {
        const reach = probability * leaders[arm];
        if (reach === 0) continue;
        shares[arm] += reach / block;
        if (patient === block - 1) continue;
        const p = (s[arm] + 1) / (s[arm] + f[arm] + 2);
        addState(next, reach * p, s, f, arm, 1);
        addState(next, reach * (1 - p), s, f, arm, 0);
      }
    }
    states = next;
  }
  return shares;
}

function addState(
  states: Map<string, { probability: number; s: Float64Array; f: Float64Array }>,
  probability: number,
  s: Float64Array,
  f: Float64Array,
  arm: number,
  success: number,
): void {
  s[arm] += success;
  f[arm] += 1 - success;
  const name = `${s.join()};${f.join()}`;
  const known = states.get(name);
  if (known === undefined) states.set(name, { probability, s: s.slice(), f: f.slice() });
  else known.probability += probability;
  s[arm] -= success;
  f[arm] -= 1 - success;
}

/** Writes equal probabilities for the arms with the largest index, 0 for others. */
function leadersInto(out: Float64Array, s: ArrayLike<number>, f: ArrayLike<number>, table: GittinsTable, without: number): void {
  let largest = -1;
  let leaders = 0;
  for (let arm = 0; arm < out.length; arm++) {
    out[arm] = arm === without ? -1 : indexIn(table, s[arm], f[arm]);
    if (out[arm] > largest + 1e-9) {
      largest = out[arm];
      leaders = 1;
    } else if (arm !== without && out[arm] > largest - 1e-9) leaders++;
  }
  for (let arm = 0; arm < out.length; arm++) out[arm] = out[arm] > largest - 1e-9 && arm !== without ? 1 / leaders : 0;
}

/** Counts beyond the table keep their proportion: there the index is the mean to the accuracy that a rule needs. */
function indexIn(table: GittinsTable, successes: number, failures: number): number {
  const outcomes = successes + failures;
  if (outcomes <= table.patients) return table.index(successes, failures);
  const mean = (successes + 1) / (outcomes + 2);
  const scaled = Math.round((successes * table.patients) / outcomes);
  const bonus = table.index(scaled, table.patients - scaled) - (scaled + 1) / (table.patients + 2);
  // What exploring adds falls about as the square of the number of outcomes.
  return mean + bonus * ((table.patients + 2) / (outcomes + 2)) * ((table.patients + 2) / (outcomes + 2));
}
