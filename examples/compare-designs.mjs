// Compares two designs on all processors, and writes a report: node examples/compare-designs.mjs
import { mkdir, writeFile } from "node:fs/promises";
import { threads } from "equipoise/execution";
import { comparisonTable, htmlReport, textTable } from "equipoise/report";
import { boin, doseFindingScenario, poissonAccrual, simulate, threePlusThree, uniformOnset } from "equipoise/trials";

const designs = {
  BOIN: boin({ target: 0.25, doses: [5, 10, 20, 40], maximumPatients: 24 }),
  "3+3": threePlusThree({ doses: [5, 10, 20, 40] }),
};
const arrivals = { accrual: poissonAccrual({ rate: 2 }), onset: uniformOnset() };
const scenarios = {
  gentle: doseFindingScenario({ toxicity: [0.03, 0.08, 0.15, 0.25], ...arrivals }),
  steep: doseFindingScenario({ toxicity: [0.05, 0.25, 0.5, 0.7], ...arrivals }),
};

const executor = threads();
try {
  const study = await simulate({ designs, scenarios, replicates: 5000, seed: "compare", executor });
  console.log(textTable(comparisonTable(study, "BOIN", "3+3")));
  await mkdir("out", { recursive: true });
  await writeFile("out/compare-designs.html", await htmlReport({ study, designs, title: "BOIN or 3+3?" }));
} finally {
  await executor.close();
}
