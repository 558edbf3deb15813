/** Boundaries from rules. */
import { InvalidArgument } from "../../../errors.js";
import { normalUpperQuantile } from "../../../numeric/probability/normal.js";
import type { BoundaryFamily } from "../efficacy/boundary-family.js";
import { alongPaths, type Foresight, type SolvedBoundaries } from "./along-paths.js";
import type { BoundaryRules } from "./boundary-rules.js";
import { smoothRoot } from "./smooth-root.js";

export interface BoundarySolver {
  /** The boundaries for a drift, which matters to some futility rules only. */
  solve(drift: number): SolvedBoundaries;
  /** The efficacy bounds alone, when they do not rely on other stops; solved for once. */
  readonly alone?: SolvedBoundaries;
}

/** Returns what solves for the boundaries of the rules. */
export function boundarySolver(rules: BoundaryRules): BoundarySolver {
  const { futility, harm, ...others } = rules;
  const stops = futility !== undefined || harm !== undefined;
  if (stops && rules.binding) return { solve: (drift) => settled(rules, drift, null) };
  const alone = settled(others, 0, null);
  if (!stops) return { solve: () => alone, alone };
  return { solve: (drift) => settled(rules, drift, alone.boundaries.efficacy), alone };
}

/** Repeats until what futility rules look ahead to is what comes out. */
function settled(rules: BoundaryRules, drift: number, efficacy: readonly number[] | null): SolvedBoundaries {
  const { alpha, caller, fractions, futility } = rules;
  let foresight: Foresight = { finalEfficacy: normalUpperQuantile(alpha), noEfficacy: 1 - alpha };
  for (let iteration = 0; iteration < 100; iteration++) {
    const solved = efficacy ? alongPaths(rules, drift, efficacy, foresight) : withEfficacy(rules, drift, foresight);
    const found = { finalEfficacy: solved.boundaries.efficacy[fractions.length - 1], noEfficacy: 1 - solved.alphaUsed };
    const ahead = futility?.needsFinalEfficacy === true && Math.abs(found.finalEfficacy - foresight.finalEfficacy) > 1e-12;
    const around = futility?.needsNoEfficacy === true && Math.abs(found.noEfficacy - foresight.noEfficacy) > 1e-14;
    if (!ahead && !around) return solved;
    foresight = found;
  }
  throw new InvalidArgument(caller, "futility", "allow bounds that settle", futility?.name);
}

/** Efficacy bounds spent for, or of a family with the constant that uses up α. */
function withEfficacy(rules: BoundaryRules, drift: number, foresight: Foresight): SolvedBoundaries {
  const { efficacy, alpha, caller } = rules;
  if ("spent" in efficacy) return alongPaths(rules, drift, null, foresight);
  const wanted = normalUpperQuantile(alpha);
  const at = (constant: number) => alongPaths(rules, drift, familyBounds(rules, efficacy, constant), foresight);
  const constant = smoothRoot((c) => normalUpperQuantile(Math.min(1, at(c).alphaUsed)) - wanted, wanted);
  if (!Number.isNaN(constant)) return at(constant);
  throw new InvalidArgument(
    caller,
    "efficacy",
    `allow bounds with a one-sided α of ${alpha}, leaving some for the last look`,
    efficacy.name,
  );
}

function familyBounds({ fractions, testEfficacy }: BoundaryRules, family: BoundaryFamily, constant: number): number[] {
  return family.bounds(constant, fractions).map((z, k) => (testEfficacy[k] ? z : Number.POSITIVE_INFINITY));
}
