/** The score statistic of rates, and the effect at which it takes a value. */
import type { BinaryTally } from "../../../endpoints/binary.js";
import { brentRoot } from "../../../numeric/roots/brent-root.js";
import type { LookStatistic } from "../look-decision.js";
import { restrictedRates } from "./farrington-manning.js";
import { compareRates, type RatesAssumption } from "./rates-test.js";

type Tested = Pick<RatesAssumption, "arms" | "effect" | "larger" | "nullValue">;

/** Z of the data, positive when it favors treatment. Source: farrington1990test. */
export function ratesStatistic(tested: Tested, treatment: BinaryTally, control: BinaryTally | null): LookStatistic {
  const sign = tested.larger === "better" ? 1 : -1;
  const n1 = treatment.evaluated;
  const p1 = n1 > 0 ? treatment.events / n1 : 0;
  if (control === null) {
    const { nullValue } = tested;
    if (n1 === 0) return { z: 0, estimate: null };
    return { z: (sign * (p1 - nullValue)) / Math.sqrt((nullValue * (1 - nullValue)) / n1), estimate: p1 };
  }
  const n2 = control.evaluated;
  if (n1 === 0 || n2 === 0) return { z: 0, estimate: null };
  const p2 = control.events / n2;
  const z = sign * scoreZ(tested, p1, p2, n1, n2);
  const estimate = estimateOf(tested, p1, p2);
  return { z: Number.isFinite(z) ? z : 0, estimate: Number.isFinite(estimate) ? estimate : null };
}

function estimateOf({ effect }: Tested, p1: number, p2: number): number {
  if (effect === "difference") return p1 - p2;
  return effect === "ratio" ? p1 / p2 : (p1 * (1 - p2)) / ((1 - p1) * p2);
}

/** The difference over its standard error at the restricted estimates; NaN where that is 0. */
function scoreZ({ effect, nullValue }: Tested, p1: number, p2: number, n1: number, n2: number): number {
  if (effect === "odds-ratio") {
    // The score of the odds ratio: what was observed beyond the restricted estimate, by its variance.
    const own = restrictedRates(effect, nullValue, p1, p2, n1 / n2);
    const variance = 1 / (1 / (n1 * own.treatment * (1 - own.treatment)) + 1 / (n2 * own.control * (1 - own.control)));
    return (n1 * (p1 - own.treatment)) / Math.sqrt(variance);
  }
  const assumption = { effect, nullValue, treatmentRate: p1, controlRate: p2, ratio: n1 / n2 };
  const { difference, nullSd } = compareRates(assumption);
  return difference / (nullSd / Math.sqrt(n1 + n2));
}

/** The effect at which Z is `z` with so many patients, control's rate being as assumed; NaN where there is none. */
export function effectAtZ(assumption: RatesAssumption, z: number, patients: number): number {
  if (!Number.isFinite(z)) return Number.NaN;
  const { arms, controlRate, effect, larger, nullValue, ratio } = assumption;
  const wanted = larger === "better" ? z : -z;
  if (arms === 1) {
    const rate = nullValue + wanted * Math.sqrt((nullValue * (1 - nullValue)) / patients);
    return rate >= 0 && rate <= 1 ? rate : Number.NaN;
  }
  const n2 = patients / (1 + ratio);
  const distance = (rate: number) => {
    const found = scoreZ(assumption, rate, controlRate, patients - n2, n2);
    return (Number.isNaN(found) ? 0 : found) - wanted;
  };
  const [low, high] = [1e-12, 1 - 1e-12];
  if (distance(low) > 0 || distance(high) < 0) return Number.NaN;
  const rate = brentRoot(distance, low, high).root;
  return effect === "odds-ratio"
    ? (rate * (1 - controlRate)) / ((1 - rate) * controlRate)
    : estimateOf(assumption, rate, controlRate);
}
