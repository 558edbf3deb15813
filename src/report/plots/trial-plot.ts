/** One trial, patient by patient in their order. */
import { type ReadDecision, readDecisions } from "../courses/decision-signs.js";
import type { CoursePatient, TrialCourse } from "../courses/trial-course.js";
import { type Canvas, openCanvas } from "./canvas.js";
import { appendLegend, layOutLegend } from "./legend.js";
import { FONT_SIZE, fitText, textWidth } from "./lettering.js";
import { PLOT_WIDTH } from "./panels.js";
import { patientLegend, patientMarks } from "./patient-signs.js";
import { serializeSvg } from "./serialize-svg.js";
import { BELOW, decisionMarks, describeCourse, frameMarks, HEADING, headingOf, laneLabelWidth, SIGNS } from "./trial-frame.js";

const LANE = 34;
const WIDEST_STEP = 40;
const NAME_SIZE = 10;

interface DrawnPatient extends CoursePatient {
  readonly position: number;
}

/**
 * Draws a trial in the order of its patients as an SVG: dose by patient, filled circles for toxicities, and each decision where it was made,
 * in the letters of decision tables, with the toxicities and evaluated patients at the dose that it was made on.
 */
export async function trialPlot(course: TrialCourse): Promise<string> {
  const canvas = await openCanvas();
  const { patients, arms } = course;
  const decisions = lastAtEach(readDecisions(course));
  const letters = new Set(decisions.flatMap(({ letter }) => letter ?? []));
  const left = laneLabelWidth(arms);
  const legend = layOutLegend(patientLegend(patients, letters), PLOT_WIDTH - left);
  const step = Math.min(WIDEST_STEP, (PLOT_WIDTH - left - 8) / (patients.length + 1));
  const placed = decisions.flatMap((decision) =>
    decision.letter === undefined ? [] : [{ ...decision, position: decision.decision.enrolled + 0.5 }],
  );
  const top = HEADING + legend.height + (placed.length > 0 ? SIGNS : 0) + 8;
  const svg = canvas.plot.plot({
    document: canvas.document,
    width: PLOT_WIDTH,
    height: top + LANE * arms.length + BELOW,
    marginTop: top,
    marginBottom: BELOW,
    marginLeft: left,
    marginRight: PLOT_WIDTH - left - step * (patients.length + 1),
    x: { domain: [0, patients.length + 1], axis: null },
    y: { domain: [-0.5, arms.length - 0.5], axis: null },
    marks: [
      ...laneMarks(canvas, arms, left),
      ...decisionMarks(canvas, placed, step),
      ...orderMarks(canvas, patients, step),
      ...frameMarks(canvas, course, { left, top, axis: "patient, in order of enrollment" }),
    ],
  });
  svg.setAttribute("font-size", String(FONT_SIZE));
  appendLegend(canvas, svg, legend.places, left, HEADING);
  return serializeSvg(svg, { title: headingOf(course), description: describeCourse(course) });
}

/** Of decisions between the same two patients the last: the others changed nothing. */
function lastAtEach(decisions: readonly ReadDecision[]): readonly ReadDecision[] {
  return decisions.filter(({ decision }, d) => decisions[d + 1]?.decision.enrolled !== decision.enrolled);
}

function laneMarks({ plot }: Canvas, arms: readonly string[], left: number) {
  const label = { frameAnchor: "left", textAnchor: "end", dx: -8 } as const;
  return [
    plot.ruleY(arms, { y: (_, arm) => arm, stroke: "#000", strokeOpacity: 0.12 }),
    plot.text(arms, { ...label, y: (_, arm) => arm, text: (arm: string) => fitText(arm, left - 12) }),
  ];
}

/** The patients, the line that leads from one to the next, and their names as far as there is room. */
function orderMarks(canvas: Canvas, patients: readonly CoursePatient[], step: number) {
  const drawn = patients.map((patient, i): DrawnPatient => ({ ...patient, position: i + 1 }));
  const every = Math.ceil(Math.max(...drawn.map(({ name }) => textWidth(name, NAME_SIZE) + 4), 1) / step);
  const named = drawn.filter((_, i) => i % every === 0);
  const name = (d: DrawnPatient) => fitText(d.name, Math.max(step * every, 30), NAME_SIZE);
  return [
    canvas.plot.line(drawn, { x: "position", y: "arm", stroke: "#999", strokeWidth: 1.2 }),
    ...patientMarks(canvas, drawn, { x: "position", y: "arm" }, Math.min(8, step * 0.42)),
    canvas.plot.text(named, { x: "position", text: name, frameAnchor: "bottom", lineAnchor: "top", dy: 6, fontSize: NAME_SIZE }),
  ];
}
