import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { canonicalJson } from "../../../src/execution/canonical-json.js";
import { decodeBlock, encodeBlock } from "../../../src/execution/checkpoints/block-file.js";
import { decodePlainData, encodePlainData } from "../../../src/execution/plain-data.js";
import { sha256 } from "../../../src/execution/sha256.js";

const keys = fc.string({ unit: "binary" }).filter((key) => key !== "__proto__" && !key.startsWith("$"));

/** Any plain data; `numbers` are those that may occur in them. */
const plainData = (numbers: fc.Arbitrary<number>) =>
  fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: "small", withCrossShrink: true }, tie("leaf"), tie("array"), tie("record")),
    leaf: fc.oneof(
      numbers,
      fc.boolean(),
      fc.constant(null),
      fc.string({ unit: "binary" }),
      fc.array(numbers).map((list) => Float64Array.from(list)),
      fc.int32Array(),
      fc.uint8Array(),
    ),
    array: fc.array(tie("value"), { maxLength: 5 }),
    record: fc.dictionary(keys, tie("value"), { maxKeys: 5 }),
  })).value;

const anyData = plainData(fc.double());
const orderedData = plainData(fc.double({ noNaN: true }));

/** The same data with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe("plain data", () => {
  test.prop([anyData])("come back from text bit for bit", (data) => {
    expect(decodePlainData(encodePlainData(data))).toEqual(structuredClone(data));
    expect(encodePlainData(decodePlainData(encodePlainData(data)))).toBe(encodePlainData(data));
  });

  test.prop([orderedData])("have one canonical text, in whatever order the keys stand, and it reads back as the data", (data) => {
    expect(canonicalJson(reversed(data))).toBe(canonicalJson(data));
    expect(decodePlainData(canonicalJson(data))).toEqual(structuredClone(data));
  });

  const tiny = fc.oneof(
    fc.constantFrom(0, -0, 1, Infinity, "0", "", null, false),
    fc.constant([]),
    fc.constant({}),
    fc.array(fc.nat({ max: 1 }), { maxLength: 2 }),
  );
  const small = fc.oneof(tiny, fc.array(tiny, { maxLength: 2 }), fc.dictionary(fc.constantFrom("a", "b"), tiny));

  test.prop([small, small], { numRuns: 2000 })("have the same canonical text only if they are equal", (one, other) => {
    expect(canonicalJson(one) === canonicalJson(other)).toBe(isDeepStrictEqual(structuredClone(one), structuredClone(other)));
  });
});

describe("sha256", () => {
  test.prop([fc.uint8Array({ maxLength: 1000 })])("agrees with the system's implementation", (bytes) => {
    expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
  });
});

describe("a checkpoint file", () => {
  const headers = fc.record({ identity: fc.string({ unit: "binary" }), key: fc.string({ unit: "binary" }) });

  test.prop([headers, anyData])("gives back its header and its data", (header, payload) => {
    expect(decodeBlock(encodeBlock(header, payload))).toEqual({ kind: "whole", header, payload: structuredClone(payload) });
  });

  test.prop([headers, anyData, fc.nat(), fc.nat({ max: 7 })])(
    "is recognized as damaged when any one bit of it is flipped",
    (header, payload, place, bit) => {
      const bytes = new TextEncoder().encode(encodeBlock(header, payload));
      bytes[place % bytes.length] ^= 1 << bit;
      expect(decodeBlock(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)).kind).toBe("damaged");
    },
  );

  test.prop([headers, anyData, fc.nat()])("is recognized as damaged when its end is missing", (header, payload, length) => {
    const text = encodeBlock(header, payload);
    expect(decodeBlock(text.slice(0, length % text.length)).kind).toBe("damaged");
  });
});
