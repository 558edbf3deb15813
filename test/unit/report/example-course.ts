/** A trial with everything that can happen to a patient. */
import type { TrialCourse } from "../../../src/report/courses/trial-course.js";

export const EXAMPLE_COURSE: TrialCourse = {
  title: "interval",
  subtitle: "replicate 1 of “MTD in the middle”",
  arms: ["10 mg", "20 mg", "40 mg"],
  patients: [
    { name: "1", arm: 0, entered: 0, ended: 1, result: "none" },
    { name: "2", arm: 0, entered: 0.2, ended: 1.2, result: "none" },
    { name: "3", arm: 0, entered: 0.5, ended: 0.9, result: "lost" },
    { name: "4", arm: 1, entered: 1.5, ended: 1.9, result: "toxicity" },
    { name: "5", arm: 1, entered: 1.6, ended: 2.6, result: "none" },
    { name: "6", arm: 2, entered: 1.7, ended: 2.7, result: "none", deviation: true },
    { name: "7", arm: 1, entered: 2.7, result: "pending" },
  ],
  decisions: [
    { time: 0, enrolled: 0, kind: "continue", arm: 0, reasons: ["The trial starts at 10 mg."] },
    { time: 1.2, enrolled: 3, kind: "continue", arm: 1, reasons: ["0 of 2 patients at 10 mg had a DLT.", "One dose higher."] },
    { time: 2.7, enrolled: 6, kind: "continue", arm: 1, reasons: ["0 of 1 patients at 40 mg had a DLT."] },
  ],
};
