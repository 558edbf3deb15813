/** The posterior of a BLRM as a table: what is known of the toxicity of each dose. */
import { InvalidArgument } from "../../../errors.js";
import type { Column, Row, Table } from "../../table.js";
import type { TwoParameterPosterior } from "../posterior/two-parameter-quadrature.js";
import type { BlrmModelOptions } from "./blrm-options.js";
import { blrmModelSettings } from "./blrm-settings.js";

/** Evaluated patients, and those of them with a toxicity, by dose. */
export interface ToxicityByDose {
  readonly patients: readonly number[];
  readonly toxicities: readonly number[];
}

/**
 * Returns a row for each dose: patients, toxicities, posterior mean, standard deviation and quantiles (2.5, 50 and 97.5 %) of the probability
 * of toxicity, and the probabilities of underdosing, target interval and overdosing (with `unacceptable`: of excessive and unacceptable toxicity).
 *
 * @param options The design's options, or those of its model only.
 * @param data Without it, the prior.
 * @throws InvalidArgument as `blrm` does, and for counts that are not whole or more toxicities than patients.
 * Source: neuenschwander2008critical.
 */
export function toxicityPosteriorTable(options: BlrmModelOptions, data?: ToxicityByDose): Table {
  const caller = "toxicityPosteriorTable";
  if (typeof options !== "object" || options === null) throw new InvalidArgument(caller, "options", "be an object", options);
  const settings = blrmModelSettings(caller, options);
  const { arms, lower, upper, unacceptable } = settings;
  const { patients, toxicities } = checkedCounts(caller, data, arms.length);
  const posterior = settings.posterior.of(settings.model) as ReturnType<typeof settings.posterior.of> &
    Partial<TwoParameterPosterior>;
  posterior.update({ patients, toxicities, partial: 0, partialDose: [], partialWeight: [] });
  const rows = arms.map((dose, d): Row => {
    const under = posterior.probabilityBelow(d, lower);
    const belowUpper = posterior.probabilityBelow(d, upper);
    const acceptable = unacceptable === undefined ? 1 : posterior.probabilityBelow(d, unacceptable);
    return {
      dose,
      patients: patients[d],
      toxicities: toxicities[d],
      mean: posterior.mean(d),
      ...(posterior.variance === undefined ? {} : { sd: Math.sqrt(posterior.variance(d)) }),
      lowest: posterior.quantile(d, 0.025),
      median: posterior.quantile(d, 0.5),
      highest: posterior.quantile(d, 0.975),
      under,
      target: belowUpper - under,
      ...(unacceptable === undefined ? {} : { excessive: acceptable - belowUpper, unacceptable: 1 - acceptable }),
      over: 1 - belowUpper,
    };
  });
  const columns = columnsOf(lower, upper, unacceptable).filter(({ name }) => Object.hasOwn(rows[0], name));
  return { title: "Posterior probability of toxicity by dose", columns, rows };
}

function columnsOf(lower: number, upper: number, unacceptable: number | undefined): readonly Column[] {
  return [
    { name: "dose", label: "dose" },
    { name: "patients", label: "patients", unit: "patients" },
    { name: "toxicities", label: "DLTs", unit: "events" },
    { name: "mean", label: "mean", unit: "number" },
    { name: "sd", label: "standard deviation", unit: "number" },
    { name: "lowest", label: "2.5 %", unit: "number" },
    { name: "median", label: "median", unit: "number" },
    { name: "highest", label: "97.5 %", unit: "number" },
    { name: "under", label: `underdosing: below ${lower}`, unit: "proportion" },
    { name: "target", label: `target: ${lower} to ${upper}`, unit: "proportion" },
    { name: "excessive", label: `excessive: ${upper} to ${unacceptable}`, unit: "proportion" },
    { name: "unacceptable", label: `unacceptable: ${unacceptable} or more`, unit: "proportion" },
    { name: "over", label: `overdosing: ${upper} or more`, unit: "proportion" },
  ];
}

function checkedCounts(caller: string, data: ToxicityByDose | undefined, doses: number): ToxicityByDose {
  if (data === undefined) {
    const nobody = new Array<number>(doses).fill(0);
    return { patients: nobody, toxicities: nobody };
  }
  const { patients, toxicities } = (typeof data === "object" && data !== null ? data : {}) as ToxicityByDose;
  for (const [name, counts] of Object.entries({ patients, toxicities })) {
    if (!Array.isArray(counts) || counts.length !== doses)
      throw new InvalidArgument(caller, name, `give ${doses} numbers, one for each dose`, counts);
    counts.forEach((count: unknown, dose) => {
      const most = name === "patients" ? 10_000 : patients[dose];
      if (typeof count !== "number" || !Number.isInteger(count) || count < 0 || count > most)
        throw new InvalidArgument(caller, `${name}[${dose}]`, `be an integer from 0 to ${most}`, count);
    });
  }
  return { patients, toxicities };
}
