/** R 4.2.2: pt(x, df, ncp), 15 digits; R's own series is right to about 1e-12, the tolerance here. */
import { expect, it } from "vitest";
import { noncentralTCdf, noncentralTUpperTail } from "../../../src/numeric/index.js";

it.each([
  [1, 1, 0.5, 0.59274773643996],
  [2, 5, 1, 0.778074662615947],
  [1.96, 10, 3, 0.158923838496024],
  [2.05, 98, 3.24, 0.118478097149684],
  [-1, 3, 2, 0.00300524759545007],
  [30, 20, 28, 0.623171423829504],
  [0, 4, -1, 0.841344746068543],
  [5, 500, 8, 0.00151086312930543],
])("finds R's P(T ≤ %d) with %d degrees of freedom and noncentrality %d", (x, df, ncp, expected) => {
  expect(Math.abs(noncentralTCdf(x, df, ncp) - expected)).toBeLessThan(2e-12);
  expect(noncentralTCdf(x, df, ncp) + noncentralTUpperTail(x, df, ncp)).toBeCloseTo(1, 11);
});
