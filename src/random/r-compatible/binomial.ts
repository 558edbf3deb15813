/** R's binomial variates: inversion below a mean of 30, Kachitvichyanukul and Schmeiser's BTPE from there. */
import { log } from "../../numeric/elementary.js";
import type { UniformSource } from "../uniform-source.js";

/**
 * Returns a function that gives binomial variates of `size` trials with `probability` as R's `rbinom` does.
 *
 * Source: kachitvichyanukul1988binomial, rcore2022.
 */
export function rBinomial(size: number, probability: number): (source: UniformSource) => number {
  if (size === 0 || probability === 0) return () => 0;
  if (probability === 1) return () => size;
  const p = Math.min(probability, 1 - probability);
  const draw = size * p < 30 ? inversion(size, p) : btpe(size, p);
  return probability > 0.5 ? (source) => size - draw(source) : draw;
}

/** Walks the probabilities up from 0, and starts again in the rounding tail beyond 110. */
function inversion(size: number, p: number): (source: UniformSource) => number {
  const q = 1 - p;
  const ratio = p / q;
  const g = ratio * (size + 1);
  const atZero = integerPower(q, size);
  return (source) => {
    for (;;) {
      let u = source.uniform();
      let f = atZero;
      for (let x = 0; x <= 110; x++) {
        if (u < f) return x;
        u -= f;
        f *= g / (x + 1) - ratio;
      }
    }
  };
}

/** base^exponent by repeated squaring. */
function integerPower(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let n = exponent; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/**
 * BTPE: a triangle, two parallelograms and two exponential tails cover the scaled probabilities; squeezes avoid most of the exact comparisons.
 *
 * Source: kachitvichyanukul1988binomial.
 */
function btpe(size: number, p: number): (source: UniformSource) => number {
  const hat = new BtpeHat(size, p);
  return (source) => {
    for (;;) {
      const u = source.uniform() * hat.p4;
      const v = source.uniform();
      if (u <= hat.p1) return Math.floor(hat.middle - hat.p1 * v + u);
      const x = hat.proposal(u, v);
      if (x >= 0 && hat.accepts(x, hat.height)) return x;
    }
  };
}

class BtpeHat {
  readonly p1: number;
  readonly p4: number;
  /** M + ½, the middle of the hat. */
  readonly middle: number;
  /** The height under the hat at which the last proposal lies. */
  height = 0;
  private readonly q: number;
  private readonly mode: number;
  private readonly variance: number;
  private readonly left: number;
  private readonly right: number;
  private readonly c: number;
  private readonly p2: number;
  private readonly p3: number;
  private readonly leftRate: number;
  private readonly rightRate: number;

  constructor(
    private readonly size: number,
    private readonly p: number,
  ) {
    const q = 1 - p;
    const mean = size * p + p;
    const mode = Math.floor(mean);
    this.q = q;
    this.mode = mode;
    this.variance = size * p * q;
    this.p1 = Math.trunc(2.195 * Math.sqrt(this.variance) - 4.6 * q) + 0.5;
    this.middle = mode + 0.5;
    this.left = this.middle - this.p1;
    this.right = this.middle + this.p1;
    this.c = 0.134 + 20.5 / (15.3 + mode);
    const a = (mean - this.left) / (mean - this.left * p);
    this.leftRate = a * (1 + 0.5 * a);
    const b = (this.right - mean) / (this.right * q);
    this.rightRate = b * (1 + 0.5 * b);
    this.p2 = this.p1 * (1 + this.c + this.c);
    this.p3 = this.p2 + this.c / this.leftRate;
    this.p4 = this.p3 + this.c / this.rightRate;
  }

  /** The proposal of a point (u, v) outside the triangle, or −1; sets `height`. */
  proposal(u: number, v: number): number {
    if (u <= this.p2) {
      const x = this.left + (u - this.p1) / this.c;
      this.height = v * this.c + 1 - Math.abs(this.middle - x) / this.p1;
      return this.height > 1 || this.height <= 0 ? -1 : Math.trunc(x);
    }
    if (u <= this.p3) {
      this.height = v * (u - this.p2) * this.leftRate;
      return Math.trunc(this.left + log(v) / this.leftRate);
    }
    this.height = v * (u - this.p3) * this.rightRate;
    const x = Math.trunc(this.right - log(v) / this.rightRate);
    return x > this.size ? -1 : x;
  }

  /** Whether `height` is at most P(x) / P(mode). */
  accepts(x: number, height: number): boolean {
    const k = Math.abs(x - this.mode);
    if (k <= 20 || k >= this.variance / 2 - 1) return height <= this.ratioByRecursion(x);
    const squeeze = (k / this.variance) * ((k * (k / 3 + 0.625) + 0.1666666666666) / this.variance + 0.5);
    const normal = (-k * k) / (2 * this.variance);
    const logHeight = log(height);
    if (logHeight < normal - squeeze) return true;
    return logHeight <= normal + squeeze && logHeight <= this.logRatioByStirling(x);
  }

  private ratioByRecursion(x: number): number {
    const ratio = this.p / this.q;
    const g = ratio * (this.size + 1);
    let f = 1;
    for (let i = this.mode + 1; i <= x; i++) f *= g / i - ratio;
    for (let i = x + 1; i <= this.mode; i++) f /= g / i - ratio;
    return f;
  }

  private logRatioByStirling(x: number): number {
    const { size, mode, p, q } = this;
    const x1 = x + 1;
    const f1 = mode + 1;
    const z = size + 1 - mode;
    const w = size - x + 1;
    return (
      this.middle * log(f1 / x1) +
      (size - mode + 0.5) * log(z / w) +
      (x - mode) * log((w * p) / (x1 * q)) +
      stirlingTail(f1) +
      stirlingTail(z) +
      stirlingTail(x1) +
      stirlingTail(w)
    );
  }
}

/** The correction of Stirling's formula: 1/(12 t) − 1/(360 t³) + …, five terms. */
function stirlingTail(t: number): number {
  const t2 = t * t;
  return (13860 - (462 - (132 - (99 - 140 / t2) / t2) / t2) / t2) / t / 166320;
}
