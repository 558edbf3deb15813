import { InvalidArgument } from "equipoise";
import { describe, expectTypeOf, it } from "vitest";

describe("InvalidArgument", () => {
  it("is an Error that says who refused what", () => {
    expectTypeOf<InvalidArgument>().not.toBeAny();
    expectTypeOf<InvalidArgument>().toExtend<Error>();
    expectTypeOf<InvalidArgument["caller"]>().toEqualTypeOf<string>();
    expectTypeOf<InvalidArgument["argument"]>().toEqualTypeOf<string>();
  });

  it("wants all four of its arguments", () => {
    // @ts-expect-error the requirement and the received value are missing
    new InvalidArgument("boin", "target");
  });
});
