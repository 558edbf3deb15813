/** Roots of functions that are almost straight lines of slope 1. */
import { brentRoot } from "../../../numeric/roots/brent-root.js";

/**
 * Returns a root near `start` by secants, the first with slope 1; falls back on Brent's method when they wander. NaN when there is none
 * within 50 of the start. Infinite values count by their sign.
 * Source: brent1973algorithms, chapter 4.
 */
export function smoothRoot(f: (x: number) => number, start: number): number {
  let former = start;
  let atFormer = f(former);
  let x = former - Math.max(-1, Math.min(1, atFormer));
  for (let iteration = 0; iteration < 25; iteration++) {
    const value = f(x);
    if (value === 0) return x;
    const slope = (value - atFormer) / (x - former);
    const step = slope > 0.01 ? value / slope : value;
    if (Number.isNaN(step)) break;
    former = x;
    atFormer = value;
    x -= Math.max(-1, Math.min(1, step));
    // Secants converge by the power 1.6: one more step from 1e-9 is at the rounding error.
    if (Math.abs(x - former) < 1e-9 && slope > 0.01) return x;
  }
  return bracketed(f, start);
}

function bracketed(f: (x: number) => number, start: number): number {
  let lower = start;
  let upper = start;
  let width = 0.5;
  while (!(f(lower) <= 0) && lower > start - 50) {
    lower -= width;
    width *= 1.6;
  }
  width = 0.5;
  while (!(f(upper) >= 0) && upper < start + 50) {
    upper += width;
    width *= 1.6;
  }
  if (!(f(lower) <= 0 && f(upper) >= 0)) return Number.NaN;
  return brentRoot(f, lower, upper, { tolerance: 1e-13 }).root;
}
