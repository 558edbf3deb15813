import { describe, expect, it } from "vitest";
import { binary, column, constant, type Expression, positionArray, select, unary } from "../../../src/density/expression.js";
import { possibleSigns, type Signs } from "../../../src/density/sign-of.js";

const real = positionArray("real", null);
const scale = positionArray("scale", null);
const positive: Signs = { negative: false, zero: false, positive: true };
const known = (node: Expression): Signs | undefined => (node === scale ? positive : undefined);

/** The signs as text: "-0+" for any. */
function signs(expression: Expression): string {
  const { negative, zero, positive } = possibleSigns(expression, known);
  return (negative ? "-" : "") + (zero ? "0" : "") + (positive ? "+" : "");
}

describe("possibleSigns", () => {
  it.each<readonly [string, Expression, string]>([
    ["a real unknown", real, "-0+"],
    ["what the caller knows", scale, "+"],
    ["a constant", constant(-2), "-"],
    ["an exponential", real.exp(), "+"],
    ["a square", real.squared(), "0+"],
    ["a product of a number with another", real.times(scale), "-0+"],
    ["a square and a constant", real.squared().plus(0.5), "+"],
    ["a sum of positive numbers", scale.plus(real.exp()).sum(), "+"],
    ["a difference of positive numbers", scale.minus(real.exp()), "-0+"],
    ["a quotient of positive numbers", real.exp().dividedBy(scale), "+"],
    ["softplus", unary("log1pExp", real), "+"],
    ["an inverse logit", unary("inverseLogit", real), "+"],
    ["a square root of a positive number", scale.squareRoot(), "+"],
    ["a negated scale", scale.negated(), "-"],
    ["an absolute value", unary("absolute", real), "0+"],
    ["a power of a scale", binary("power", scale, real), "+"],
    ["the larger of a number and 1", binary("maximum", real, 1), "+"],
    ["the smaller of a number and 1", binary("minimum", real, 1), "-0+"],
    ["either of two scales", select(column("z", null), scale, real.exp()), "+"],
    ["either of a scale and a number", select(column("z", null), scale, real), "-0+"],
    ["log1p of a scale", unary("log1p", scale), "+"],
    ["the logarithm of a scale", scale.log(), "-0+"],
  ])("says what can be the sign of %s", (_, expression, wanted) => {
    expect(signs(expression)).toBe(wanted);
  });
});
