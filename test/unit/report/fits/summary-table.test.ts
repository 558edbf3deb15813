import { describe, expect, it } from "vitest";
import { drawsFromColumns, mean, rhat, summarize } from "../../../../src/draws/index.js";
import { summaryTable, textTable } from "../../../../src/report/index.js";
import { normalChains } from "../../draws/samples.js";

const fixed = Object.fromEntries(
  [1, 2, 3, 4, 5].map((k) => [`L[1,${k}]`, normalChains("L", 2, 50).map((chain) => chain.fill(0))]),
);
const draws = drawsFromColumns({ mu: normalChains("mu", 2, 50), ...fixed });

describe("summaryTable", () => {
  it("says why constants have no R-hat, which it leaves empty", () => {
    const table = summaryTable(summarize(draws), { notes: ["Of a toy."] });
    expect(table.notes).toEqual([
      "Of a toy.",
      "No R-hat and no effective sample size, for their draws are all the same or not finite: L[1,1], L[1,2], L[1,3] and 2 more.",
    ]);
    expect(textTable(table)).not.toContain("NaN");
  });

  it("says nothing of it where all variables vary, or R-hat is not asked for", () => {
    expect(summaryTable(summarize(draws, { variables: ["mu"] })).notes).toBeUndefined();
    expect(summaryTable(summarize(draws, { statistics: [mean] })).notes).toBeUndefined();
    expect(summaryTable(summarize(draws, { statistics: [rhat] })).notes?.length).toBe(1);
  });
});
