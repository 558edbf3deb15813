/** The looks of a plan as a table. */
import { normalUpperTail } from "../../numeric/probability/normal.js";
import type { Column, Row, Table } from "../table.js";
import type { GroupSequentialPlan } from "./plan.js";

/** What a table of looks tells besides bounds; each list has an entry per look. */
export interface LookTableOptions {
  readonly title: string;
  /** Size at each look, in whole numbers. */
  readonly sizes: readonly number[];
  readonly unit: "patients" | "events" | "information";
  /** What the effect is called, and the effect at each bound. */
  readonly effect: string;
  readonly efficacyEffects: readonly number[];
  readonly futilityEffects: readonly number[];
  /** Expected time of each look. */
  readonly times?: readonly number[];
  /** Drift under the assumption. */
  readonly drift: number;
  readonly notes?: readonly string[];
}

const SIZES = { patients: "Patients", events: "Events", information: "Information" };

/** Returns the table: bounds on the scales of Z, p and the effect, and stopping probabilities under hypothesis and assumption. */
export function lookTable(plan: GroupSequentialPlan, options: LookTableOptions): Table {
  const { boundaries } = plan;
  const none = plan.sided === 1 ? Number.NEGATIVE_INFINITY : 0;
  const hasFutility = boundaries.futility.some((z) => z > none);
  const hasHarm = boundaries.harm.some((z) => z > Number.NEGATIVE_INFINITY);
  const under = plan.crossing(options.drift);
  const nothing = plan.crossing(0);
  const columns: Column[] = [
    { name: "look", label: "Look" },
    { name: "size", label: SIZES[options.unit], unit: options.unit === "information" ? "number" : options.unit },
    { name: "fraction", label: "Information fraction", unit: "number" },
    ...(options.times === undefined ? [] : [{ name: "time", label: "Expected time", unit: "time" } as const]),
    { name: "efficacy", label: plan.sided === 2 ? "Efficacy bound |Z| ≥" : "Efficacy bound Z ≥", unit: "number" },
    { name: "p", label: plan.sided === 2 ? "p (two-sided)" : "p (one-sided)", unit: "number" },
    { name: "effect", label: options.effect, unit: "number" },
    ...(hasFutility ? futilityColumns(plan.sided, options.effect) : []),
    ...(hasHarm ? [{ name: "harm", label: "Harm bound Z ≤", unit: "number" } as const] : []),
    { name: "alpha", label: "α spent", unit: "number" },
    { name: "power", label: "Stops for efficacy", unit: "proportion" },
    ...(hasFutility
      ? [{ name: "nullFutility", label: "Stops for futility if the hypothesis is true", unit: "proportion" } as const]
      : []),
  ];
  const finite = (value: number) => (Number.isFinite(value) ? { value } : undefined);
  const rows: Row[] = boundaries.fractions.map((fraction, k) => ({
    look: String(k + 1),
    size: { value: options.sizes[k] },
    fraction: { value: fraction },
    time: finite(options.times?.[k] ?? Number.NaN),
    efficacy: finite(boundaries.efficacy[k]),
    p: finite(boundaries.efficacy[k]) && { value: plan.sided * normalUpperTail(boundaries.efficacy[k]) },
    effect: finite(options.efficacyEffects[k]),
    futility: boundaries.futility[k] > none ? finite(boundaries.futility[k]) : undefined,
    futilityEffect: boundaries.futility[k] > none ? finite(options.futilityEffects[k]) : undefined,
    harm: finite(boundaries.harm[k]),
    alpha: { value: plan.alphaSpent[k] },
    power: { value: under.efficacy[k] },
    nullFutility: { value: nothing.futility[k] },
  }));
  return { title: options.title, columns, rows, ...(options.notes === undefined ? {} : { notes: options.notes }) };
}

function futilityColumns(sided: 1 | 2, effect: string): readonly Column[] {
  return [
    { name: "futility", label: sided === 2 ? "Futility bound |Z| <" : "Futility bound Z <", unit: "number" },
    { name: "futilityEffect", label: `${effect.replace(/ at the efficacy bound$/, "")} at the futility bound`, unit: "number" },
  ];
}
