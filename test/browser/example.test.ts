/** The page in examples/ does what it says. */
import { expect, it } from "vitest";
import { commands } from "vitest/browser";

declare module "vitest/browser" {
  interface BrowserCommands {
    openExample(): Promise<string>;
  }
}

it("examples/browser-page samples on a strict page, and shows a summary", async () => {
  const text = await commands.openExample();
  expect(text).toMatch(/4 × 1000 draws in [\d.]+ s by closures, for this page forbids WebAssembly/);
  // The means of the reference posterior of eight schools: mu 4.4, tau 3.6.
  expect(text).toMatch(/^mu\s+4\.\d\d/m);
  expect(text).toMatch(/^tau\s+3\.\d\d/m);
  expect(text).toMatch(/^theta\[H\]\s+4\.\d\d/m);
});
