import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { decodePlainData, encodePlainData } from "../../../src/execution/plain-data.js";

describe("encodePlainData", () => {
  it("writes ordinary data as JSON does", () => {
    const data = {
      name: 'a "quoted" µ',
      doses: [1, 2.5, 1e-300, -7],
      none: null,
      nested: { yes: true, no: false },
      empty: [{}, []],
    };
    expect(encodePlainData(data)).toBe(JSON.stringify(data));
  });

  it("keeps what JSON loses: minus zero, infinities, NaN and typed arrays", () => {
    const data = {
      numbers: [0, -0, Infinity, -Infinity, Number.NaN],
      views: { doubles: Float64Array.of(0.1, -0, Number.NaN, 5e-324), integers: Int32Array.of(-1, 2), bytes: Uint8Array.of(255) },
    };
    const text = encodePlainData(data);
    expect(text).toBe(
      '{"numbers":[0,{"$number":"-0"},{"$number":"Infinity"},{"$number":"-Infinity"},{"$number":"NaN"}],' +
        '"views":{"doubles":{"$Float64Array":[0.1,{"$number":"-0"},{"$number":"NaN"},5e-324]},' +
        '"integers":{"$Int32Array":[-1,2]},"bytes":{"$Uint8Array":[255]}}}',
    );
    expect(decodePlainData(text)).toStrictEqual(data);
  });

  it("keeps the order of the keys, so that resumed results print as fresh ones", () => {
    expect(Object.keys(decodePlainData(encodePlainData({ b: 1, a: 2 })) as object)).toEqual(["b", "a"]);
  });

  it.each([
    [undefined, "value must be plain data"],
    [{ doses: [1, undefined] }, "value.doses[1] must be plain data"],
    [{ doses: new Array(2) }, "value.doses[0] must be plain data"],
    [{ "dose level": { run: () => 1 } }, 'value["dose level"].run must be plain data'],
    [[new Date(0)], 'value[0] must be plain data (null, boolean, number, string, array, typed array or object), got "a Date"'],
    [{ arms: new Map() }, "value.arms must be plain data"],
    [[1n], "value[0] must be plain data"],
    [[Symbol("s")], "value[0] must be plain data"],
    [new BigInt64Array(1), "value must be plain data"],
    [{ $number: "7" }, "value must have another key than $number"],
    [[{ $Float64Array: [1] }], "value[0] must have another key than $Float64Array"],
  ])("refuses what is not plain data, and says where: %o", (value, message) => {
    const encode = () => encodePlainData(value);
    expect(encode).toThrow(InvalidArgument);
    expect(encode).toThrow(`encodePlainData: ${message}`);
  });

  it("refuses an object that contains itself, and accepts one that is met twice", () => {
    const circle: { inner: unknown[] } = { inner: [] };
    circle.inner.push(circle);
    expect(() => encodePlainData(circle)).toThrow("encodePlainData: value.inner[0] must not contain itself");
    const twice = { x: 1 };
    expect(encodePlainData([twice, twice])).toBe('[{"x":1},{"x":1}]');
  });

  it("has no trouble with a key that is special in JavaScript", () => {
    const data = JSON.parse('{"__proto__":{"x":1},"constructor":2}');
    expect(encodePlainData(decodePlainData(encodePlainData(data)))).toBe('{"__proto__":{"x":1},"constructor":2}');
  });
});

describe("decodePlainData", () => {
  it("refuses what is not JSON", () => {
    expect(() => decodePlainData('{"a":')).toThrow(SyntaxError);
  });
});
