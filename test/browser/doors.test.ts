/** Every door opens in a browser, and what stands behind the doors of reports draws there. */
import * as equipoise from "equipoise";
import * as density from "equipoise/density";
import * as distributions from "equipoise/distributions";
import * as draws from "equipoise/draws";
import * as endpoints from "equipoise/endpoints";
import * as execution from "equipoise/execution";
import * as linearAlgebra from "equipoise/linear-algebra";
import * as models from "equipoise/models";
import * as numeric from "equipoise/numeric";
import * as random from "equipoise/random";
import * as report from "equipoise/report";
import * as sampling from "equipoise/sampling";
import * as survival from "equipoise/survival";
import * as transforms from "equipoise/transforms";
import * as trials from "equipoise/trials";
import { describe, expect, it } from "vitest";

const doors = {
  equipoise,
  density,
  distributions,
  draws,
  endpoints,
  execution,
  "linear-algebra": linearAlgebra,
  models,
  numeric,
  random,
  report,
  sampling,
  survival,
  transforms,
  trials,
};

describe("in a browser", () => {
  it.each(Object.entries(doors))("the door %s opens", (_, door) => {
    expect(Object.keys(door).length).toBeGreaterThan(0);
  });

  it("the error of one door is the error of another", () => {
    expect(() => random.rngFromSeed(-1)).toThrow(equipoise.InvalidArgument);
  });

  it("threads say where they are at home", () => {
    expect(() => execution.threads()).toThrow("in a browser use webWorkers");
  });

  it("a study becomes a document with pictures", async () => {
    const designs = { boin: equipoise.boin({ target: 0.25, doses: 3, maximumPatients: 12 }) };
    const scenarios = { rising: equipoise.doseFindingScenario({ toxicity: [0.1, 0.25, 0.4] }) };
    const study = await equipoise.simulate({ designs, scenarios, replicates: 50, seed: 1 });
    const page = new DOMParser().parseFromString(await report.htmlReport({ study, designs }), "text/html");
    expect(page.querySelectorAll("svg").length).toBeGreaterThan(0);
    expect(page.body.textContent).toContain("boin");
  });
});
