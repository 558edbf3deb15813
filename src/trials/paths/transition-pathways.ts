/** Dose-transition pathways: what the design will do next, whatever the next cohorts bring. */
import { InvalidArgument } from "../../errors.js";
import type { DoseFindingDesign } from "../dose-finding/dose-finding-design.js";
import type { Table } from "../table.js";
import { cohortOutcomes } from "./cohort-outcomes.js";
import { type Counts, CountsData, noRandomness } from "./counts-data.js";

export interface PathwayOptions {
  /** How many cohorts to look ahead; 2 when not given. */
  readonly cohorts?: number;
  /** The data so far, by dose; none when not given. */
  readonly from?: {
    readonly patients: readonly number[];
    readonly toxicities: readonly number[];
    /** Position of the dose of the last cohort; the highest tried when not given. */
    readonly lastArm?: number;
    /** What the design remembers; as at the start when not given. */
    readonly memory?: unknown;
  };
}

/** What the design does at a point, and what follows each number of toxicities in the cohort it then treats. */
export type PathwayNode =
  | { readonly kind: "stop"; readonly recommended: number | null; readonly reasons: readonly string[] }
  | {
      readonly kind: "treat";
      /** Position of the dose. */
      readonly arm: number;
      readonly patients: number;
      readonly reasons: readonly string[];
      /** By number of toxicities in the cohort; empty where the look ahead ends. */
      readonly outcomes: readonly PathwayNode[];
    };

/**
 * Returns the tree of what the design does over the next cohorts.
 *
 * @throws InvalidArgument as `enumeratePaths` does, for a design that allots one cohort to several doses, and for counts that are not.
 */
export function transitionPathways(design: DoseFindingDesign, options: PathwayOptions = {}): PathwayNode {
  const { cohorts = 2, from } = options;
  if (!Number.isInteger(cohorts) || cohorts < 0 || cohorts > 8)
    throw new InvalidArgument("transitionPathways", "cohorts", "be an integer from 0 to 8", cohorts);
  const doses = design.arms.length;
  const patients = countsOf("from.patients", from?.patients, doses);
  const toxicities = countsOf("from.toxicities", from?.toxicities, doses);
  toxicities.forEach((y, dose) => {
    if (y > patients[dose])
      throw new InvalidArgument("transitionPathways", `from.toxicities[${dose}]`, `be at most the ${patients[dose]} patients`, y);
  });
  let highest = doses - 1;
  while (highest >= 0 && patients[highest] === 0) highest--;
  const lastArm = from?.lastArm ?? highest;
  return nodeAt(design, { patients, toxicities, lastArm }, from?.memory ?? design.start, cohorts);
}

/** The pathways as a table: a row for each sequence of toxicities, a pair of columns for each cohort. */
export function pathwayTable(design: DoseFindingDesign, root: PathwayNode): Table {
  const rows: Record<string, string | number>[] = [];
  let deepest = 0;
  const walk = (node: PathwayNode, row: Record<string, string | number>, depth: number): void => {
    deepest = Math.max(deepest, depth);
    if (node.kind === "stop") {
      rows.push({
        ...row,
        next: node.recommended === null ? "stop, no dose" : `stop, recommend ${design.arms[node.recommended]}`,
      });
    } else if (node.outcomes.length === 0) rows.push({ ...row, next: design.arms[node.arm] });
    else {
      node.outcomes.forEach((outcome, toxic) => {
        const cohort = {
          [`dose${depth + 1}`]: `${node.patients} at ${design.arms[node.arm]}`,
          [`toxicities${depth + 1}`]: toxic,
        };
        walk(outcome, { ...row, ...cohort }, depth + 1);
      });
    }
  };
  walk(root, {}, 0);
  const columns = Array.from({ length: deepest }, (_, i) => [
    { name: `dose${i + 1}`, label: `cohort ${i + 1}` },
    { name: `toxicities${i + 1}`, label: "DLTs", unit: "events" as const },
  ]);
  return {
    title: `Dose-transition pathways of ${design.name}`,
    columns: [...columns.flat(), { name: "next", label: "then" }],
    rows,
  };
}

function nodeAt(design: DoseFindingDesign, counts: Counts, memory: unknown, cohorts: number): PathwayNode {
  const step = design.decide(memory, new CountsData("transitionPathways").show(counts), noRandomness("transitionPathways"));
  const { decision } = step;
  if (decision.kind === "stop") return { kind: "stop", recommended: decision.conclusion.dose, reasons: decision.reasons() };
  const outcomes = cohortOutcomes("transitionPathways", decision, counts);
  const arm = outcomes[0].lastArm;
  if (outcomes.some((outcome) => outcome.lastArm !== arm)) {
    throw new InvalidArgument("transitionPathways", "design", "treat each cohort at one dose", design.name);
  }
  const next = cohorts === 0 ? [] : outcomes.map((outcome) => nodeAt(design, outcome, step.memory, cohorts - 1));
  return { kind: "treat", arm, patients: outcomes.length - 1, reasons: decision.reasons(), outcomes: next };
}

function countsOf(argument: string, counts: readonly number[] | undefined, doses: number): Int32Array {
  if (counts === undefined) return new Int32Array(doses);
  if (!Array.isArray(counts) || counts.length !== doses)
    throw new InvalidArgument("transitionPathways", argument, `have ${doses} counts, one for each dose`, counts);
  counts.forEach((n, i) => {
    if (!Number.isInteger(n) || n < 0)
      throw new InvalidArgument("transitionPathways", `${argument}[${i}]`, "be an integer from 0", n);
  });
  return Int32Array.from(counts);
}
