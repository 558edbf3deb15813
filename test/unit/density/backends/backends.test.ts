import { describe, expect, it } from "vitest";
import type { Backend } from "../../../../src/density/backend.js";
import { portable, wasm } from "../../../../src/density/backends/index.js";
import { examples, irregular } from "./programs.js";
import { ReferenceProgram } from "./reference-interpreter.js";
import { differences } from "./same-bits.js";

const backends: readonly Backend[] = [wasm, portable];

describe.each(backends)("the $name backend", (backend) => {
  describe.each(examples)("runs $name", ({ program, operators, data }) => {
    it.each([0, 1, 2, 3, 7, 8, 127, 128, 129, 1000, 1024, 1025, 2051])("on %i rows with the bits of the contract", (rows) => {
      const { sizes, columns } = data(rows);
      const bound = backend.load(program, operators).bind(sizes, columns);
      const reference = new ReferenceProgram(program, operators, sizes, columns);
      for (const seed of [1, 2]) {
        const position = irregular(bound.position.length, seed);
        bound.position.set(position);
        reference.setPosition(position);
        bound.run("density");
        reference.run("density");
        expect(differences(bound, reference)).toEqual([]);
      }
    });

    it("as if new when data of another size are bound", () => {
      const bound = backend.load(program, operators).bind(data(5).sizes, data(5).columns);
      for (const rows of [40_000, 3, 0, 17]) {
        const { sizes, columns } = data(rows);
        bound.rebind(sizes, columns);
        const reference = new ReferenceProgram(program, operators, sizes, columns);
        expect(differences(bound, reference)).toEqual([]);
        const position = irregular(bound.position.length, rows);
        bound.position.set(position);
        reference.setPosition(position);
        bound.run("density");
        reference.run("density");
        expect(differences(bound, reference)).toEqual([]);
      }
    });

    it("after the program went through JSON", () => {
      const { sizes, columns } = data(9);
      const bound = backend.load(JSON.parse(JSON.stringify(program)), operators).bind(sizes, columns);
      const reference = new ReferenceProgram(program, operators, sizes, columns);
      bound.run("density");
      reference.run("density");
      expect(differences(bound, reference)).toEqual([]);
    });
  });
});
