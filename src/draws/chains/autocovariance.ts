/** Autocovariances averaged over sequences, one lag after the other, as far as they are asked for. */
import { fourierTransformInPlace } from "./fourier.js";
import { isOneValue, meanOf } from "./moments.js";
import type { Sequences } from "./split.js";

/** Lags that are computed as plain sums before one Fourier transform gives all of them. */
const DIRECT_LAGS = 40;

/**
 * The mean over sequences of Σ_i (x_i − x̄)(x_{i+t} − x̄) / N at lag t (the biased estimate), computed when asked.
 *
 * The first lags are plain sums; a chain that needs more gets them all from one Fourier transform of the zero-padded sequences.
 * Source: geyer1992practical.
 */
export class MeanAutocovariance {
  /** The sequences' means. */
  readonly means: Float64Array;
  private readonly centered: Float64Array;
  private readonly count: number;
  private readonly length: number;
  private all: Float64Array | undefined;

  constructor(sequences: Sequences) {
    const { values, count, length } = sequences;
    this.count = count;
    this.length = length;
    this.means = new Float64Array(count);
    this.centered = new Float64Array(values.length);
    for (let m = 0; m < count; m++) {
      const sequence = values.subarray(m * length, (m + 1) * length);
      const mean = meanOf(sequence);
      this.means[m] = mean;
      if (isOneValue(sequence)) continue;
      for (let i = 0; i < length; i++) this.centered[m * length + i] = sequence[i] - mean;
    }
  }

  /** The mean autocovariance at `lag`, from 0 to the length − 1. */
  at(lag: number): number {
    if (lag < DIRECT_LAGS) return this.sumAt(lag) / (this.count * this.length);
    this.all ??= this.transformed();
    return this.all[lag];
  }

  private sumAt(lag: number): number {
    const { centered, count, length } = this;
    let total = 0;
    for (let m = 0; m < count; m++) total += laggedProduct(centered, m * length, length - lag, lag);
    return total;
  }

  /** All lags at once: the transform of the mean power spectrum, two sequences in each complex transform. */
  private transformed(): Float64Array {
    const { centered, count, length } = this;
    let size = 2;
    while (size < 2 * length) size *= 2;
    const power = new Float64Array(size);
    const real = new Float64Array(size);
    const imaginary = new Float64Array(size);
    for (let m = 0; m < count; m += 2) {
      real.fill(0);
      imaginary.fill(0);
      real.set(centered.subarray(m * length, (m + 1) * length));
      if (m + 1 < count) imaginary.set(centered.subarray((m + 1) * length, (m + 2) * length));
      fourierTransformInPlace(real, imaginary);
      for (let k = 0; k < size; k++) power[k] += real[k] * real[k] + imaginary[k] * imaginary[k];
    }
    // The spectra of both sequences of a pair add up where frequencies k and −k are averaged; the real part does that.
    imaginary.fill(0);
    fourierTransformInPlace(power, imaginary);
    const scale = size * count * length;
    for (let lag = 0; lag < length; lag++) power[lag] /= scale;
    return power;
  }
}

/** Σ x_i x_{i+lag} over `terms` products from `start`, in four sums that do not wait for each other. */
function laggedProduct(x: Float64Array, start: number, terms: number, lag: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = start;
  const last = start + terms;
  for (; i + 3 < last; i += 4) {
    a += x[i] * x[i + lag];
    b += x[i + 1] * x[i + lag + 1];
    c += x[i + 2] * x[i + lag + 2];
    d += x[i + 3] * x[i + lag + 3];
  }
  for (; i < last; i++) a += x[i] * x[i + lag];
  return a + b + (c + d);
}
