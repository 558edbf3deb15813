/** How far a long run is, for a person who waits at a terminal. */
import type { SingleBar } from "cli-progress";
import type { StudyProgress } from "../../trials/index.js";

/** Told of progress; `stop` clears the line. */
export interface ProgressDisplay {
  update(progress: StudyProgress): void;
  stop(): void;
}

/** A run that is over sooner needs no bar, in milliseconds. */
const PATIENCE = 400;

/** Shows a bar on standard error when that is a terminal. */
export async function progressDisplay(quiet: boolean): Promise<ProgressDisplay> {
  if (quiet || !process.stderr.isTTY || process.env.TERM === "dumb") return { update: () => {}, stop: () => {} };
  const { SingleBar } = await import("cli-progress");
  const begun = performance.now();
  let bar: SingleBar | undefined;
  return {
    update({ completed, total }) {
      if (bar === undefined) {
        if (performance.now() - begun < PATIENCE) return;
        bar = new SingleBar({
          format: "{bar} {percentage} % of {trials} trials, {eta_formatted} to go",
          barCompleteChar: "█",
          barIncompleteChar: "░",
          barsize: 30,
          hideCursor: true,
          clearOnComplete: true,
          etaBuffer: 50,
        });
        bar.start(total, completed, { trials: withCommas(total) });
        return;
      }
      bar.update(completed);
    },
    stop: () => bar?.stop(),
  };
}

/** 180000 as 180,000. */
export function withCommas(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
