/** Truncated and censored values against base R's distribution functions, with all parameters and bounds unknown; the script stands beside the data. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src/density/evaluate.js";
import { column } from "../../../src/density/expression.js";
import * as distributions from "../../../src/distributions/index.js";
import { censored, type Distribution, logDensityAt, truncated } from "../../../src/distributions/index.js";

interface Row {
  readonly name: string;
  readonly options: Readonly<Record<string, number>>;
  readonly bounds: { readonly lower?: number; readonly upper?: number };
  /** Where the truncated log density is asked for. */
  readonly at: number;
  readonly truncated: number;
  /** ln P(X > lower), ln P(X ≤ upper), ln P(lower < X ≤ upper). */
  readonly right?: number;
  readonly left?: number;
  readonly interval?: number;
}

const { rows } = JSON.parse(readFileSync(new URL("./data/truncated-and-censored.json", import.meta.url), "utf8")) as {
  rows: readonly Row[];
};

/** Of the larger of the value and the logarithms that it is a difference of. R's own tails of gamma, beta and t distributions are right to about 1e-13. */
const TOLERANCE = 2e-13;

const columns = (numbers: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.keys(numbers).map((name) => [name, column(name, null)]));

const made = ({ name }: Row, options: unknown): Distribution =>
  (distributions as unknown as Record<string, (options: unknown) => Distribution>)[name](options);

const x = column("x", null);

describe.each(rows.map((row) => [`${row.name} ${JSON.stringify(row.options)} ${JSON.stringify(row.bounds)}`, row] as const))(
  "%s",
  (_, row) => {
    const unknown = made(row, columns(row.options));
    const valueAt = (distribution: Distribution, at: number) =>
      evaluate(distribution.logDensity(x), { ...row.options, ...row.bounds, x: at })[0];

    it(`has R's truncated log density to ${TOLERANCE}, of numbers and of unknowns`, () => {
      const whole = logDensityAt(made(row, row.options), row.at);
      const allowed = TOLERANCE * Math.max(1, Math.abs(row.truncated), Math.abs(whole));
      expect(Math.abs(logDensityAt(truncated(made(row, row.options), row.bounds), row.at) - row.truncated)).toBeLessThan(allowed);
      expect(Math.abs(valueAt(truncated(unknown, columns(row.bounds)), row.at) - row.truncated)).toBeLessThan(allowed);
    });

    it(`has R's probabilities of censored values to ${TOLERANCE}`, () => {
      const { lower, upper } = row.bounds;
      const tails = [
        [row.right, lower, () => censored(unknown, { right: 1 })],
        [row.left, upper, () => censored(unknown, { left: 1 })],
        [row.interval, lower, () => censored(unknown, { interval: 1, upTo: column("upper", null) })],
      ] as const;
      for (const [wanted, at, make] of tails) {
        if (wanted === undefined || at === undefined) continue;
        expect(Math.abs(valueAt(make(), at) - wanted)).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(wanted)));
      }
    });
  },
);
