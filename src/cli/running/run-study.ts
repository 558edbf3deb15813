/** Runs a study for a person: with progress, on all processors, and so that it can be interrupted. */
import { availableParallelism } from "node:os";
import { inline, threads } from "../../execution/index.js";
import { type Scenario, type Study, simulate } from "../../trials/index.js";
import { say } from "../output/print-tables.js";
import type { StudyFile } from "../study-file/index.js";
import { Interrupted, listenForInterruption } from "./interruption.js";
import type { KeptBlocks } from "./kept-blocks.js";
import { progressDisplay, withCommas } from "./progress.js";

/** How to run. */
export interface RunOptions {
  readonly kept?: KeptBlocks;
  /** Threads; as many as the system offers when not given. */
  readonly threads?: number | undefined;
  readonly quiet?: boolean | undefined;
}

/**
 * Simulates the study. An interruption (Ctrl-C) stops it between blocks; what is finished stays where `kept` keeps it.
 *
 * @throws Interrupted, with a message that says how to go on; otherwise as `simulate` does.
 */
export async function runStudy(
  file: Pick<StudyFile, "designs" | "scenarios" | "replicates" | "seed">,
  options: RunOptions,
): Promise<Study> {
  const { kept, quiet = false, threads: count = availableParallelism() } = options;
  const { designs, scenarios, replicates, seed } = file;
  const executor = count > 1 ? threads({ threads: count }) : inline();
  const progress = await progressDisplay(quiet);
  const { signal, release } = listenForInterruption();
  const begun = performance.now();
  try {
    const study = await simulate({
      designs,
      // Their kinds have been compared; the compiler cannot know.
      scenarios: scenarios as Readonly<Record<string, Scenario<never>>>,
      replicates,
      seed,
      executor,
      signal,
      onProgress: (state) => progress.update(state),
      ...(kept === undefined ? {} : { checkpoint: (identity: string) => kept.open(identity) }),
    });
    progress.stop();
    if (!quiet) say(summary(study, performance.now() - begun, count));
    await kept?.clear();
    return study;
  } catch (error) {
    progress.stop();
    throw error instanceof Interrupted ? await howToGoOn(error, kept) : error;
  } finally {
    release();
    await executor.close();
  }
}

function summary({ cells, replicates }: Study, milliseconds: number, count: number): string {
  const trials = cells.length * replicates;
  const where = count === 1 ? "one thread" : `${count} threads`;
  return `${withCommas(trials)} trials in ${(milliseconds / 1000).toFixed(1)} s on ${where}.`;
}

async function howToGoOn({ exitCode }: Interrupted, kept: KeptBlocks | undefined): Promise<Interrupted> {
  const folder = await kept?.flush();
  const rest =
    folder === undefined ? "" : `; what is finished is kept in ${folder}: run the same command again to go on from there`;
  return new Interrupted(`interrupted${rest}`, exitCode);
}
