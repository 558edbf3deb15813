import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatFigure,
  formatNumber,
  formatPercent,
  formatProbability,
  joinFigure,
  type Uncertainty,
} from "../../../src/report/format-figure.js";
import type { Column, Figure } from "../../../src/trials/table.js";

const shown = (figure: number | Figure, unit?: Column["unit"], uncertainty?: Uncertainty) =>
  joinFigure(formatFigure(figure, unit, uncertainty));

describe("formatFigure", () => {
  it.each([
    [{ value: 0.54612, standardError: 0.00498 }, "54.6 ± 0.5"],
    [{ value: 0.001, standardError: 0.000316 }, "0.10 ± 0.03"],
    [{ value: 0.5, standardError: 0.0158 }, "50.0 ± 1.6"],
    [{ value: 0.5, standardError: 0.0196 }, "50 ± 2"],
    [{ value: 0.0367, standardError: 0.00188 }, "3.7 ± 0.2"],
    [{ value: 0.5, standardError: 0.00996 }, "50.0 ± 1.0"],
    [{ value: -0.0812, standardError: 0.004 }, "−8.1 ± 0.4"],
    [{ value: -0.0001, standardError: 0.004 }, "0.0 ± 0.4"],
  ])("shows %o in percent, to the first digit of its standard error, or two when it is between 1 and 2", (figure, text) => {
    expect(shown(figure, "proportion")).toBe(text);
  });

  it("never rounds to tens", () => {
    expect(shown({ value: 512.3, standardError: 12.4 }, "time")).toBe("512 ± 12");
  });

  it("rounds a standard error that becomes a power of ten like the value", () => {
    expect(shown({ value: 4.2136, standardError: 0.0961 }, "patients")).toBe("4.2 ± 0.1");
  });

  it("leaves out a standard error of zero, and one that is not known", () => {
    expect(shown({ value: 0, standardError: 0 }, "proportion")).toBe("0");
    expect(shown({ value: 1, standardError: 0 }, "proportion")).toBe("100");
    expect(shown({ value: 4.14159, standardError: Number.NaN }, "time")).toBe("4.142");
  });

  it("shows nothing for what never applied", () => {
    expect(shown({ value: Number.NaN, standardError: Number.NaN }, "proportion")).toBe("");
  });

  it("shows the given interval, or else 1.96 standard errors on either side", () => {
    const figure = { value: 0.5, standardError: 0.01 };
    expect(shown({ ...figure, interval: [0.481, 0.519] }, "proportion", "interval")).toBe("50.0 (48.1, 51.9)");
    expect(shown(figure, "proportion", "interval")).toBe("50.0 (48.0, 52.0)");
    expect(shown({ ...figure, standardError: 0.004 }, "proportion", "interval")).toBe("50.0 (49.2, 50.8)");
  });

  it("keeps the digits when only the value is shown", () => {
    expect(shown({ value: 0.54612, standardError: 0.00498 }, "proportion", "none")).toBe("54.6");
  });

  it("shows exact figures to four digits", () => {
    expect(shown(12.34567, "time")).toBe("12.35");
    expect(shown(0.25, "proportion")).toBe("25");
  });
});

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [-3, "−3"],
    [123456, "123456"],
    [123456.7, "123457"],
    [0.000123456, "0.0001235"],
    [Number.POSITIVE_INFINITY, "Infinity"],
  ])("shows %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe("formatProbability", () => {
  it.each([
    [0.05, "0.05"],
    [0.3, "0.30"],
    [0.125, "0.125"],
    [0.15151515, "0.152"],
    [0.00712, "0.0071"],
    [0.000239, "0.00024"],
    [1e-9, "1e-9"],
    [0, "0.00"],
    [1, "1.00"],
    [0.30000000000000004, "0.30"],
  ])("shows %d as %s", (value, text) => {
    expect(formatProbability(value)).toBe(text);
  });
});

describe("formatPercent and formatCount", () => {
  it("show percentages to three digits and counts with commas", () => {
    expect([0.3, 0.025, 0.15151].map(formatPercent)).toEqual(["30 %", "2.5 %", "15.2 %"]);
    expect([7, 1000, 1234567].map(formatCount)).toEqual(["7", "1,000", "1,234,567"]);
  });
});
