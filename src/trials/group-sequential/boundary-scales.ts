/** Bounds on the scales that people think in: Z, p, B-value, effect, conditional and predictive power. */
import { InvalidArgument } from "../../errors.js";
import { normalUpperTail } from "../../numeric/probability/normal.js";
import { checkKnown, checkPositive } from "../requirements.js";
import type { Column, Row, Table } from "../table.js";
import type { GroupSequentialPlan } from "./group-sequential-plan.js";
import { conditionalPower, type DriftPrior, predictivePower } from "./inference/conditional-power.js";

export interface BoundaryScalesOptions {
  /** Information at the last look, on the scale of the effect; without it effects are parts of the planned effect. */
  readonly maximumInformation?: number;
  /** The effect under the null hypothesis; 0 when not given. */
  readonly nullEffect?: number;
  /** What the effect is called in the table: "Effect" when not given. */
  readonly effectLabel?: string;
  /** Turns an effect into what is shown, such as a log hazard ratio into a hazard ratio. */
  readonly effectShown?: (effect: number) => number;
  /** The prior of the drift for predictive power; flat when not given. */
  readonly prior?: DriftPrior;
}

/** A bound at a look on every scale. */
export interface BoundOnScales {
  readonly z: number;
  /** One-sided: P(Z ≥ z) under the null hypothesis. */
  readonly p: number;
  /** z √t. */
  readonly bValue: number;
  readonly effect: number;
  /** Conditional power at the bound, under the planned effect and under the effect estimated at the bound; absent at the last look. */
  readonly conditionalPowerPlanned?: number;
  readonly conditionalPowerTrend?: number;
  readonly predictivePower?: number;
}

const NAMES = ["maximumInformation", "nullEffect", "effectLabel", "effectShown", "prior"];

/**
 * Returns a Z value at a look on every scale: p = 1 − Φ(z), B-value z √t, effect z/√(t I) with the maximum information I (without it the
 * part z/(drift √t) of the planned effect), conditional power under the planned effect and under the trend, and predictive power.
 *
 * @throws InvalidArgument for a look that is none of the plan's, and information that is not positive.
 * Source: lan1988bvalue, jennison1999group (chapter 10).
 */
export function onScales(plan: GroupSequentialPlan, look: number, z: number, options: BoundaryScalesOptions = {}): BoundOnScales {
  checkKnown("onScales", options, NAMES);
  const { boundaries, drift } = plan;
  const { fractions } = boundaries;
  if (!Number.isInteger(look) || look < 1 || look > fractions.length)
    throw new InvalidArgument("onScales", "look", `be an integer from 1 to ${fractions.length}`, look);
  if (typeof z !== "number" || !Number.isFinite(z)) throw new InvalidArgument("onScales", "z", "be a finite number", z);
  const { effectShown = (effect: number) => effect, maximumInformation, nullEffect = 0, prior = "flat" } = options;
  if (maximumInformation !== undefined) checkPositive("onScales", "maximumInformation", maximumInformation, "information");
  const root = Math.sqrt(fractions[look - 1]);
  const effect = maximumInformation === undefined ? z / (drift * root) : nullEffect + z / (root * Math.sqrt(maximumInformation));
  const at = { z, p: normalUpperTail(z), bValue: z * root, effect: effectShown(effect) };
  if (look === fractions.length) return at;
  const interim = { looks: look, z };
  return {
    ...at,
    conditionalPowerPlanned: conditionalPower(boundaries, interim, drift),
    conditionalPowerTrend: conditionalPower(boundaries, interim, "trend"),
    predictivePower: predictivePower(boundaries, interim, prior),
  };
}

/**
 * Returns the bounds of a plan on every scale as a table, a row for each bound at each look (two-sided: the bounds in the direction of
 * positive Z).
 *
 * @throws InvalidArgument as `onScales` does.
 * Source: lan1988bvalue, jennison1999group (chapter 10).
 */
export function boundaryTableOnScales(plan: GroupSequentialPlan, options: BoundaryScalesOptions = {}): Table {
  const { efficacy, fractions, futility, harm } = plan.boundaries;
  const none = plan.sided === 2 ? 0 : Number.NEGATIVE_INFINITY;
  const rows: Row[] = [];
  for (let k = 0; k < fractions.length; k++) {
    const add = (bound: string, z: number) => {
      if (!Number.isFinite(z)) return;
      const scaled = onScales(plan, k + 1, z, options);
      rows.push({ look: String(k + 1), fraction: fractions[k], bound, ...scaled });
    };
    add("efficacy", efficacy[k]);
    if (futility[k] > none && futility[k] < efficacy[k]) add("futility", futility[k]);
    if (harm[k] < efficacy[k]) add("harm", harm[k]);
  }
  return { title: "Bounds on every scale", columns: columns(options), rows };
}

function columns({ effectLabel, maximumInformation }: BoundaryScalesOptions): readonly Column[] {
  const effect = effectLabel ?? (maximumInformation === undefined ? "Effect (part of the planned)" : "Effect");
  return [
    { name: "look", label: "Look" },
    { name: "fraction", label: "Information fraction", unit: "number" },
    { name: "bound", label: "Bound" },
    { name: "z", label: "Z", unit: "number" },
    { name: "p", label: "p (one-sided)", unit: "number" },
    { name: "bValue", label: "B-value", unit: "number" },
    { name: "effect", label: effect, unit: "number" },
    { name: "conditionalPowerPlanned", label: "Conditional power, planned effect", unit: "proportion" },
    { name: "conditionalPowerTrend", label: "Conditional power, current trend", unit: "proportion" },
    { name: "predictivePower", label: "Predictive power", unit: "proportion" },
  ];
}
