import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import manifest from "./package.json" with { type: "json" };
import { openExample, openPage } from "./test/browser/pages/open-page.js";

const setupFiles = ["test/setup/fast-check.ts"];

/** What the doors that a browser can open import. */
const packagesOfDoors = Object.keys(manifest.dependencies).filter((name) =>
  /^(@stdlib\/|@observablehq\/|linkedom|ml-matrix)/.test(name),
);

/** Tests of one kind, in the folder of that name, run in Node. */
const project = (name: string, timeout = 20_000) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: timeout, hookTimeout: timeout, setupFiles },
});

export default defineConfig({
  test: {
    // By default one processor is left free: half of what there is where there are two.
    maxWorkers: "100%",
    reporters: ["default", "./test/setup/summary-reporter.ts"],
    projects: [
      project("unit"),
      project("laws", 60_000),
      project("reference", 60_000),
      project("published", 60_000),
      project("statistical", 120_000),
      project("architecture", 60_000),
      // These read the built package by its own name: build first.
      project("dist", 120_000),
      // This one also needs other engines: .ci/run installs them.
      project("browser-engines", 120_000),
      {
        test: {
          name: "types",
          include: [],
          typecheck: { enabled: true, only: true, include: ["test/types/**/*.test-d.ts"], tsconfig: "test/types/tsconfig.json" },
        },
      },
      {
        // Found while tests run, a package makes Vite reload the page under them.
        optimizeDeps: { include: packagesOfDoors },
        resolve: {
          // Vite does not resolve a package's own name.
          alias: [
            { find: /^equipoise\/(.+)$/, replacement: `${import.meta.dirname}/dist/$1.js` },
            { find: /^equipoise$/, replacement: `${import.meta.dirname}/dist/index.js` },
          ],
        },
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: ["--no-sandbox"] },
            }),
            instances: [{ browser: "chromium" }],
            commands: { openExample, openPage },
          },
        },
      },
      { test: { name: "bench", include: [], benchmark: { include: ["bench/**/*.bench.ts"] } } },
    ],
  },
});
