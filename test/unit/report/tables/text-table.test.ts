import { describe, expect, it } from "vitest";
import { comparisonTable, studyTables, truthTable } from "../../../../src/report/studies/study-tables.js";
import { displayWidth } from "../../../../src/report/tables/display-width.js";
import { textTable } from "../../../../src/report/tables/text-table.js";
import type { Table } from "../../../../src/trials/table.js";
import { exampleStudy } from "../example-study.js";

const widest = (text: string) => Math.max(...text.split("\n").map(displayWidth));

describe("textTable", () => {
  it("shows the operating characteristics of a study as a statistician expects them", async () => {
    const study = exampleStudy();
    const tables = [...studyTables(study), comparisonTable(study, "interval", "3+3 <rule>"), truthTable(study) as Table];
    await expect(tables.map((table) => textTable(table)).join("\n")).toMatchFileSnapshot("../snapshots/study-tables.txt");
  });

  it("shows a table with a column for each metric in blocks that fit into the width", async () => {
    const text = textTable(exampleStudy().table(), { width: 80 });
    expect(widest(text)).toBeLessThanOrEqual(80);
    await expect(text).toMatchFileSnapshot("../snapshots/metrics-table-80.txt");
  });

  it("shows intervals instead of standard errors when asked to", async () => {
    const [selected] = studyTables(exampleStudy());
    await expect(textTable(selected, { uncertainty: "interval" })).toMatchFileSnapshot("../snapshots/selection-intervals.txt");
  });

  it("aligns decimal points and ±, and leaves missing cells blank", () => {
    const table: Table = {
      title: "A table",
      columns: [
        { name: "name", label: "name" },
        { name: "x", label: "x", unit: "patients" },
      ],
      rows: [
        { name: "a", x: { value: 12.34, standardError: 0.02 } },
        { name: "b", x: { value: 1.2, standardError: 0.3 } },
        { name: "c" },
        { name: "d", x: 7 },
        { name: "e", x: "0.25*" },
      ],
    };
    expect(textTable(table)).toBe(
      [
        "A table",
        "",
        "name             x",
        "────  ────────────",
        "a     12.34 ± 0.02",
        "b      1.2  ± 0.3",
        "c",
        "d      7",
        "e      0.25*",
        "",
      ].join("\n"),
    );
  });

  it("counts the columns that wide and combining characters take in a terminal", () => {
    expect(displayWidth("MTD")).toBe(3);
    expect(displayWidth("用量")).toBe(4);
    expect(displayWidth("e\u0301")).toBe(1);
    expect(displayWidth("🧪")).toBe(2);
  });

  it("shows a title alone for a table without columns, and headings alone for one without rows", () => {
    expect(textTable({ title: "Nothing", columns: [], rows: [] })).toBe("Nothing\n\n\n");
    expect(textTable({ title: "Nobody", columns: [{ name: "a", label: "a" }], rows: [] })).toBe("Nobody\n\na\n─\n");
  });

  it("does not let names move the cursor, change colors or reorder the line", () => {
    const text = textTable({
      title: "t",
      columns: [{ name: "a", label: "a" }],
      rows: [{ a: "x\u001b[31m\u202ey\r\nz" }],
    });
    expect(text).toContain("x\ufffd[31m\ufffdy z");
  });
});
