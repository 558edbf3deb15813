/** A hazard that is constant on pieces of time. */
import { InvalidArgument } from "../../errors.js";
import { checkKnown } from "../requirements.js";

/** From `from` on, the hazard is `hazard` per time unit, until the next piece. */
export interface HazardPiece {
  readonly from: number;
  readonly hazard: number;
}

/** H(t) = Σ hazard · time within each piece up to t, and its inverse. */
export class PiecewiseHazard {
  readonly pieces: readonly HazardPiece[];
  private readonly starts: Float64Array;
  private readonly hazards: Float64Array;
  /** Cumulative hazard at the starts. */
  private readonly reached: Float64Array;

  constructor(pieces: readonly HazardPiece[]) {
    this.pieces = Object.freeze(pieces.map(({ from, hazard }) => Object.freeze({ from, hazard })));
    this.starts = Float64Array.from(pieces, ({ from }) => from);
    this.hazards = Float64Array.from(pieces, ({ hazard }) => hazard);
    this.reached = new Float64Array(pieces.length);
    for (let i = 1; i < pieces.length; i++)
      this.reached[i] = this.reached[i - 1] + this.hazards[i - 1] * (this.starts[i] - this.starts[i - 1]);
  }

  /** Reads a constant hazard, or pieces. @throws InvalidArgument for hazards negative or not finite, and times not increasing from 0. */
  static read(caller: string, path: string, given: unknown): PiecewiseHazard {
    if (!Array.isArray(given)) {
      checkHazard(caller, path, given);
      return new PiecewiseHazard([{ from: 0, hazard: given as number }]);
    }
    if (given.length === 0) throw new InvalidArgument(caller, path, "have at least one piece", given);
    given.forEach((piece: unknown, i) => {
      if (typeof piece !== "object" || piece === null)
        throw new InvalidArgument(caller, `${path}[${i}]`, "be an object { from, hazard }", piece);
      checkKnown(caller, piece, ["from", "hazard"]);
      const { from, hazard } = piece as Record<string, unknown>;
      checkHazard(caller, `${path}[${i}].hazard`, hazard);
      const previous = i === 0 ? undefined : (given[i - 1] as HazardPiece).from;
      if (previous === undefined && from !== 0) throw new InvalidArgument(caller, `${path}[0].from`, "be 0", from);
      if (previous !== undefined && !(typeof from === "number" && from > previous && from < Infinity))
        throw new InvalidArgument(caller, `${path}[${i}].from`, `be a finite time later than ${previous}`, from);
    });
    return new PiecewiseHazard(given as HazardPiece[]);
  }

  /** H(t). */
  cumulative(time: number): number {
    const piece = lastAtMost(this.starts, time);
    return this.reached[piece] + this.hazards[piece] * (time - this.starts[piece]);
  }

  /** The time at which H reaches an amount above 0; Infinity when it never does. */
  timeOf(amount: number): number {
    const { hazards, reached, starts } = this;
    let piece = hazards.length === 1 ? 0 : lastAtMost(reached, amount);
    // Where a hazard of 0 makes the amount last for a while, it was reached at the beginning of that.
    while (piece > 0 && reached[piece] === amount) piece--;
    return hazards[piece] > 0 ? starts[piece] + (amount - reached[piece]) / hazards[piece] : Infinity;
  }
}

/** Position of the last of the increasing values that is at most `value`; the first is. */
function lastAtMost(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
}

function checkHazard(caller: string, path: string, hazard: unknown): void {
  if (typeof hazard !== "number" || !(hazard >= 0 && hazard < Infinity))
    throw new InvalidArgument(caller, path, "be a finite hazard, 0 or more", hazard);
}
