import { describe, expect, it } from "vitest";
import { studyTables } from "../../../../src/report/studies/study-tables.js";
import { csvTable } from "../../../../src/report/tables/csv-table.js";
import { htmlTable } from "../../../../src/report/tables/html-table.js";
import { markdownTable } from "../../../../src/report/tables/markdown-table.js";
import type { Table } from "../../../../src/trials/table.js";
import { exampleStudy } from "../example-study.js";

const [selected] = studyTables(exampleStudy());

describe("csvTable", () => {
  it("writes values and standard errors to full precision", async () => {
    const csv = csvTable(exampleStudy().table());
    expect(csv.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    // Git keeps line ends of files in its own way.
    await expect(csv.replaceAll("\r\n", "\n")).toMatchFileSnapshot("../snapshots/metrics-table.csv");
  });

  it("quotes commas, quotation marks and line ends, and leaves missing and inapplicable cells empty", () => {
    const table: Table = {
      title: "t",
      columns: [
        { name: "name", label: "name" },
        { name: "x", label: "x", unit: "number" },
      ],
      rows: [{ name: 'a, "b"\nc', x: 0.1 }, { name: "d" }, { name: "e", x: { value: Number.NaN, standardError: Number.NaN } }],
    };
    expect(csvTable(table)).toBe('name,x\r\n"a, ""b""\nc",0.1\r\nd,\r\ne,\r\n');
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])(
    "puts an apostrophe before the text %j, which a spreadsheet would compute",
    (text) => {
      const csv = csvTable({ title: "t", columns: [{ name: "a", label: "a" }], rows: [{ a: text }] });
      expect(csv.split("\r\n")[1]).toMatch(/^"?'/);
    },
  );

  it("leaves negative numbers alone", () => {
    const csv = csvTable({ title: "t", columns: [{ name: "a", label: "a", unit: "number" }], rows: [{ a: -1.5 }] });
    expect(csv).toBe("a\r\n-1.5\r\n");
  });
});

describe("markdownTable", () => {
  it("writes a table of GitHub's Markdown", async () => {
    await expect(markdownTable(selected)).toMatchFileSnapshot("../snapshots/selection.md");
  });

  it("escapes what would end a cell, begin emphasis, code, links or HTML", () => {
    const text = markdownTable({
      title: "t",
      columns: [{ name: "a", label: "a" }],
      rows: [{ a: "x|y `z` *b* [l](u) <i> www.a.b\nnext" }],
    });
    expect(text.split("\n")[4]).toBe("| x\\|y \\`z\\` \\*b\\* \\[l\\](u) &lt;i&gt; www\\.a.b next |");
  });
});

describe("htmlTable", () => {
  it("writes caption, scopes, groups and notes", async () => {
    await expect(htmlTable(selected)).toMatchFileSnapshot("../snapshots/selection.html");
  });
});
