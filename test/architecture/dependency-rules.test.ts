/** The map: src/ keeps the rules of .dependency-cruiser.cjs, and each rule fails when it is broken on purpose. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

type Rule = { readonly name: string };
const root = resolve(import.meta.dirname, "../..");
const { forbidden, options } = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs")) as {
  forbidden: readonly Rule[];
  options: Record<string, unknown>;
};

/** The violations of a source tree, as `rule: from → to`. */
async function violationsIn(directory: string): Promise<string[]> {
  const { tsConfig, ...cruiseOptions } = options;
  const { output } = await cruise(["src"], {
    ...cruiseOptions,
    baseDir: directory,
    validate: true,
    ruleSet: { forbidden } as unknown as IFlattenedRuleSet,
  });
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

describe("src/", () => {
  it("keeps every rule of the map", async () => {
    expect(await violationsIn(root)).toEqual([]);
  });
});

/** A file of a broken tree, and what it imports (each target exists too, unless it is a package). */
interface Breakage {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  /** Imports that the target has in turn. */
  readonly through?: string;
  /** A tree almost like the broken one that the rule must allow. */
  readonly allowed?: readonly [from: string, to: string];
}

const breakages: readonly Breakage[] = [
  ...[
    ["version", "src/version.ts", "src/errors.ts"],
    ["errors", "src/errors.ts", "src/numeric/index.ts"],
    ["numeric", "src/numeric/sum.ts", "src/random/rng.ts"],
    ["linear-algebra", "src/linear-algebra/cholesky.ts", "src/random/rng.ts"],
    ["random", "src/random/stream.ts", "src/trials/design.ts"],
    ["execution", "src/execution/inline.ts", "src/endpoints/endpoint.ts"],
    ["density", "src/density/program.ts", "src/distributions/normal.ts"],
    ["distributions", "src/distributions/normal.ts", "src/transforms/positive.ts"],
    ["transforms", "src/transforms/positive.ts", "src/draws/draws.ts"],
    ["draws", "src/draws/draws.ts", "src/sampling/kernel.ts"],
    ["sampling", "src/sampling/kernel.ts", "src/survival/cox.ts"],
    ["data", "src/data/formula.ts", "src/models/model.ts"],
    ["models", "src/models/model.ts", "src/survival/cox.ts"],
    ["survival", "src/survival/cox.ts", "src/endpoints/survival.ts"],
    ["endpoints", "src/endpoints/endpoint.ts", "src/trials/design.ts"],
    ["trials", "src/trials/conduct.ts", "src/report/table.ts"],
    ["report", "src/report/table.ts", "src/cli/arguments.ts"],
  ].map(
    ([layer, from, to]): Breakage => ({
      rule: `${layer}-imports-up-the-map`,
      from: from as string,
      to: to as string,
      ...(["version", "errors"].includes(layer as string) ? {} : { allowed: [from as string, "src/errors.ts"] as const }),
    }),
  ),
  { rule: "no-cycles", from: "src/random/stream.ts", to: "src/random/rng.ts", through: "src/random/stream.ts" },
  {
    rule: "doors-are-for-users",
    from: "src/cli/main.ts",
    to: "src/index.ts",
    allowed: ["src/cli/main.ts", "src/trials/index.ts"],
  },
  {
    rule: "designs-do-not-see-the-truth",
    from: "src/trials/designs/dose-finding/boin.ts",
    to: "src/trials/scenario.ts",
    allowed: ["src/trials/designs/dose-finding/boin.ts", "src/trials/design.ts"],
  },
  {
    rule: "designs-do-not-see-the-truth",
    from: "src/trials/designs/dose-finding/boin.ts",
    to: "src/trials/milestones.ts",
    through: "src/trials/simulate-trial.ts",
    allowed: ["src/trials/conduct.ts", "src/trials/simulate-trial.ts"],
  },
  {
    rule: "designs-do-not-see-the-truth",
    from: "src/trials/dose-finding/cohort-design.ts",
    to: "src/trials/scenarios/fixed-toxicity.ts",
  },
  {
    rule: "designs-do-not-see-the-truth",
    from: "src/trials/designs/dose-finding/boin.ts",
    to: "src/trials/dose-finding/simulate-cohorts.ts",
    allowed: ["src/trials/dose-finding/simulate-cohorts.ts", "src/trials/scenario.ts"],
  },
  {
    rule: "designs-stand-alone",
    from: "src/trials/designs/dose-finding/boin.ts",
    to: "src/trials/designs/dose-finding/mtpi.ts",
    allowed: ["src/trials/designs/dose-finding/boin.ts", "src/trials/dose-finding/cohort-design.ts"],
  },
  {
    rule: "designs-stand-alone",
    from: "src/trials/designs/dose-finding/boin/boin.ts",
    to: "src/trials/designs/single-arm/simon.ts",
    allowed: ["src/trials/designs/dose-finding/boin/boin.ts", "src/trials/designs/dose-finding/boin/boundaries.ts"],
  },
  {
    rule: "modifiers-stand-alone",
    from: "src/trials/modifiers/with-safety-stop.ts",
    to: "src/trials/designs/dose-finding/boin.ts",
    allowed: ["src/trials/modifiers/with-safety-stop.ts", "src/trials/design.ts"],
  },
  {
    rule: "modifiers-stand-alone",
    from: "src/trials/modifiers/with-safety-stop.ts",
    to: "src/trials/modifiers/without-skipping.ts",
    allowed: ["src/trials/modifiers/with-safety-stop.ts", "src/trials/modifiers/modified.ts"],
  },
  {
    rule: "variates-stand-alone",
    from: "src/random/variates/beta.ts",
    to: "src/random/variates/gamma.ts",
    allowed: ["src/random/variates/beta.ts", "src/random/standard/gamma.ts"],
  },
  {
    rule: "sampling-kernels-stand-alone",
    from: "src/sampling/kernels/nuts.ts",
    to: "src/sampling/kernels/slice.ts",
    allowed: ["src/sampling/kernels/nuts.ts", "src/sampling/trees/leapfrog.ts"],
  },
  {
    rule: "distributions-continuous-stand-alone",
    from: "src/distributions/continuous/normal.ts",
    to: "src/distributions/continuous/beta.ts",
    allowed: ["src/distributions/continuous/normal.ts", "src/distributions/family.ts"],
  },
  {
    rule: "distributions-discrete-stand-alone",
    from: "src/distributions/discrete/poisson.ts",
    to: "src/distributions/discrete/binomial.ts",
    allowed: ["src/distributions/discrete/poisson.ts", "src/distributions/family.ts"],
  },
  {
    rule: "designs-do-not-know-modifiers",
    from: "src/trials/designs/dose-finding/boin.ts",
    to: "src/trials/modifiers/with-safety-stop.ts",
  },
  {
    rule: "scenarios-do-not-know-designs",
    from: "src/trials/scenarios/fixed-toxicity.ts",
    to: "src/trials/designs/dose-finding/boin.ts",
    allowed: ["src/trials/scenarios/fixed-toxicity.ts", "src/endpoints/endpoint.ts"],
  },
  {
    rule: "sampling-knows-only-log-density",
    from: "src/sampling/kernel.ts",
    to: "src/distributions/normal.ts",
    allowed: ["src/sampling/kernel.ts", "src/density/log-density.ts"],
  },
  {
    rule: "execution-knows-only-errors",
    from: "src/execution/inline.ts",
    to: "src/numeric/sum.ts",
    allowed: ["src/execution/inline.ts", "src/errors.ts"],
  },
  { rule: "node-only-at-the-rim", from: "src/trials/conduct.ts", to: "node:fs", allowed: ["src/report/write.ts", "node:fs"] },
  {
    rule: "catalogues-for-programs-only",
    from: "src/trials/index.ts",
    to: "src/trials/catalogue.ts",
    allowed: ["src/worker.ts", "src/trials/catalogue.ts"],
  },
  {
    rule: "packages-of-execution",
    from: "src/trials/conduct.ts",
    to: "piscina",
    allowed: ["src/execution/threads.ts", "piscina"],
  },
  { rule: "packages-of-report", from: "src/cli/main.ts", to: "@observablehq/plot", allowed: ["src/report/plot.ts", "linkedom"] },
  { rule: "packages-of-cli", from: "src/report/table.ts", to: "commander", allowed: ["src/cli/main.ts", "cli-progress"] },
  { rule: "declared-packages-only", from: "src/numeric/sum.ts", to: "fast-check", allowed: ["src/numeric/sum.ts", "mathjs"] },
  { rule: "resolvable", from: "src/numeric/sum.ts", to: "no-such-package" },
  { rule: "src-only", from: "src/numeric/sum.ts", to: "test/unit/numeric/reference.ts" },
];

describe("a rule of the map", () => {
  const packages = ["piscina", "@observablehq/plot", "linkedom", "commander", "cli-progress", "mathjs", "fast-check"];
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "equipoise-map-"));
    write(
      "package.json",
      JSON.stringify({
        type: "module",
        dependencies: Object.fromEntries(packages.filter((name) => name !== "fast-check").map((name) => [name, "1.0.0"])),
        devDependencies: { "fast-check": "1.0.0" },
      }),
    );
    for (const name of packages) {
      write(
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: "1.0.0", type: "module", exports: "./index.js" }),
      );
      write(`node_modules/${name}/index.js`, "export const thing = 1;\n");
    }
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }

  /** Writes a tree of src/ in which `from` imports the type of `to`, and gives its violations. */
  async function violationsOf(from: string, to: string, through?: string): Promise<string[]> {
    for (const folder of ["src", "test"]) rmSync(join(directory, folder), { recursive: true, force: true });
    const isFile = to.endsWith(".ts");
    if (through !== undefined) write(through, "export type Thing = number;\n");
    if (isFile) write(to, through === undefined ? "export type Thing = number;\n" : importing(to, through));
    write(from, importing(from, to));
    return violationsIn(directory);
  }

  const importing = (from: string, to: string) => {
    const up = "../".repeat(from.split("/").length - 1);
    const specifier = to.endsWith(".ts") ? `${up}${to.slice(0, -3)}.js` : to;
    return `import type { Thing } from "${specifier}";\nexport type Thing2 = Thing;\n`;
  };

  it.each(breakages)("$rule fails when $from imports $to", async ({ rule, from, to, through }) => {
    const names = (await violationsOf(from, to, through)).map((violation) => violation.split(":")[0]);
    expect(names).toContain(rule);
  });

  it.each(breakages.filter(({ allowed }) => allowed))("$rule allows $allowed", async ({ allowed }) => {
    const [from, to] = allowed as readonly [string, string];
    expect(await violationsOf(from, to)).toEqual([]);
  });

  it("is broken on purpose here, whichever it is", () => {
    expect([...new Set(breakages.map(({ rule }) => rule))].sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });
});
