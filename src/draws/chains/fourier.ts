/** A radix-2 Fourier transform in place. */
let cosines: Float64Array = /* @__PURE__ */ new Float64Array(0);
let sines: Float64Array = /* @__PURE__ */ new Float64Array(0);

/**
 * cos and sin of 2πk/size for k ≤ size/2, kept for the next transform of this size: each halfway between two that are known. The error of
 * none is beyond 1e-15.
 */
function prepareRoots(size: number): void {
  const half = size >> 1;
  if (cosines.length === half + 1) return;
  cosines = new Float64Array(half + 1);
  sines = new Float64Array(half + 1);
  cosines[0] = 1;
  cosines[half] = -1;
  sines[half >> 1] = half > 1 ? 1 : 0;
  for (let step = half >> 2; step > 0; step >>= 1) {
    for (let k = step; k < half; k += 2 * step) {
      const x = cosines[k - step] + cosines[k + step];
      const y = sines[k - step] + sines[k + step];
      const length = Math.sqrt(x * x + y * y);
      cosines[k] = x / length;
      sines[k] = y / length;
    }
  }
}

/**
 * Replaces the complex numbers real + i imaginary by Σ_j x_j e^(−2πi jk/n), n a power of two.
 *
 * Source: cooley1965algorithm.
 */
export function fourierTransformInPlace(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  prepareRoots(size);
  reverseBits(real, imaginary);
  for (let width = 2; width <= size; width <<= 1) {
    const half = width >> 1;
    const stride = size / width;
    for (let start = 0; start < size; start += width) {
      for (let k = 0, root = 0; k < half; k++, root += stride) {
        const even = start + k;
        const odd = even + half;
        const c = cosines[root];
        const s = sines[root];
        const re = real[odd] * c + imaginary[odd] * s;
        const im = imaginary[odd] * c - real[odd] * s;
        real[odd] = real[even] - re;
        imaginary[odd] = imaginary[even] - im;
        real[even] += re;
        imaginary[even] += im;
      }
    }
  }
}

function reverseBits(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const re = real[i];
    real[i] = real[j];
    real[j] = re;
    const im = imaginary[i];
    imaginary[i] = imaginary[j];
    imaginary[j] = im;
  }
}
