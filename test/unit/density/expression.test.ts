import { describe, expect, it } from "vitest";
import { binary, unary } from "../../../src/density/index.js";
import type { BinaryOperation, UnaryOperation } from "../../../src/density/instruction.js";
import { InvalidArgument } from "../../../src/errors.js";

describe("expressions", () => {
  it.each(["logit", "toString", "add", ""])("refuse %j, which is no operation of one number", (name) => {
    expect(() => unary(name as UnaryOperation, 1)).toThrow(InvalidArgument);
    expect(() => unary(name as UnaryOperation, 1)).toThrow(
      `unary: operation must be an operation of one number, such as exp, got "${name}"`,
    );
  });

  it.each(["plus", "exp", "constructor"])("refuse %j, which is no operation of two numbers", (name) => {
    expect(() => binary(name as BinaryOperation, 1, 2)).toThrow(InvalidArgument);
    expect(() => binary(name as BinaryOperation, 1, 2)).toThrow(/^binary: operation must be an operation of two numbers/);
  });
});
