/** The points of trajectories, in buffers that are used again. */

import type { ChainPoint } from "../kernel.js";

/** A position on a trajectory, with what the density says of it. */
export class Place {
  readonly position: Float64Array;
  readonly gradient: Float64Array;
  /** The gradient, whitened by the metric. */
  readonly force: Float64Array;
  logDensity = 0;
  /** The Hamiltonian, with the momentum that came along. */
  energy = 0;
  /** Leapfrog steps from the start, negative backward in time. */
  offset = 0;
  /** How many owners it has. */
  users = 0;

  constructor(position: Float64Array, gradient: Float64Array, force: Float64Array = new Float64Array(position.length)) {
    this.position = position;
    this.gradient = gradient;
    this.force = force;
  }
}

/** A chain's point as a place that no pool gives out: its arrays are the point's own. Made anew only for a point with other arrays. */
export function placeOfPoint(point: ChainPoint, former: Place | undefined): Place {
  const place = former?.position === point.position ? former : new Place(point.position, point.gradient, former?.force);
  place.logDensity = point.logDensity;
  place.offset = 0;
  place.users = 1;
  return place;
}

/** A whitened momentum on a trajectory. */
export class Motion {
  readonly momentum: Float64Array;
  /** |momentum|². */
  square = 0;
  users = 0;

  constructor(dimension: number) {
    this.momentum = new Float64Array(dimension);
  }

  /** Computes the square of a momentum that was written from outside. */
  measure(): void {
    const { momentum } = this;
    let square = 0;
    for (let i = 0; i < momentum.length; i++) square += momentum[i] * momentum[i];
    this.square = square;
  }
}

/**
 * Gives out places and motions and takes them back when their last owner drops them. There are never more of them than a trajectory needs
 * at one time, about three for each doubling, so that a target of 100,000 coordinates fits in a few dozen megabytes.
 */
export class PhasePool {
  private readonly dimension: number;
  private readonly places: Place[] = [];
  private readonly motions: Motion[] = [];
  /** Those dropped since everything was taken back; of the others, the first so many were given out. */
  private readonly freePlaces: Place[] = [];
  private readonly freeMotions: Motion[] = [];
  private freePlaceCount = 0;
  private freeMotionCount = 0;
  private placeCount = 0;
  private motionCount = 0;

  constructor(dimension: number) {
    this.dimension = dimension;
  }

  /** Takes everything back. */
  reset(): void {
    this.freePlaceCount = 0;
    this.freeMotionCount = 0;
    this.placeCount = 0;
    this.motionCount = 0;
  }

  /** A place with one owner; its contents are old. */
  place(): Place {
    const place = this.freePlaceCount > 0 ? this.freePlaces[--this.freePlaceCount] : this.nextPlace();
    place.users = 1;
    return place;
  }

  /** A motion with one owner; its contents are old. */
  motion(): Motion {
    const motion = this.freeMotionCount > 0 ? this.freeMotions[--this.freeMotionCount] : this.nextMotion();
    motion.users = 1;
    return motion;
  }

  dropPlace(place: Place): void {
    if (--place.users === 0) this.freePlaces[this.freePlaceCount++] = place;
  }

  dropMotion(motion: Motion): void {
    if (--motion.users === 0) this.freeMotions[this.freeMotionCount++] = motion;
  }

  private nextPlace(): Place {
    const { places, dimension } = this;
    if (this.placeCount === places.length) places.push(new Place(new Float64Array(dimension), new Float64Array(dimension)));
    return places[this.placeCount++];
  }

  private nextMotion(): Motion {
    const { motions, dimension } = this;
    if (this.motionCount === motions.length) motions.push(new Motion(dimension));
    return motions[this.motionCount++];
  }
}
