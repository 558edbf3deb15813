/** One trial, patient by patient. */
import { type ReadDecision, readDecisions } from "../courses/decision-signs.js";
import type { CoursePatient, TrialCourse } from "../courses/trial-course.js";
import { type Canvas, openCanvas } from "./canvas.js";
import { appendLegend, layOutLegend } from "./legend.js";
import { FONT_SIZE, fitText, textWidth } from "./lettering.js";
import { DECISIONS } from "./palette.js";
import { PLOT_WIDTH } from "./panels.js";
import { PATIENT_INK, patientDash, patientFill, patientLegend } from "./patient-signs.js";
import { serializeSvg } from "./serialize-svg.js";

const LANE = 34;
const WIDEST_STEP = 40;
/** Above the lanes: the counts a decision was made on, and above them its sign. */
const COUNTS_ABOVE = 12;
const SIGNS_ABOVE = 32;
const TITLE = 30;
/** Counts closer together than this would touch. */
const ROOM_FOR_COUNTS = 24;
const BELOW = 58;
const LEAST_LABEL = 52;
const MOST_LABEL = 140;

interface Sizes {
  readonly left: number;
  readonly step: number;
  readonly width: number;
  readonly top: number;
}

interface DrawnPatient extends CoursePatient {
  readonly position: number;
}

/**
 * Draws a trial in the order of its patients as an SVG: dose by patient, filled circles for toxicities, and each decision where it was made,
 * in the letters of decision tables, with the toxicities and evaluated patients at the dose that it was made on.
 */
export async function trialPlot(course: TrialCourse): Promise<string> {
  const canvas = await openCanvas();
  const decisions = lastAtEach(readDecisions(course));
  const letters = new Set(decisions.flatMap(({ letter }) => letter ?? []));
  const left = Math.min(MOST_LABEL, Math.max(LEAST_LABEL, ...course.arms.map((arm) => textWidth(arm) + 16)));
  const legend = layOutLegend(patientLegend(course.patients, letters), PLOT_WIDTH - left);
  const step = Math.min(WIDEST_STEP, (PLOT_WIDTH - left - 8) / (course.patients.length + 1));
  const top = TITLE + legend.height + SIGNS_ABOVE + 18;
  const sizes = { left, step, width: PLOT_WIDTH, top };
  const svg = canvas.plot.plot({
    document: canvas.document,
    width: sizes.width,
    height: top + LANE * course.arms.length + BELOW,
    marginTop: top,
    marginBottom: BELOW,
    marginLeft: left,
    marginRight: sizes.width - left - step * (course.patients.length + 1),
    style: { fontSize: `${FONT_SIZE}px` },
    x: { domain: [0, course.patients.length + 1], axis: null },
    y: { domain: [-0.5, course.arms.length - 0.5], axis: null },
    marks: marksOf(canvas, course, decisions, sizes),
  });
  svg.setAttribute("font-size", String(FONT_SIZE));
  appendLegend(canvas, svg, legend.places, left, TITLE);
  const title = course.subtitle === undefined ? course.title : `${course.title}: ${course.subtitle}`;
  return serializeSvg(svg, { title, description: describe(course) });
}

/** Of decisions between the same two patients the last: the others changed nothing. */
function lastAtEach(decisions: readonly ReadDecision[]): readonly ReadDecision[] {
  return decisions.filter(({ decision }, d) => decisions[d + 1]?.decision.enrolled !== decision.enrolled);
}

