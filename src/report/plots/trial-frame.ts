/** What all pictures of one trial share: heading, conclusion, lanes of doses, and the decisions above them. */
import type { ReadDecision } from "../courses/decision-signs.js";
import type { TrialCourse } from "../courses/trial-course.js";
import type { Canvas } from "./canvas.js";
import { fitText, textWidth } from "./lettering.js";
import { DECISIONS } from "./palette.js";
import { PLOT_WIDTH } from "./panels.js";

/** Above the lanes: the counts a decision was made on, and above them its sign. */
const COUNTS_ABOVE = 12;
const SIGNS_ABOVE = 32;
/** Height of the heading, of the signs with their counts, and of what stands below the lanes, in pixels. */
export const HEADING = 30;
export const SIGNS = SIGNS_ABOVE + 18;
export const BELOW = 58;
const LEAST_LABEL = 52;
const MOST_LABEL = 140;
/** Counts and signs closer together than this would touch. */
const ROOM_FOR_COUNTS = 24;
const ROOM_FOR_SIGN = 16;
const SMALL = 10;

/** A decision and where it is drawn. */
export interface PlacedDecision extends ReadDecision {
  /** Position on the horizontal axis. */
  readonly position: number;
}

/** Room for the doses' labels, left of the lanes. */
export function laneLabelWidth(arms: readonly string[]): number {
  return Math.min(MOST_LABEL, Math.max(LEAST_LABEL, ...arms.map((arm) => textWidth(arm) + 16)));
}

/** The heading: what the course is called. */
export function headingOf({ title, subtitle }: TrialCourse): string {
  return subtitle === undefined ? title : `${title}: ${subtitle}`;
}

/** What was concluded, or that nothing was. */
export function conclusionOf({ conclusion }: TrialCourse): string {
  return conclusion ?? "No conclusion so far.";
}

/** Heading, label of the horizontal axis, and conclusion. */
export function frameMarks(
  { plot }: Canvas,
  course: TrialCourse,
  { left, top, axis }: { left: number; top: number; axis: string },
) {
  const room = PLOT_WIDTH - left;
  const below = { frameAnchor: "bottom-left", textAnchor: "start", lineAnchor: "top" } as const;
  const above = { frameAnchor: "top-left", textAnchor: "start", lineAnchor: "top" } as const;
  return [
    plot.text([axis], { ...below, dy: 20, fill: "#444" }),
    plot.text([fitText(conclusionOf(course), room)], { ...below, dy: 38, fontWeight: "bold" }),
    plot.text([fitText(headingOf(course), room)], { ...above, dy: 6 - top, fontWeight: "bold" }),
  ];
}

/** Where each decision was made; above, its letter in a box and the toxicities and evaluated patients it was made on. */
export function decisionMarks({ plot }: Canvas, decisions: readonly PlacedDecision[], pixelsPerUnit: number) {
  const place = { x: "position", frameAnchor: "top" } as const;
  const counts = { dy: -COUNTS_ABOVE, fontSize: SMALL, fill: "#444", lineAnchor: "middle" } as const;
  const signs = farApart(decisions, ROOM_FOR_SIGN / pixelsPerUnit);
  const style = ({ letter }: PlacedDecision) => DECISIONS[letter ?? "S"];
  return [
    plot.ruleX(decisions, { x: "position", stroke: "#000", strokeOpacity: 0.3, strokeDasharray: "2 3" }),
    plot.dot(signs, {
      ...place,
      symbol: "square",
      r: 9,
      fill: (d) => style(d).fill,
      stroke: "#888",
      strokeWidth: 0.8,
      dy: -SIGNS_ABOVE,
    }),
    plot.text(signs, {
      ...place,
      lineAnchor: "middle",
      text: ({ letter }: PlacedDecision) => (letter === "STOP" ? "" : (letter ?? "")),
      fill: (d) => style(d).text,
      fontSize: 11,
      dy: -SIGNS_ABOVE,
    }),
    plot.text(farApart(decisions, ROOM_FOR_COUNTS / pixelsPerUnit), {
      ...place,
      ...counts,
      text: (d: PlacedDecision) => `${d.toxicities}/${d.evaluated}`,
    }),
    ...(decisions.length > 0 ? [plot.text(["DLTs/n"], { ...counts, frameAnchor: "top-left", textAnchor: "end", dx: -8 })] : []),
  ];
}

/** The decisions that are at least so far apart. */
function farApart(decisions: readonly PlacedDecision[], distance: number): readonly PlacedDecision[] {
  let last = Number.NEGATIVE_INFINITY;
  return decisions.filter(({ position }) => {
    if (position - last < distance) return false;
    last = position;
    return true;
  });
}

/** The trial in words, for those who do not see the picture. */
export function describeCourse(course: TrialCourse): string {
  const words = { none: "no DLT", toxicity: "DLT", pending: "pending", lost: "lost to follow-up" };
  const patients = course.patients.map(({ name, arm, result }) => `${name} at ${course.arms[arm]}: ${words[result]}`);
  return `Patients in order of enrollment. ${patients.join("; ")}. ${conclusionOf(course)}`;
}
