import { describe, expect, it } from "vitest";
import { LaneLibrary, laneFunctions, power } from "../../../../src/density/functions/index.js";
import { ModuleWriter, valueType } from "../../../../src/density/wasm/index.js";

const { v128 } = valueType;

describe("LaneLibrary", () => {
  it("adds a function to the module once", () => {
    const module = new ModuleWriter();
    const library = new LaneLibrary(module);
    const first = library.indexOf(laneFunctions.exp);
    expect(library.indexOf(laneFunctions.exp)).toBe(first);
    expect(library.indexOf(laneFunctions.tanh)).not.toBe(first);
  });

  it("lets functions that are written inline share the code for rare inputs", () => {
    const module = new ModuleWriter();
    const library = new LaneLibrary(module);
    const body = module.addFunction({ parameters: [v128], results: [v128] });
    library.inline(body, laneFunctions.log, 0);
    const sizeOfOne = module.toBytes().length;
    const x = body.addLocal(v128);
    body.set(x);
    library.inline(body, laneFunctions.log, x);
    const added = module.toBytes().length - sizeOfOne;
    expect(added).toBeLessThan(0.6 * sizeOfOne);
    expect(WebAssembly.validate(module.toBytes())).toBe(true);
  });

  it("takes few locals, since values that are read once stay on the stack", () => {
    const module = new ModuleWriter();
    const body = module.addFunction({ parameters: [v128], results: [v128] });
    new LaneLibrary(module).inline(body, laneFunctions.logNormalCdf, 0);
    const locals = body.addLocal(valueType.f64) - 1;
    expect(locals).toBeLessThan(20);
  });

  it("takes a pair of bases and a pair of exponents for a power", () => {
    const module = new ModuleWriter();
    const library = new LaneLibrary(module);
    const body = module.addFunction({ parameters: [v128, v128], results: [v128] });
    body.get(0).get(1).call(library.indexOf(power));
    expect(WebAssembly.validate(module.toBytes())).toBe(true);
  });
});
