/** The Mersenne Twister as R seeds and reads it. */

const LENGTH = 624;
const MIDDLE = 397;

/** What R gives instead of exactly 0, and takes from 1 instead of exactly 1. */
const HALF_STEP = 0.5 * 2.328306437080797e-10;

/**
 * The uniform numbers of R's default generator.
 *
 * MT19937, 32 bits a number (u = word · 2^−32, kept inside (0, 1)). The seed s, as 32 bits, is scrambled by s ← 69069 s + 1 fifty times; the 625
 * numbers that follow in the same recurrence are the generator's position (which is then set to "used up") and its 624 words.
 *
 * Source: matsumoto1998mersenne, rcore2022.
 */
export class MersenneTwister {
  private readonly words = new Int32Array(LENGTH);
  private readonly tempered = new Int32Array(LENGTH);
  private position = LENGTH;

  /** `seed` is a 32-bit integer; not checked here. */
  constructor(seed: number) {
    let s = seed | 0;
    for (let i = 0; i < 51; i++) s = (Math.imul(69069, s) + 1) | 0;
    for (let i = 0; i < LENGTH; i++) {
      s = (Math.imul(69069, s) + 1) | 0;
      this.words[i] = s;
    }
  }

  /** The next uniform number, in (0, 1): R's `runif(1)`. */
  uniform(): number {
    if (this.position === LENGTH) this.advance();
    const u = (this.tempered[this.position++] >>> 0) * 2.3283064365386963e-10;
    if (u <= 0) return HALF_STEP;
    return 1 - u <= 0 ? 1 - HALF_STEP : u;
  }

  /** Makes the next 624 words, and their tempered forms. */
  private advance(): void {
    const { words, tempered } = this;
    for (let i = 0; i < LENGTH; i++) {
      const joined = (words[i] & 0x80000000) | (words[i + 1 < LENGTH ? i + 1 : 0] & 0x7fffffff);
      const far = words[i + MIDDLE < LENGTH ? i + MIDDLE : i + MIDDLE - LENGTH];
      words[i] = far ^ (joined >>> 1) ^ (-(joined & 1) & 0x9908b0df);
    }
    for (let i = 0; i < LENGTH; i++) {
      let y = words[i];
      y ^= y >>> 11;
      y ^= (y << 7) & 0x9d2c5680;
      y ^= (y << 15) & 0xefc60000;
      tempered[i] = y ^ (y >>> 18);
    }
    this.position = 0;
  }
}
