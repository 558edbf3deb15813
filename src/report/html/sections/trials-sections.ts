/** Single trials: examples from the simulation, and real ones. */
import type { TrialCourse } from "../../courses/trial-course.js";
import { html, type Markup } from "../markup.js";
import type { ReportOptions } from "../report-options.js";
import { courseBlock } from "./course-block.js";
import { note, type Section } from "./section.js";

/** Undefined when there is no example. */
export async function examplesSection({ examples = [] }: ReportOptions): Promise<Section | undefined> {
  if (examples.length === 0) return undefined;
  const intro = html`<p>Single simulated trials, patient by patient, to show what the designs do. Examples of the same replicate have the same patients
under each design. One trial says nothing about how often its course is taken.</p>
`;
  return { id: "examples", title: "Example trials", body: [intro, await blocksOf(examples)] };
}

/** Undefined when no real trial is given. */
export async function replaySection({ replay = [], notes = {} }: ReportOptions): Promise<Section | undefined> {
  const courses: readonly TrialCourse[] = Array.isArray(replay) ? replay : [replay as TrialCourse];
  if (courses.length === 0) return undefined;
  const intro = html`<p>Recorded patients, given to the design in the order in which they were treated. Each decision is what the design says on the data
known at that time; patients who were treated at another dose than it had decided are marked.</p>
${note(notes.replay)}`;
  return { id: "replay", title: courses.length === 1 ? "A real trial" : "Real trials", body: [intro, await blocksOf(courses)] };
}

async function blocksOf(courses: readonly TrialCourse[]): Promise<Markup[]> {
  const blocks: Markup[] = [];
  for (const course of courses) blocks.push(await courseBlock(course));
  return blocks;
}
