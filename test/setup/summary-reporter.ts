/** Ends a run with one line that a script can read: `N passed, N failed`, and `, N skipped` when there were any. */
import type { Reporter, TestModule } from "vitest/node";

/** Whatever went wrong outside a test (a file that cannot be loaded, a stray rejection) counts as one failure. */
function count(modules: ReadonlyArray<TestModule>, strayErrors: number) {
  const counts = { passed: 0, failed: strayErrors, skipped: 0 };
  for (const module of modules) {
    let failedInside = false;
    for (const test of module.children.allTests()) {
      const state = test.result().state;
      if (state === "passed") counts.passed += 1;
      else if (state === "failed") counts.failed += 1;
      else counts.skipped += 1;
      failedInside ||= state === "failed";
    }
    if (module.state() === "failed" && !failedInside) counts.failed += 1;
  }
  return counts;
}

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, strayErrors: ReadonlyArray<unknown>): void {
    const { passed, failed, skipped } = count(modules, strayErrors.length);
    process.once("exit", () => {
      process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
    });
  }
}
