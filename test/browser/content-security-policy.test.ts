/** Pages that allow no code but their own files sample too, by closures instead of machine code, with the digits of all others. */
import { describe, expect, it } from "vitest";
import { commands } from "vitest/browser";
import golden from "./bits/golden-fits.json";
import type { Outcome } from "./pages/page.js";

declare module "vitest/browser" {
  interface BrowserCommands {
    openPage(policy: string): Promise<Outcome>;
  }
}

const bits = { "eight schools": golden["eight schools"] };

describe("a page under a Content-Security-Policy", () => {
  it("of default-src 'self' may not run machine code, and samples by closures with the same bits, here and in web workers", async () => {
    expect(await commands.openPage("default-src 'self'")).toEqual({
      code: "EvalError",
      machineCode: "CompileError",
      backend: "portable",
      bits,
      bitsInWorkers: bits,
    });
  });

  it("that allows WebAssembly, and still no code from text, runs machine code", async () => {
    expect(await commands.openPage("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'")).toEqual({
      code: "EvalError",
      machineCode: "allowed",
      backend: "wasm",
      bits,
      bitsInWorkers: bits,
    });
  });
});
