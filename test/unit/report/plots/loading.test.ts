import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const sources = readdirSync("src/report", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => [file, readFileSync(`src/report/${file}`, "utf8")] as const);

describe("src/report", () => {
  it("loads the packages that draw in one place, when the first picture is drawn", () => {
    const mentioning = sources.filter(([, text]) => /["'](@observablehq\/plot|linkedom)["']/.test(text)).map(([file]) => file);
    expect(mentioning).toEqual(["plots/canvas.ts"]);
    const [, canvas] = sources.find(([file]) => file === "plots/canvas.ts") as (typeof sources)[number];
    expect(canvas).not.toMatch(/^(import|export)\b.*from/m);
  });

  it("imports nothing of Node", () => {
    expect(sources.filter(([, text]) => /["']node:/.test(text)).map(([file]) => file)).toEqual([]);
  });
});
