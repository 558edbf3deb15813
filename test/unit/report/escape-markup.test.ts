import { describe, expect, it } from "vitest";
import { escapeMarkup } from "../../../src/report/escape-markup.js";

describe("escapeMarkup", () => {
  it("escapes what begins tags, ends attributes and names entities", () => {
    expect(escapeMarkup(`<b title="x" id='y'>&amp;`)).toBe("&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
  });

  it("replaces what XML cannot hold and keeps line ends, tabs and emoji", () => {
    expect(escapeMarkup("a\u0000b\u001bc\ud800d\uffff")).toBe("a\ufffdb\ufffdc\ufffdd\ufffd");
    expect(escapeMarkup("a\tb\nc 🧪 é")).toBe("a\tb\nc 🧪 é");
  });
});
