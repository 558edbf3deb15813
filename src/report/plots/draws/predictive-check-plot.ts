/** Predictive checks: do data that the model would give look like those that were observed? */
import type { Draws } from "../../../draws/draws.js";
import { InvalidArgument } from "../../../errors.js";
import { formatCount } from "../../format-figure.js";
import { chosenVariables, type DrawsPlotOptions } from "./chosen-variables.js";
import { replicatedCounts } from "./predictive-counts.js";
import { replicatedDensities } from "./predictive-densities.js";

/** Replicates drawn as lines of their own. */
const LINES = 40;
/** Counts up to here are drawn one by one. */
const MOST_COUNT = 60;

/** Options of a predictive check. */
export interface PredictiveCheckOptions extends DrawsPlotOptions {
  /** What the axis says; the name before the brackets of the replicated variables when not given. */
  readonly label?: string;
  /** `density`, or `counts` (a rootogram); counts where all are integers from 0 to 60 when not given. */
  readonly as?: "density" | "counts";
}

/**
 * Draws observed data against replicated ones (`fit.predict()`) as an SVG: densities, or for counts a rootogram: bars as high as the square root of how
 * often each count was observed, with the mean and the central 90 % of the replicates.
 *
 * @throws InvalidArgument unless there is a replicated variable for each observed value, for unknown variables, and counts that are not integers from 0.
 * Source: gabry2019visualization, kleiber2016visualizing.
 */
export async function predictiveCheckPlot(
  observed: ArrayLike<number>,
  replicated: Draws,
  options: PredictiveCheckOptions = {},
): Promise<string> {
  const caller = "predictiveCheckPlot";
  const all = { usual: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY };
  const variables = chosenVariables(caller, replicated, options.variables, all);
  if (variables.length !== observed.length)
    throw new InvalidArgument(
      caller,
      "observed",
      `have a value for each of ${variables.length} replicated variables`,
      observed.length,
    );
  const values = Float64Array.from(observed);
  if (!values.every(Number.isFinite)) throw new InvalidArgument(caller, "observed", "be finite", observed);
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  const { as = values.every((value) => isCount(value) && value <= MOST_COUNT) ? "counts" : "density" } = options;
  if (as !== "density" && as !== "counts") throw new InvalidArgument(caller, "as", "be density or counts", as);
  if (as === "counts" && !values.every(isCount))
    throw new InvalidArgument(caller, "observed", "be integers from 0 to be drawn as counts", observed);
  const replicates = replicatesOf(replicated, variables, as === "density" ? LINES : 400);
  const label = options.label ?? variables[0].replace(/\[.*$/, "");
  const title = options.title ?? `Predictive check of ${label}`;
  const size = `${formatCount(values.length)} observed values and ${replicates.length} replicates of them`;
  return as === "density"
    ? replicatedDensities(values, replicates, label, { title, description: `Densities of ${size}.` })
    : replicatedCounts(values, replicates, label, { title, description: `Square roots of how often counts occur in ${size}.` });
}

/** At most so many whole replicates, from equally spaced draws. */
function replicatesOf(draws: Draws, variables: readonly string[], most: number): readonly Float64Array[] {
  const { chainCount, iterationCount } = draws;
  const total = chainCount * iterationCount;
  const count = Math.min(most, total);
  const replicates = Array.from({ length: count }, () => new Float64Array(variables.length));
  variables.forEach((variable, i) => {
    const chains = draws.of(variable);
    for (let r = 0; r < count; r++) {
      const draw = Math.floor((r * total) / count);
      replicates[r][i] = chains[Math.floor(draw / iterationCount)][draw % iterationCount];
    }
  });
  return replicates;
}
