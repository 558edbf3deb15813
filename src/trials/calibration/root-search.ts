/** The root of a function that is known with Monte Carlo error, by bracketing on common random numbers. */

/** The function's height above its target at a value, and the standard error of it. */
export interface Point {
  readonly value: number;
  readonly height: number;
  readonly error: number;
}

export interface SearchRoot {
  readonly value: number;
  /** About the root; NaN when it is not known. */
  readonly slope: number;
  /** Why there is no root, in words. */
  readonly problem?: string;
}

export interface SearchSettings {
  readonly range: readonly [low: number, high: number];
  readonly tolerance: number | undefined;
  readonly side: "either" | "at most" | "at least";
  /** Most evaluations. */
  readonly most: number;
}

type Evaluate = (value: number) => Promise<Point>;

/** Values closer than this share of the range are not told apart. */
const RESOLUTION = 1e-7;

export class RootSearch {
  private readonly settings: SearchSettings;
  private evaluations = 0;

  constructor(settings: SearchSettings) {
    this.settings = settings;
  }

  /** Searches with the coarse function over the range, then with the fine one about what it found. */
  async find(coarse: Evaluate, fine: Evaluate): Promise<SearchRoot> {
    const { range } = this.settings;
    const low = await this.at(coarse, range[0]);
    const high = await this.at(coarse, range[1]);
    if (low.height * high.height > 0) return this.unbracketed(low, high);
    const rough = await this.narrow(coarse, low, high, 1);
    const slope = (rough.high.height - rough.low.height) / (rough.high.value - rough.low.value);
    const bracket = await this.bracket(fine, rough.best, slope);
    if (bracket === undefined) return this.unbracketed(low, high);
    const about = (bracket.high.height - bracket.low.height) / (bracket.high.value - bracket.low.value);
    const { best, low: below, high: above } = await this.narrow(fine, bracket.low, bracket.high, 0.5);
    const chosen = this.choose(best, below, above);
    return { value: chosen.value, slope: about };
  }

  private async at(evaluate: Evaluate, value: number): Promise<Point> {
    this.evaluations++;
    return evaluate(value);
  }

  /** The fine function on both sides of a rough root: three standard errors away, or twice, four times … as far. */
  private async bracket(fine: Evaluate, rough: Point, slope: number): Promise<{ low: Point; high: Point } | undefined> {
    const [least, most] = this.settings.range;
    const width = most - least;
    let reach = Math.abs((3 * rough.error) / slope);
    reach = Math.min(width, Math.max(reach, 1e-3 * width));
    let low = await this.at(fine, Math.max(least, rough.value - reach));
    let high = await this.at(fine, Math.min(most, rough.value + reach));
    while (low.height * high.height > 0 && this.evaluations < this.settings.most) {
      if (low.value === least && high.value === most) return undefined;
      reach *= 2;
      // The end nearer to the target moves on: the root is beyond it.
      const isBeyondHigh = Math.abs(high.height) < Math.abs(low.height) ? high.value < most : low.value === least;
      if (isBeyondHigh) [low, high] = [high, await this.at(fine, Math.min(most, high.value + reach))];
      else [low, high] = [await this.at(fine, Math.max(least, low.value - reach)), low];
    }
    return low.height * high.height > 0 ? undefined : { low, high };
  }

  /** Narrows a bracket until a point is within the tolerance, by regula falsi whose kept end counts half each time (Illinois). Source: dowell1971modified. */
  private async narrow(evaluate: Evaluate, low: Point, high: Point, errors: number) {
    const { tolerance, most, range } = this.settings;
    let a = low;
    let b = high;
    let weightA = a.height;
    let weightB = b.height;
    const near = (point: Point) => Math.abs(point.height) <= (tolerance ?? errors * point.error);
    let best = Math.abs(a.height) < Math.abs(b.height) ? a : b;
    while (!this.isGood(best, near) && this.evaluations < most && b.value - a.value > RESOLUTION * (range[1] - range[0])) {
      const share = weightA === weightB ? 0.5 : weightA / (weightA - weightB);
      const value = a.value + Math.min(0.95, Math.max(0.05, share)) * (b.value - a.value);
      const point = await this.at(evaluate, value);
      if (Math.abs(point.height) < Math.abs(best.height) || !this.isGood(best, near)) best = point;
      if (point.height * a.height > 0 || (point.height === 0 && a.height === 0)) {
        a = point;
        weightA = point.height;
        weightB /= 2;
      } else {
        b = point;
        weightB = point.height;
        weightA /= 2;
      }
    }
    return { best, low: a, high: b };
  }

  /** Near, and on the side asked for. */
  private isGood(point: Point, near: (point: Point) => boolean): boolean {
    const { side } = this.settings;
    if (side === "at most" && point.height > 0) return false;
    if (side === "at least" && point.height < 0) return false;
    return near(point);
  }

  /** The point on the side asked for: the best one or, when it is on the other side, an end of the bracket. */
  private choose(best: Point, low: Point, high: Point): Point {
    const { side } = this.settings;
    const isAllowed = ({ height }: Point) => side === "either" || (side === "at most" ? height <= 0 : height >= 0);
    if (isAllowed(best)) return best;
    return isAllowed(low) ? low : high;
  }

  private unbracketed(low: Point, high: Point): SearchRoot {
    const nearest = Math.abs(low.height) < Math.abs(high.height) ? low : high;
    const where = nearest.height > 0 ? "above" : "below";
    return {
      value: nearest.value,
      slope: (high.height - low.height) / (high.value - low.value),
      problem: `The target was not reached: at both ends of the range, ${low.value} and ${high.value}, the metric is ${where} it, so the range must be another one.`,
    };
  }
}
