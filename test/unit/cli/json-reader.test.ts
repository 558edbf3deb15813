/** JSON with places: what is refused, and where. */
import { describe, expect, it } from "vitest";
import { lineAndColumn, readJson } from "../../../src/cli/study-file/json-reader.js";

const read = (text: string) => readJson("f.json", text);

describe("readJson", () => {
  it.each([
    ['{"a": 1,\n "a": 2}', "f.json:2:2", "have each key once"],
    ['{"a": 1,\n}', "f.json:2:1", "a key in double quotes"],
    ["{\n  a: 1}", "f.json:2:3", "a key in double quotes"],
    ['{"a" 1}', "f.json:1:6", 'go on with ":"'],
    ['{"a": 1 "b": 2}', "f.json:1:9", 'go on with "," or "}"'],
    ["[1 2]", "f.json:1:4", 'go on with "," or "]"'],
    ["[1,]", "f.json:1:4", "go on with a value"],
    ['["a\nb"]', "f.json:1:4", "no line end or control character"],
    ['["a', "f.json:1:4", 'end its text with "'],
    ['["\\x"]', "f.json:1:3", "and four digits"],
    ['["\\u12g4"]', "f.json:1:3", "and four digits"],
    ["[01]", "f.json:1:2", "a number as JSON writes it"],
    ["[.5]", "f.json:1:2", "go on with a value"],
    ["[1.]", "f.json:1:2", "a number as JSON writes it"],
    ["[+1]", "f.json:1:2", "go on with a value"],
    ["[-]", "f.json:1:2", "a number as JSON writes it"],
    ["[0x1]", "f.json:1:2", "a number as JSON writes it"],
    ["[1e999]", "f.json:1:2", "no number beyond"],
    ["[NaN]", "f.json:1:2", "go on with a value"],
    ["[undefined]", "f.json:1:2", "go on with a value"],
    ["[True]", "f.json:1:2", "go on with a value"],
    ["// note\n{}", "f.json:1:1", "go on with a value"],
    ["{} {}", "f.json:1:4", "end after its value"],
    ["", "f.json:1:1", 'got "the end of the file"'],
    ['{"__proto__": 1}', "f.json:1:2", "not have this key"],
    ["[".repeat(200), "f.json:1:101", "nested at most 100 deep"],
  ])("refuses %j at its place", (text, place, reason) => {
    expect(() => read(text)).toThrow(place);
    expect(() => read(text)).toThrow(reason);
  });

  it("passes over a byte-order mark, and counts columns from the mark", () => {
    expect(read('\ufeff{"a": [1, true, null]}').value).toEqual({ a: [1, true, null] });
    expect(() => read("\ufeff\n?")).toThrow("f.json:2:1");
  });

  it("knows where each value and each key begins", () => {
    const text = '{\n  "a": [10, {"b": null}]\n}';
    const root = read(text);
    const list = root.parts?.get("a");
    expect(lineAndColumn(text, list?.offset as number)).toBe("2:8");
    expect(lineAndColumn(text, list?.parts?.get("1")?.keyOffsets?.get("b") as number)).toBe("2:14");
    expect(lineAndColumn(text, list?.parts?.get("1")?.parts?.get("b")?.offset as number)).toBe("2:19");
  });

  it("counts lines of every kind of line end, and columns in characters", () => {
    expect(lineAndColumn("a\r\nb\rc\n🙂d", 8)).toBe("4:2");
  });
});
