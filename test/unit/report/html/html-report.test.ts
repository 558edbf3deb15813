import { describe, expect, it } from "vitest";
import { html, made } from "../../../../src/report/html/markup.js";
import type { ReportOptions } from "../../../../src/report/index.js";
import { htmlReport } from "../../../../src/report/index.js";
import { boin, threePlusThree } from "../../../../src/trials/index.js";
import { EXAMPLE_COURSE } from "../example-course.js";
import { exampleStudy, studyWithoutPlan } from "../example-study.js";

const doses = ["10 mg", "20 mg", "40 mg"];

const FULL: ReportOptions = {
  study: exampleStudy(),
  title: "Two designs & their <limits>",
  designs: { interval: boin({ target: 0.3, doses, maximumPatients: 21 }), "3+3 <rule>": threePlusThree({ doses }) },
  examples: [EXAMPLE_COURSE],
  replay: { ...EXAMPLE_COURSE, title: "The real one", conclusion: "Recommended dose: 20 mg." },
  notes: {
    introduction: "Why.\n\nSecond paragraph.",
    designs: { interval: "It is the candidate." },
    scenarios: { "all too toxic": "To see whether it stops." },
    replay: "From a paper.",
  },
  engine: "an engine",
};

/** Headings of the second level. */
const chapters = (text: string) => [...text.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, heading]) => heading);

describe("htmlReport", () => {
  it("is the document that was looked at", async () => {
    await expect(await htmlReport(FULL)).toMatchFileSnapshot("../snapshots/report.html");
  });

  it("has the chapters that guidance on simulation reports asks for", async () => {
    expect(chapters(await htmlReport(FULL))).toEqual([
      "At a glance",
      "Designs",
      "Scenarios",
      "Replicates and Monte Carlo error",
      "Operating characteristics",
      "Paired comparisons of designs",
      "Example trials",
      "A real trial",
      "Reproduction",
    ]);
  });

  it("leaves out the chapters that it has nothing for", async () => {
    expect(chapters(await htmlReport({ study: studyWithoutPlan() }))).toEqual([
      "At a glance",
      "Designs",
      "Scenarios",
      "Replicates and Monte Carlo error",
      "Operating characteristics",
      "Reproduction",
    ]);
  });

  it("runs no script and loads nothing", async () => {
    const text = await htmlReport(FULL);
    expect(text).not.toMatch(/<(script|link|img|image|iframe|object|embed|base|form|video|audio|use|foreignObject)\b/i);
    expect(text).not.toMatch(/\s(src|srcset|action|formaction|background|poster|xlink:href|on\w+)\s*=/i);
    expect(text).not.toMatch(/url\(|@import|javascript:/i);
    const links = [...text.matchAll(/\shref="([^"]*)"/g)].map(([, target]) => target);
    expect(links.length).toBeGreaterThan(0);
    expect(links.every((target) => target.startsWith("#"))).toBe(true);
    const addresses = new Set(text.match(/https?:\/\/[^"\s<]*/g));
    expect([...addresses]).toEqual(["http://www.w3.org/2000/svg"]);
  });

  it("forbids by its own policy what it does not have", async () => {
    expect(await htmlReport(FULL)).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;`,
    );
  });

  it("has an anchor for each entry of its contents, and no anchor twice", async () => {
    const text = await htmlReport(FULL);
    const anchors = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    const links = [...text.matchAll(/\shref="#([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(anchors).toEqual(links);
  });

  it("holds what is needed to run the study again", async () => {
    const text = await htmlReport(FULL);
    const study = exampleStudy();
    for (const needed of [study.identity.hash, study.identity.version, "an engine", "npx equipoise simulate study.json"]) {
      expect(text).toContain(needed);
    }
    const file = /<h3>study.json<\/h3>\n<pre>([\s\S]*?)<\/pre>/.exec(text)?.[1].replaceAll("&quot;", '"').replaceAll("&lt;", "<");
    expect(JSON.parse(file?.replaceAll("&gt;", ">").replaceAll("&amp;", "&") as string)).toMatchObject({
      seed: 7,
      replicates: 2000,
    });
  });

  it("names this engine when none is given", async () => {
    expect(await htmlReport({ study: exampleStudy() })).toContain(`Node.js ${process.versions.node}`);
  });
});

describe("html", () => {
  it("escapes texts and numbers, keeps what was made by it, joins lists, and leaves out undefined", () => {
    expect(html`<p>${"<b>"}${html`<i>${"&"}</i>`}${[1, "<"]}${undefined}${made("<hr>")}</p>`.text).toBe(
      "<p>&lt;b&gt;<i>&amp;</i>1&lt;<hr></p>",
    );
  });
});
