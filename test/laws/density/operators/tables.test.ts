import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOperator } from "../../../../src/density/operators/columns-of.js";
import { gatherRowsOperator } from "../../../../src/density/operators/gather-rows.js";
import { rowSumsOperator } from "../../../../src/density/operators/row-sums.js";
import { numbers } from "./inputs.js";
import { backwardWithoutAdjoints, type Call, expectGradient, outputsOf } from "./operator-calls.js";

const size = fc.integer({ min: 1, max: 6 });
const tables = fc
  .tuple(size, size)
  .chain(([rows, columns]) =>
    fc.record({ rows: fc.constant(rows), columns: fc.constant(columns), table: numbers(rows * columns) }),
  );

describe("steps on tables", () => {
  const expectAdjoint = (call: Call<null>, weights: readonly Float64Array[], without: readonly number[] = []): void => {
    expectGradient(call, weights, { without });
    backwardWithoutAdjoints(call, weights);
  };

  it("columns separate a table, and have the adjoint that differences give", () => {
    fc.assert(
      fc.property(tables, ({ rows, columns, table }) => {
        const call = {
          operator: columnsOperator,
          inputs: [table],
          outputs: Array.from({ length: columns }, () => rows),
          work: [],
          settings: null,
        };
        outputsOf(call).forEach((column, k) => {
          expect([...column]).toEqual(Array.from({ length: rows }, (_, i) => table[i * columns + k]));
        });
        const weights = call.outputs.map((length, k) => Float64Array.from({ length }, (_, i) => i - 2 * k + 0.5));
        expectAdjoint(call, weights);
      }),
    );
  });

  it("row sums add up each row, and have the adjoint that differences give", () => {
    fc.assert(
      fc.property(tables, ({ rows, columns, table }) => {
        const call = { operator: rowSumsOperator, inputs: [table], outputs: [rows], work: [], settings: null };
        outputsOf(call)[0].forEach((sum, i) => {
          expect(sum).toBe(table.slice(i * columns, (i + 1) * columns).reduce((total, x) => total + x, 0));
        });
        expectAdjoint(call, [Float64Array.from({ length: rows }, (_, i) => i - 1.5)]);
      }),
    );
  });

  it("gathered rows are those of the index, and their adjoints add up", () => {
    const cases = tables.chain((one) =>
      fc.record({
        ...{ rows: fc.constant(one.rows), columns: fc.constant(one.columns), table: fc.constant(one.table) },
        index: fc.array(fc.integer({ min: 0, max: one.rows - 1 }), { minLength: 1, maxLength: 8 }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ columns, table, index }) => {
        const length = index.length * columns;
        const call = {
          operator: gatherRowsOperator,
          inputs: [Int32Array.from(index), table],
          outputs: [length],
          work: [],
          settings: null,
        };
        expect([...outputsOf(call)[0]]).toEqual(index.flatMap((i) => [...table.slice(i * columns, (i + 1) * columns)]));
        const { forward, backward } = gatherRowsOperator;
        expect(backward).toBeDefined();
        const ofTable: Call<null> = {
          ...call,
          operator: {
            name: "gather-rows",
            forward: (arrays, settings) =>
              forward({ ...arrays, inputs: [call.inputs[0] as Int32Array, arrays.inputs[0]] }, settings),
            backward: (arrays, settings) =>
              backward?.(
                {
                  ...arrays,
                  inputs: [call.inputs[0] as Int32Array, arrays.inputs[0]],
                  inputAdjoints: [null, arrays.inputAdjoints[0]],
                },
                settings,
              ),
          },
          inputs: [table],
        };
        expectAdjoint(ofTable, [Float64Array.from({ length }, (_, i) => 0.5 * i - 1)]);
      }),
    );
  });
});
