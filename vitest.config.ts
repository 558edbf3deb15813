import { defineConfig } from "vitest/config";

const project = (name: string, timeout = 20_000) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: timeout },
});

export default defineConfig({
  test: {
    projects: [
      project("unit"),
      project("laws", 60_000),
      project("reference", 60_000),
      project("published", 60_000),
      project("statistical", 120_000),
      project("architecture", 60_000),
      project("dist", 120_000),
    ],
  },
});
