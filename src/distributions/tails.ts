/** The contract of tails: probabilities as expressions, for truncation and censoring. */
import type { Expression, Operand } from "../density/expression.js";

/** What a distribution of numbers tells of its probabilities. Of rows in which `asked` is 0 no values are wanted. */
export interface Tails {
  /** log P(X ≤ x); absent, as all others, of improper distributions. */
  logCdf?(x: Expression, asked?: Operand): Expression;
  /** log P(X > x). */
  logSurvival?(x: Expression, asked?: Operand): Expression;
  /** log P(lower < X ≤ upper), where it is not just the difference of the tails. */
  logProbabilityBetween?(lower: Expression, upper: Expression, asked?: Operand): Expression;
  /** log P(|X − center| ≤ distance), right also near 0; of symmetric distributions. */
  logProbabilityWithin?(distance: Expression, asked?: Operand): Expression;
}
