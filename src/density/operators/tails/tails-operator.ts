/** Both tails of a distribution, row by row: what all operators of this folder share. */
import { exp } from "../../../numeric/elementary/exponential.js";
import { applyOperator, commonAxis, type Expression, type Operand, toExpression } from "../../expression.js";
import type { Operator } from "../../operator.js";

/** How the tails of one family of distributions are computed, of the inputs' values in one row. */
export interface TailsRule {
  readonly name: string;
  /** How many inputs it has, 4 at most. */
  readonly inputCount: number;
  /**
   * Writes ln P(X ≤ x), ln P(X > x), and what `slope` wants to know of them. One tail is computed directly, the other is 1 minus it: the third
   * number is negative where the upper one is, positive where the lower one is, and 0 where both are sure and have no derivatives.
   */
  writeTails(out: Float64Array, values: Float64Array): void;
  /** The derivative of the logarithm of the tail that is computed directly, with respect to an input. */
  slope(input: number, values: Float64Array, known: number): number;
}

/** Room for the inputs of one row: no family has more. */
const values = /* @__PURE__ */ new Float64Array(4);
const tails = /* @__PURE__ */ new Float64Array(3);

/**
 * The operator of a rule. Inputs: arrays over the rows, or one number for all; one more where only some rows are asked for, 0 in all others. Outputs:
 * ln P(X ≤ x) and ln P(X > x), both 0 where they are not asked for.
 */
export function tailsOperator(rule: TailsRule): Operator<null> {
  return {
    name: rule.name,
    forward({ inputs, outputs, work }) {
      const [below, above] = outputs;
      const known = work[0];
      const asked = inputs.length > rule.inputCount ? inputs[rule.inputCount] : null;
      for (let i = 0; i < below.length; i++) {
        if (asked !== null && asked[asked.length === 1 ? 0 : i] === 0) {
          below[i] = above[i] = known[i] = 0;
          continue;
        }
        readRow(inputs, rule.inputCount, i);
        rule.writeTails(tails, values);
        below[i] = tails[0];
        above[i] = tails[1];
        known[i] = tails[2];
      }
    },
    backward({ inputs, outputs, work, inputAdjoints, outputAdjoints }) {
      const known = work[0];
      for (let i = 0; i < known.length; i++) {
        const isUpper = known[i] < 0;
        const direct = isUpper ? 1 : 0;
        const ofDirect = outputAdjoints[direct][i];
        const ofOther = outputAdjoints[1 - direct][i];
        if (known[i] === 0 || (ofDirect === 0 && ofOther === 0)) continue;
        // d ln(1 − p) = −p/(1 − p) d ln p.
        const odds = ofOther === 0 ? 0 : ofOther * exp(outputs[direct][i] - outputs[1 - direct][i]);
        readRow(inputs, rule.inputCount, i);
        for (let input = 0; input < rule.inputCount; input++) {
          const adjoint = inputAdjoints[input];
          if (adjoint === null) continue;
          adjoint[adjoint.length === 1 ? 0 : i] += (ofDirect - odds) * rule.slope(input, values, known[i]);
        }
      }
    },
  };
}

function readRow(inputs: readonly (Float64Array | Int32Array)[], count: number, row: number): void {
  for (let input = 0; input < count; input++) {
    const array = inputs[input];
    values[input] = array[array.length === 1 ? 0 : row];
  }
}

/** ln P(X ≤ x) and ln P(X > x), element by element. */
export interface LogTails {
  readonly below: Expression;
  readonly above: Expression;
}

/** Applies the operator of a rule; `asked`, if given, is 0 in rows that need no values. */
export function applyTails(
  caller: string,
  operator: Operator<null>,
  operands: readonly Operand[],
  asked: Operand | undefined,
): LogTails {
  const inputs = [...operands, ...(asked === undefined ? [] : [asked])].map(toExpression);
  const axis = commonAxis(caller, inputs);
  const [below, above] = applyOperator({ operator, inputs, outputs: [axis, axis], work: [axis], settings: null });
  return { below, above };
}
