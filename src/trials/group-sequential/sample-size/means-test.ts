/** Tests of means: of one group, or of the difference or ratio of two. */
import { type FixedTest, linearTest } from "./fixed-test.js";
import { tTest } from "./t-test.js";

export interface MeansAssumption {
  /** Number of arms: 1 compares the mean with `nullValue`. */
  readonly arms: 1 | 2;
  readonly effect: "difference" | "ratio";
  /** The assumed mean (one arm), difference, or ratio of means. */
  readonly alternative: number;
  readonly nullValue: number;
  /** Standard deviation on each arm; for a ratio of means in units of control's mean. */
  readonly standardDeviation: number;
  /** Patients on treatment for each one on control. */
  readonly ratio: number;
  readonly larger: "better" | "worse";
  /** Whether the variance is known ("z") or estimated ("t"). */
  readonly test: "z" | "t";
}

/**
 * The test of means.
 *
 * Its effect by √patient is (μ − μ₀)/σ for one arm, (δ − δ₀)/σ √r/(1 + r) for a difference, and for a ratio, tested by x̄₁ − θ₀ x̄₂,
 * (θ − θ₀)/σ √(r / ((1 + r)(1 + r θ₀²))).
 *
 * Source: chow2017sample, wassmer2016group.
 */
export function meansTest(assumption: MeansAssumption): FixedTest {
  const effect = standardizedEffect(assumption);
  return assumption.test === "z" ? linearTest(effect) : tTest(effect, assumption.arms);
}

/** The effect by √patient, positive when it favors treatment. */
export function standardizedEffect({ alternative, nullValue, ...rest }: MeansAssumption): number {
  return ((rest.larger === "better" ? 1 : -1) * (alternative - nullValue)) / unitError({ ...rest, nullValue });
}

/** The standard error of the estimate of effect, times √patients. */
export function unitError({
  arms,
  effect,
  nullValue,
  ratio,
  standardDeviation,
}: Pick<MeansAssumption, "arms" | "effect" | "nullValue" | "ratio" | "standardDeviation">): number {
  if (arms === 1) return standardDeviation;
  const control = effect === "ratio" ? nullValue * nullValue : 1;
  return standardDeviation * Math.sqrt((1 + ratio) / ratio + control * (1 + ratio));
}
