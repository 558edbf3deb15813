/** A study that keeps its blocks in the folder given as argument, says when each is done, and prints its result. */
import { checkpointFolder } from "equipoise/execution";
import { boin, doseFindingScenario, simulate, weibullOnset } from "equipoise/trials";

const [folder] = process.argv.slice(2);
const study = await simulate({
  designs: { boin: boin({ target: 0.3, doses: 5, maximumPatients: 30 }) },
  scenarios: { late: doseFindingScenario({ toxicity: [0.05, 0.15, 0.3, 0.45, 0.6], onset: weibullOnset() }) },
  replicates: 20_000,
  seed: "slow",
  blockSize: 1000,
  checkpoint: (identity) => checkpointFolder(folder, identity),
  onProgress: ({ completed }) => process.stderr.write(`${completed}\n`),
});
process.stdout.write(JSON.stringify(study));
