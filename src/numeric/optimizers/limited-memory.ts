/** The limited-memory approximation of an inverse Hessian. */
import { dot } from "./limits.js";

/** The last few steps and gradient changes, and the quasi-Newton product made from them. */
export class LimitedMemory {
  private readonly steps: Float64Array[] = [];
  private readonly changes: Float64Array[] = [];
  private readonly curvatures: number[] = [];
  private readonly weights: Float64Array;

  constructor(private readonly capacity: number) {
    this.weights = new Float64Array(capacity);
  }

  /** Whether nothing is remembered. */
  get isEmpty(): boolean {
    return this.steps.length === 0;
  }

  /** Forgets everything. */
  clear(): void {
    this.steps.length = 0;
    this.changes.length = 0;
    this.curvatures.length = 0;
  }

  /** Remembers a step and the gradient's change over it, unless the curvature along it is not safely positive. */
  remember(from: Float64Array, to: Float64Array, gradientFrom: Float64Array, gradientTo: Float64Array): void {
    const full = this.steps.length === this.capacity;
    const step = full ? (this.steps[0] as Float64Array) : new Float64Array(from.length);
    const change = full ? (this.changes[0] as Float64Array) : new Float64Array(from.length);
    let curvature = 0;
    let size = 0;
    for (let i = 0; i < from.length; i++) {
      const s = to[i] - from[i];
      const y = gradientTo[i] - gradientFrom[i];
      curvature += s * y;
      size += y * y;
    }
    if (!(curvature > Number.EPSILON * size) || !Number.isFinite(size)) return;
    for (let i = 0; i < from.length; i++) {
      step[i] = to[i] - from[i];
      change[i] = gradientTo[i] - gradientFrom[i];
    }
    if (full) {
      this.steps.shift();
      this.changes.shift();
      this.curvatures.shift();
    }
    this.steps.push(step);
    this.changes.push(change);
    this.curvatures.push(curvature);
  }

  /**
   * Replaces a vector by the approximate inverse Hessian times it, in the subspace of the free variables.
   *
   * Source: nocedal2006numerical, algorithm 7.4.
   */
  applyInverseHessian(vector: Float64Array, isFree?: Uint8Array): void {
    const count = this.steps.length;
    for (let k = count - 1; k >= 0; k--) {
      const weight = dot(this.steps[k], vector) / this.curvatures[k];
      this.weights[k] = weight;
      addScaled(vector, -weight, this.changes[k], isFree);
    }
    if (count > 0) {
      const change = this.changes[count - 1];
      const scale = this.curvatures[count - 1] / dot(change, change);
      for (let i = 0; i < vector.length; i++) vector[i] *= scale;
    }
    for (let k = 0; k < count; k++) {
      const weight = dot(this.changes[k], vector) / this.curvatures[k];
      addScaled(vector, this.weights[k] - weight, this.steps[k], isFree);
    }
  }
}

function addScaled(target: Float64Array, factor: number, source: Float64Array, isFree: Uint8Array | undefined): void {
  if (isFree === undefined) for (let i = 0; i < target.length; i++) target[i] += factor * source[i];
  else for (let i = 0; i < target.length; i++) target[i] += isFree[i] * factor * source[i];
}