function marksOf({ plot }: Canvas, course: TrialCourse, decisions: readonly ReadDecision[], sizes: Sizes) {
  const { left, step, top, width } = sizes;
  const patients = course.patients.map((patient, i): DrawnPatient => ({ ...patient, position: i + 1 }));
  const r = Math.min(8, step * 0.42);
  const at = { x: "position", y: "arm" } as const;
  const reviews = decisions.filter(({ letter }) => letter !== undefined);
  const place = { x: (d: ReadDecision) => d.decision.enrolled + 0.5, frameAnchor: "top", lineAnchor: "middle" } as const;
  const counts = { dy: -COUNTS_ABOVE, fontSize: 10, fill: "#444" };
  const every = Math.ceil(Math.max(...patients.map(({ name }) => textWidth(name, 10) + 4), 1) / step);
  const heading = course.subtitle === undefined ? course.title : `${course.title}: ${course.subtitle}`;
  return [
    plot.ruleY(course.arms, { y: (_, arm) => arm, stroke: "#000", strokeOpacity: 0.12 }),
    plot.text(course.arms, {
      y: (_, arm) => arm,
      text: (arm: string) => fitText(arm, left - 12),
      frameAnchor: "left",
      textAnchor: "end",
      dx: -8,
    }),
    plot.ruleX(reviews, { x: place.x, stroke: "#000", strokeOpacity: 0.3, strokeDasharray: "2 3" }),
    plot.line(patients, { ...at, stroke: "#999", strokeWidth: 1.2 }),
    ...[...new Set(patients.map(patientDash))].map((dash) =>
      plot.dot(
        patients.filter((patient) => patientDash(patient) === dash),
        { ...at, r, fill: patientFill, stroke: PATIENT_INK, strokeWidth: 1.3, strokeDasharray: dash },
      ),
    ),
    plot.text(
      patients.filter(({ result }) => result === "lost"),
      { ...at, text: () => "╱", fontSize: r * 1.6 },
    ),
    plot.dot(
      patients.filter(({ deviation }) => deviation),
      { ...at, symbol: "square", r: r + 5, stroke: "#d55e00", strokeWidth: 1.6 },
    ),
    plot.text(
      patients.filter(({ position }) => (position - 1) % every === 0),
      { x: "position", text: "name", frameAnchor: "bottom", lineAnchor: "top", dy: 6, fontSize: 10 },
    ),
    plot.text(["patient, in order of enrollment"], {
      frameAnchor: "bottom-left",
      textAnchor: "start",
      lineAnchor: "top",
      dy: 20,
      fill: "#444",
    }),
    plot.text([fitText(course.conclusion ?? "The trial goes on.", width - left)], {
      frameAnchor: "bottom-left",
      textAnchor: "start",
      lineAnchor: "top",
      dy: 38,
      fontWeight: "bold",
    }),
    plot.text([fitText(heading, width - left)], {
      frameAnchor: "top-left",
      lineAnchor: "top",
      textAnchor: "start",
      dy: 6 - top,
      fontWeight: "bold",
    }),
    ...signMarks(plot, reviews, place, step),
    plot.text(farApart(reviews, ROOM_FOR_COUNTS / step), {
      ...place,
      ...counts,
      text: (d: ReadDecision) => `${d.toxicities}/${d.evaluated}`,
    }),
    ...(reviews.length > 0
      ? [plot.text(["DLTs/n"], { ...counts, frameAnchor: "top-left", lineAnchor: "middle", textAnchor: "end", dx: -8 })]
      : []),
  ];
}

/** The decisions that are at least so many patients apart. */
function farApart(reviews: readonly ReadDecision[], distance: number): readonly ReadDecision[] {
  let last = Number.NEGATIVE_INFINITY;
  return reviews.filter(({ decision }) => {
    if (decision.enrolled - last < distance) return false;
    last = decision.enrolled;
    return true;
  });
}

/** A box with its letter for each decision, above the lanes. */
function signMarks(
  plot: Canvas["plot"],
  reviews: readonly ReadDecision[],
  place: { readonly x: (d: ReadDecision) => number; readonly frameAnchor: "top"; readonly lineAnchor: "middle" },
  step: number,
) {
  const fill = ({ letter }: ReadDecision) => DECISIONS[letter ?? "S"].fill;
  const ink = ({ letter }: ReadDecision) => DECISIONS[letter ?? "S"].text;
  const text = ({ letter }: ReadDecision) => (letter === "STOP" ? "" : (letter ?? ""));
  const { lineAnchor: _, ...dot } = place;
  return [
    plot.dot(reviews, {
      ...dot,
      symbol: "square",
      r: Math.min(10, step * 0.55),
      fill,
      stroke: "#888",
      strokeWidth: 0.8,
      dy: -SIGNS_ABOVE,
    }),
    plot.text(reviews, { ...place, text, fill: ink, fontSize: 11, dy: -SIGNS_ABOVE }),
  ];
}

function describe(course: TrialCourse): string {
  const patients = course.patients.map(
    ({ name, arm, result }) =>
      `${name} at ${course.arms[arm]}: ${result === "none" ? "no DLT" : result === "toxicity" ? "DLT" : result}`,
  );
  return `Patients in order of enrollment. ${patients.join("; ")}. ${course.conclusion ?? "The trial goes on."}`;
}
