/** R's beta variates: Cheng's BB when both shapes are above 1, BC otherwise. */
import { exp, log } from "../../numeric/elementary.js";
import type { UniformSource } from "../uniform-source.js";

/** Above it, exp overflows. */
const LARGEST_EXPONENT = 1024 * Math.LN2;

/**
 * Returns a beta variate of shapes `shape1`, `shape2` > 0 as R's `rbeta` does.
 *
 * Both algorithms draw w = a·(u/(1 − u))^(1/b) from a log-logistic hat and return the share of w in w plus the other shape.
 *
 * Source: cheng1978generating, rcore2022.
 */
export function rBeta(source: UniformSource, shape1: number, shape2: number): number {
  const smaller = Math.min(shape1, shape2);
  const larger = Math.max(shape1, shape2);
  if (smaller <= 1) {
    const w = algorithmBC(source, smaller, larger);
    return shape1 === smaller ? smaller / (smaller + w) : w / (smaller + w);
  }
  const w = algorithmBB(source, smaller, larger);
  return shape1 === smaller ? w / (larger + w) : larger / (larger + w);
}

/** shape · exp(v), kept finite. */
function ratioOf(shape: number, v: number): number {
  return v <= LARGEST_EXPONENT ? Math.min(shape * exp(v), Number.MAX_VALUE) : Number.MAX_VALUE;
}

function algorithmBB(source: UniformSource, smaller: number, larger: number): number {
  const sum = smaller + larger;
  const power = Math.sqrt((sum - 2) / (2 * smaller * larger - sum));
  const gamma = smaller + 1 / power;
  for (;;) {
    const u1 = source.uniform();
    const u2 = source.uniform();
    const v = power * log(u1 / (1 - u1));
    const w = ratioOf(smaller, v);
    const z = u1 * u1 * u2;
    const r = gamma * v - 1.3862944;
    const s = smaller + r - w;
    if (s + 2.609438 >= 5 * z) return w;
    const t = log(z);
    if (s > t || r + sum * log(sum / (larger + w)) >= t) return w;
  }
}

function algorithmBC(source: UniformSource, smaller: number, larger: number): number {
  const sum = smaller + larger;
  const power = 1 / smaller;
  const delta = 1 + larger - smaller;
  const k1 = (delta * (0.0138889 + 0.0416667 * smaller)) / (larger * power - 0.777778);
  const k2 = 0.25 + (0.5 + 0.25 / delta) * smaller;
  for (;;) {
    const u1 = source.uniform();
    const u2 = source.uniform();
    const y = u1 * u2;
    const z = u1 * y;
    const accepted = u1 >= 0.5 && z <= 0.25;
    if (u1 < 0.5 ? 0.25 * u2 + z - y >= k1 : !accepted && z >= k2) continue;
    const v = power * log(u1 / (1 - u1));
    const w = ratioOf(larger, v);
    if (accepted || sum * (log(sum / (smaller + w)) + v) - 1.3862944 >= log(z)) return w;
  }
}
