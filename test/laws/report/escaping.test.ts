import { fc, it } from "@fast-check/vitest";
import { parseHTML } from "linkedom";
import { describe, expect } from "vitest";
import type { TrialCourse } from "../../../src/report/courses/trial-course.js";
import {
  csvTable,
  decisionPlot,
  escapeMarkup,
  htmlReport,
  htmlTable,
  markdownTable,
  selectionPlot,
  textTable,
  trialPlot,
  truthPlot,
} from "../../../src/report/index.js";
import { boin, type Estimate, type MetricDescription, type Table } from "../../../src/trials/index.js";
import { Study } from "../../../src/trials/study.js";

/** Names that someone might try: everything that means something in HTML, CSV, Markdown or a terminal. */
const DANGEROUS = [
  "</title><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'onload='alert(1)",
  "]]><!--",
  "-->&amp;&#60;b&#62;",
  "</pre></style></svg>",
  "=cmd|' /C calc'!A0",
  '+1,"2"\r\n@x',
  "|a|b|\n|-|-|",
  "**[x](javascript:alert(1))** `y` <z>",
  "\u001b[2J\u202e\u0000\ud800",
  "{{alert(1)}} %s $& $1 $`",
];
const name = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...DANGEROUS) },
  {
    weight: 2,
    arbitrary: fc.string({ unit: fc.constantFrom(..."<>\"'&=/;!-+@|`*_[]()\\\r\n\t ,ab1"), minLength: 1, maxLength: 20 }),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 20 }) },
);

const names = fc
  .record({ scenario: name, design: name, other: name, arm: name, text: name })
  .filter(({ design, other }) => design !== other);
type Names = typeof names extends fc.Arbitrary<infer Value> ? Value : never;

const PLAIN: Names = { scenario: "s", design: "d", other: "o", arm: "a", text: "t" };

function studyWith({ scenario, design, other, arm }: Names): Study {
  const metrics: readonly MetricDescription[] = [
    { name: "selected[1]", label: `${arm} selected`, unit: "proportion", arm: 0 },
    { name: "correct", label: "correct selection", unit: "proportion" },
  ];
  const estimate: Estimate = { mean: 0.5, standardDeviation: 0.5, standardError: 0.05, count: 100 };
  const cells = [design, other].map((d) => ({ scenario, design: d, arms: [arm], metrics, estimates: [estimate, estimate] }));
  const recipe = { make: "boin", options: { target: 0.3, doses: [arm], maximumPatients: 3 } };
  const plan = {
    version: "1",
    seed: 1,
    replicates: 100,
    designs: Object.fromEntries([design, other].map((d) => [d, recipe])),
    scenarios: Object.fromEntries([[scenario, { make: "doseFindingScenario", options: { toxicity: [0.3] } }]]),
  };
  const pair = { scenario, first: design, second: other, metrics: metrics.slice(1), differences: [estimate] };
  return new Study({ seed: 1, version: "1" }, 100, plan, cells, [pair]);
}

function courseWith({ design, arm, text, scenario }: Names): TrialCourse {
  return {
    title: design,
    subtitle: scenario,
    arms: [arm],
    patients: [{ name: text, arm: 0, entered: 0, ended: 1, result: "toxicity" }],
    decisions: [{ time: 1, enrolled: 1, kind: "stop", reasons: [text] }],
    conclusion: text,
  };
}

async function reportWith(given: Names): Promise<string> {
  const { design, scenario, text } = given;
  return htmlReport({
    study: studyWith(given),
    title: text,
    designs: Object.fromEntries([[design, boin({ target: 0.3, doses: [given.arm], maximumPatients: 3 })]]),
    examples: [courseWith(given)],
    replay: courseWith(given),
    notes: {
      introduction: `x${text}`,
      designs: Object.fromEntries([[design, `x${text}`]]),
      scenarios: Object.fromEntries([[scenario, `x${text}`]]),
      replay: `x${text}`,
    },
    command: text,
    engine: text,
  });
}

