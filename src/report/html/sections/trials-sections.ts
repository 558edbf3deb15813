/** Single trials: examples from the simulation, and real ones. */
import type { ArmCourse } from "../../courses/arm-courses.js";
import type { TrialCourse } from "../../courses/trial-course.js";
import { armCoursePlot } from "../../plots/arm-course-plot.js";
import { armCourseTable } from "../../studies/arm-course-table.js";
import { html, type Markup } from "../markup.js";
import type { ReportOptions } from "../report-options.js";
import { courseBlock } from "./course-block.js";
import { figureBlock, note, type Section, tableBlock } from "./section.js";

/** Undefined when no trials were followed over time. */
export async function coursesSection({ courses = [] }: ReportOptions): Promise<Section | undefined> {
  if (courses.length === 0) return undefined;
  const figures: Markup[] = [];
  for (const course of courses) {
    const caption = `${course.title}: the first ${course.trials} trials. Lines are means of the trials still running, bands their middle 80 %.`;
    figures.push(figureBlock(await armCoursePlot(course), caption));
  }
  const intro = html`<p>How patients are allocated and how the evidence develops while trials run. Trials that have ended count no more, so that later points
are about those that were still undecided.</p>
`;
  return { id: "courses", title: "Allocation and evidence over time", body: [intro, ...figures] };
}

/** Undefined when there is no example. */
export async function examplesSection({ examples = [], armExamples = [] }: ReportOptions): Promise<Section | undefined> {
  if (examples.length + armExamples.length === 0) return undefined;
  const intro = html`<p>Single simulated trials, step by step, to show what the designs do. Examples of the same replicate have the same patients
under each design. One trial says nothing about how often its course is taken.</p>
`;
  return { id: "examples", title: "Example trials", body: [intro, await blocksOf(examples), armExamples.map(armBlock)] };
}

function armBlock(course: ArmCourse): Markup {
  return html`<section>
<h3>${course.title}</h3>
${course.subtitle === undefined ? undefined : html`<p>${course.subtitle}</p>\n`}${tableBlock(armCourseTable(course))}</section>
`;
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
