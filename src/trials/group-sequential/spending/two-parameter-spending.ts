/** Two-parameter spending functions: distribution functions shifted and stretched through two points. */
import { InvalidArgument } from "../../../errors.js";
import { atan } from "../../../numeric/elementary/arctangent.js";
import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { tan } from "../../../numeric/elementary/trigonometric.js";
import { betaCdf } from "../../../numeric/probability/beta.js";
import { normalCdf, normalQuantile } from "../../../numeric/probability/normal.js";
import { studentTCdf, studentTQuantile } from "../../../numeric/probability/student-t.js";
import { checkKnown, checkPositive } from "../../requirements.js";
import type { Spending } from "./spending.js";

/** A family is set by its intercept and slope, or by two points that it passes. */
export interface TwoParameterOptions {
  /** a. */
  readonly intercept?: number;
  /** b > 0. */
  readonly slope?: number;
  /** Instead of a and b: two spending times, and the share of the total spent by each; all in (0, 1) and increasing. */
  readonly through?: readonly [time1: number, time2: number, share1: number, share2: number];
}

interface Distribution {
  cdf(x: number): number;
  quantile(p: number): number;
}

/** total · F(a + b F⁻¹(t)). */
function twoParameterSpending(
  make: string,
  word: string,
  { cdf, quantile }: Distribution,
  options: TwoParameterOptions,
): Spending {
  const [intercept, slope] = parameters(make, quantile, options);
  const shown = `a = ${Number(intercept.toPrecision(6))}, b = ${Number(slope.toPrecision(6))}`;
  return {
    name: `${word} spending, ${shown}`,
    spent: (time, total) => (time >= 1 ? total : time > 0 ? total * cdf(intercept + slope * quantile(time)) : 0),
    protocol: `a two-parameter ${word} spending function with ${shown}`,
    recipe: {
      make,
      options: options.through ? { ...options, through: [...options.through] } : ({ ...options } as { [key: string]: number }),
    },
  };
}

function parameters(
  make: string,
  quantile: (p: number) => number,
  { intercept, slope, through }: TwoParameterOptions,
): [number, number] {
  if (through !== undefined) {
    if (intercept !== undefined || slope !== undefined)
      throw new InvalidArgument(make, "through", "stand alone, without intercept and slope", through);
    checkThrough(make, through);
    const [time1, time2, share1, share2] = through;
    const x1 = quantile(time1);
    const found = (quantile(share2) - quantile(share1)) / (quantile(time2) - x1);
    return [quantile(share1) - found * x1, found];
  }
  if (typeof intercept !== "number" || !Number.isFinite(intercept))
    throw new InvalidArgument(make, "intercept", "be a finite number", intercept);
  checkPositive(make, "slope", slope, "number");
  return [intercept, slope as number];
}

function checkThrough(make: string, through: unknown): void {
  const valid = Array.isArray(through) && through.length === 4 && through.every((x) => typeof x === "number" && x > 0 && x < 1);
  if (!valid || !(through[0] < through[1] && through[2] < through[3]))
    throw new InvalidArgument(
      make,
      "through",
      "be two increasing times and the two increasing shares spent by them, all in (0, 1)",
      through,
    );
}

const NAMES = ["intercept", "slope", "through"];

/**
 * Logistic family: F(x) = 1 / (1 + e^{−x}).
 *
 * @throws InvalidArgument for a slope that is not positive, or points that do not increase.
 * Source: anderson2010fitting.
 */
export function logisticSpending(options: TwoParameterOptions): Spending {
  checkKnown("logisticSpending", options, NAMES);
  return twoParameterSpending(
    "logisticSpending",
    "logistic",
    { cdf: (x) => 1 / (1 + exp(-x)), quantile: (p) => log(p / (1 - p)) },
    options,
  );
}