/** The elements and attributes of a document, in order: what names must not change. */
function skeleton(markup: string): readonly string[] {
  const { document } = parseHTML(markup);
  return [...document.querySelectorAll("*")]
    .map((element) => `${element.localName}(${[...element.attributes].map((attribute) => attribute.name).sort()})`)
    .filter((element) => !/^(line|circle|path|rect|text|g|tspan)\(/.test(element));
}

/** Every text between tags and every attribute's value is free of what could end it. */
function isWellFormed(svg: string): boolean {
  const tag = /<\/?[a-zA-Z]+(?: [a-zA-Z][a-zA-Z0-9-]*="[^"<>]*")*\/?>/g;
  const open: string[] = [];
  for (const [found] of svg.matchAll(tag)) {
    const element = /^<\/?([a-zA-Z]+)/.exec(found)?.[1] as string;
    if (found.startsWith("</")) {
      if (open.pop() !== element) return false;
    } else if (!found.endsWith("/>")) open.push(element);
  }
  const text = svg.replace(tag, "");
  return open.length === 0 && !/[<>]/.test(text) && !/&(?!(amp|lt|gt|quot|#39);)/.test(svg);
}

/** Cells of a CSV text, as RFC 4180 defines them. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = field.exec(text); found !== null; found = field.exec(text)) {
    rows[rows.length - 1].push((found[1] ?? found[2]).replaceAll('""', '"'));
    if (found[3] === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

function tableOf({ design, scenario, text, arm }: Names): Table {
  return {
    title: text,
    columns: [
      { name: "scenario", label: scenario },
      { name: "design", label: design },
      { name: "x", label: arm, unit: "proportion" },
    ],
    rows: [
      { scenario, design, x: { value: 0.5, standardError: 0.01 } },
      { scenario, design: text, x: arm },
    ],
    notes: [text],
  };
}

describe("names given by users", () => {
  it.prop([names], { numRuns: 25 })("never change the elements and attributes of a report", async (given) => {
    expect(skeleton(await reportWith(given))).toEqual(skeleton(await reportWith(PLAIN)));
  });

  it.prop([names], { numRuns: 60 })("never make a picture that is not well formed", async (given) => {
    const study = studyWith(given);
    const decisions = decisionPlot({ design: given.design, rows: [{ patients: 1, decisions: ["E", "D"] }] });
    const pictures = await Promise.all([selectionPlot(study), truthPlot(study), trialPlot(courseWith(given)), decisions]);
    for (const svg of pictures) expect(isWellFormed(svg)).toBe(true);
  });

  it.prop([names])("never change the elements of an HTML table", (given) => {
    expect(skeleton(htmlTable(tableOf(given)))).toEqual(skeleton(htmlTable(tableOf(PLAIN))));
  });

  it.prop([names])("come out of a CSV file as they went in, but for an apostrophe before formulas", (given) => {
    const rows = readCsv(csvTable(tableOf(given)));
    expect(rows.map((row) => row.length)).toEqual([4, 4, 4]);
    const [, first, second] = rows;
    const texts = [first[0], first[1], second[0], second[1], second[2]];
    const { scenario, design, text, arm } = given;
    [scenario, design, scenario, text, arm].forEach((original, i) => {
      expect([original, `'${original}`]).toContain(texts[i]);
      expect(texts[i]).not.toMatch(/^[=+\-@\t\r\n]/);
    });
  });

  it.prop([names])("never add cells or lines to a Markdown table", (given) => {
    const lines = markdownTable(tableOf(given)).split("\n");
    expect(lines).toHaveLength(markdownTable(tableOf(PLAIN)).split("\n").length);
    for (const line of lines.slice(2, 6)) expect(line.replace(/\\./g, "").match(/\|/g)).toHaveLength(4);
  });

  it.prop([names])("never add lines or control characters to a text table", (given) => {
    const text = textTable(tableOf(given));
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
    const plain = textTable(tableOf(PLAIN)).split("\n").length;
    // Headings are wrapped at their words.
    expect(text.split("\n").length).toBeLessThanOrEqual(plain + 20);
  });
});

describe("escapeMarkup", () => {
  it.prop([fc.string({ unit: "binary" })])("comes back as it was from a parser, but for what HTML cannot hold", (text) => {
    const { document } = parseHTML(`<p title="${escapeMarkup(text)}">${escapeMarkup(text)}</p>`);
    const possible = text.replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, "\ufffd");
    expect(document.querySelector("p")?.textContent).toBe(possible);
    expect(document.querySelector("p")?.getAttribute("title")).toBe(possible);
  });
});
