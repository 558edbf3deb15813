/** One trial in time: who was followed when, at which dose. */
import { readDecisions } from "../courses/decision-signs.js";
import type { CoursePatient, TrialCourse } from "../courses/trial-course.js";
import { formatNumber } from "../format-figure.js";
import { type Canvas, openCanvas } from "./canvas.js";
import { appendLegend, layOutLegend } from "./legend.js";
import { FONT_SIZE, fitText } from "./lettering.js";
import { PLOT_WIDTH } from "./panels.js";
import { PATIENT_INK, patientLegend, patientMarks } from "./patient-signs.js";
import { serializeSvg } from "./serialize-svg.js";
import { BELOW, decisionMarks, describeCourse, frameMarks, HEADING, headingOf, laneLabelWidth, SIGNS } from "./trial-frame.js";

/** Height of one patient's line, and of the gap between two doses. */
const ROW = 13;
const GAP = 16;
const RIGHT = 14;
const RADIUS = 4.5;

/** A patient with their line, counted in rows from below. */
interface DrawnPatient extends CoursePatient {
  readonly row: number;
  readonly until: number;
}

interface Lane {
  readonly label: string;
  readonly from: number;
  readonly rows: number;
}

/**
 * Draws a trial in time as an SVG: a line for each patient from enrollment to the end of follow-up, in the lane of their dose, and each
 * decision at its time.
 */
export async function trialTimeline(course: TrialCourse): Promise<string> {
  const canvas = await openCanvas();
  const { patients, lanes, rows, end } = layOut(course);
  const reviews = readDecisions(course).flatMap((read) =>
    read.letter === undefined ? [] : [{ ...read, position: read.decision.time }],
  );
  const left = laneLabelWidth(course.arms);
  const legend = layOutLegend(
    patientLegend(course.patients, new Set(reviews.flatMap(({ letter }) => letter ?? []))),
    PLOT_WIDTH - left,
  );
  const top = HEADING + legend.height + (reviews.length > 0 ? SIGNS : 0) + 8;
  const svg = canvas.plot.plot({
    document: canvas.document,
    width: PLOT_WIDTH,
    height: top + rows * ROW + BELOW,
    marginTop: top,
    marginBottom: BELOW,
    marginLeft: left,
    marginRight: RIGHT,
    x: { domain: [0, end], axis: null },
    y: { domain: [-0.5, rows - 0.5], axis: null },
    marks: [
      ...laneMarks(canvas, lanes, left),
      ...decisionMarks(canvas, reviews, (PLOT_WIDTH - left - RIGHT) / end),
      canvas.plot.link(patients, { x1: "entered", x2: "until", y1: "row", y2: "row", stroke: PATIENT_INK, strokeWidth: 1.2 }),
      ...patientMarks(canvas, patients, { x: "until", y: "row" }, RADIUS),
      ...timeMarks(canvas, end),
      ...frameMarks(canvas, course, { left, top, axis: "time since the trial opened" }),
    ],
  });
  svg.setAttribute("font-size", String(FONT_SIZE));
  appendLegend(canvas, svg, legend.places, left, HEADING);
  return serializeSvg(svg, { title: `${headingOf(course)}, in time`, description: describeCourse(course) });
}

/** Whether patients came one by one, so that their order does not tell all. */
export function isStaggered({ patients, decisions }: TrialCourse): boolean {
  return new Set(patients.map(({ entered }) => entered)).size > decisions.length;
}

/** Gives each patient the lowest line of their dose that is free when they come. */
function layOut(course: TrialCourse) {
  const last = Math.max(
    0,
    ...course.patients.map(({ entered, ended }) => ended ?? entered),
    ...course.decisions.map(({ time }) => time),
  );
  const end = last > 0 ? last : 1;
  const lines = course.arms.map((): number[] => []);
  const placed = course.patients.map((patient) => {
    const until = patient.ended ?? end;
    const free = lines[patient.arm].findIndex((busyUntil) => busyUntil < patient.entered);
    const line = free < 0 ? lines[patient.arm].length : free;
    lines[patient.arm][line] = until;
    return { ...patient, until, line };
  });
  let rows = 0;
  const lanes = course.arms.map((label, arm): Lane => {
    const lane = { label, from: rows, rows: Math.max(1, lines[arm].length) };
    rows += lane.rows + GAP / ROW;
    return lane;
  });
  const patients = placed.map(({ line, ...patient }): DrawnPatient => ({ ...patient, row: lanes[patient.arm].from + line }));
  return { patients, lanes, rows: rows - GAP / ROW, end };
}

function laneMarks({ plot }: Canvas, lanes: readonly Lane[], left: number) {
  const borders = lanes.slice(1).map(({ from }) => from - 0.5 - GAP / ROW / 2);
  const label = { frameAnchor: "left", textAnchor: "end", dx: -8 } as const;
  return [
    plot.ruleY(borders, { stroke: "#000", strokeOpacity: 0.15 }),
    plot.text(lanes, {
      ...label,
      y: ({ from, rows }: Lane) => from + (rows - 1) / 2,
      text: (lane: Lane) => fitText(lane.label, left - 12),
    }),
  ];
}

function timeMarks({ plot }: Canvas, end: number) {
  const step = 10 ** Math.floor(Math.log10(end / 4));
  const nice = ([1, 2, 5, 10].find((factor) => end / (factor * step) <= 8) ?? 10) * step;
  const ticks = Array.from({ length: Math.floor(end / nice + 1e-9) + 1 }, (_, i) => i * nice);
  return [
    plot.ruleY([-0.5]),
    plot.text(ticks, { x: (tick: number) => tick, text: () => "|", frameAnchor: "bottom", fontSize: 6 }),
    plot.text(ticks, {
      x: (tick: number) => tick,
      text: formatNumber,
      frameAnchor: "bottom",
      lineAnchor: "top",
      dy: 6,
      fontSize: 10,
    }),
  ];
}