/** Normal family, as `logisticSpending`. Source: anderson2010fitting. */
export function normalSpending(options: TwoParameterOptions): Spending {
  checkKnown("normalSpending", options, NAMES);
  return twoParameterSpending(
    "normalSpending",
    "normal",
    { cdf: (x) => normalCdf(x), quantile: (p) => normalQuantile(p) },
    options,
  );
}

/** Cauchy family: F(x) = ½ + arctan(x)/π, as `logisticSpending`. Source: anderson2010fitting. */
export function cauchySpending(options: TwoParameterOptions): Spending {
  checkKnown("cauchySpending", options, NAMES);
  const distribution = { cdf: (x: number) => 0.5 + atan(x) / Math.PI, quantile: (p: number) => tan(Math.PI * (p - 0.5)) };
  return twoParameterSpending("cauchySpending", "Cauchy", distribution, options);
}

/** Extreme value family: F(x) = exp(−e^{−x}), as `logisticSpending`. Source: anderson2010fitting. */
export function extremeValueSpending(options: TwoParameterOptions): Spending {
  checkKnown("extremeValueSpending", options, NAMES);
  const distribution = { cdf: (x: number) => exp(-exp(-x)), quantile: (p: number) => -log(-log(p)) };
  return twoParameterSpending("extremeValueSpending", "extreme value", distribution, options);
}

/** The mirrored extreme value family: F(x) = 1 − exp(−e^x), as `logisticSpending`. Source: anderson2010fitting. */
export function mirroredExtremeValueSpending(options: TwoParameterOptions): Spending {
  checkKnown("mirroredExtremeValueSpending", options, NAMES);
  const distribution = { cdf: (x: number) => 1 - exp(-exp(x)), quantile: (p: number) => log(-log(1 - p)) };
  return twoParameterSpending("mirroredExtremeValueSpending", "mirrored extreme value", distribution, options);
}

export interface StudentTSpendingOptions extends TwoParameterOptions {
  /** Degrees of freedom, at least 1. */
  readonly degreesOfFreedom: number;
}

/** Student's t family, as `logisticSpending`; 1 degree of freedom is the Cauchy family. Source: anderson2010fitting. */
export function studentTSpending(options: StudentTSpendingOptions): Spending {
  checkKnown("studentTSpending", options, [...NAMES, "degreesOfFreedom"]);
  const { degreesOfFreedom } = options;
  if (typeof degreesOfFreedom !== "number" || !(degreesOfFreedom >= 1 && degreesOfFreedom <= 1e6))
    throw new InvalidArgument("studentTSpending", "degreesOfFreedom", "be from 1 to 1000000", degreesOfFreedom);
  const distribution = {
    cdf: (x: number) => studentTCdf(x, degreesOfFreedom),
    quantile: (p: number) => studentTQuantile(p, degreesOfFreedom),
  };
  return twoParameterSpending("studentTSpending", `t (${degreesOfFreedom} degrees of freedom)`, distribution, options);
}

/** The two shapes of the beta distribution, positive. */
export interface BetaDistributionSpendingOptions {
  readonly shape1: number;
  readonly shape2: number;
}

/**
 * Spends total · I_t(a, b), the distribution function of a beta distribution.
 *
 * @throws InvalidArgument for shapes that are not positive.
 * Source: anderson2010fitting.
 */
export function betaDistributionSpending(options: BetaDistributionSpendingOptions): Spending {
  checkKnown("betaDistributionSpending", options, ["shape1", "shape2"]);
  const { shape1, shape2 } = options;
  checkPositive("betaDistributionSpending", "shape1", shape1, "number");
  checkPositive("betaDistributionSpending", "shape2", shape2, "number");
  return {
    name: `beta distribution spending, ${shape1}, ${shape2}`,
    spent: (time, total) => (time >= 1 ? total : time > 0 ? total * betaCdf(time, shape1, shape2) : 0),
    protocol: `a spending function that is the distribution function of a beta distribution with shapes ${shape1} and ${shape2}`,
    recipe: { make: "betaDistributionSpending", options: { shape1, shape2 } },
  };
}
