/** Reviews that are due at numbers of patients, where follow-ups end in order of enrollment. */
import type { Milestone } from "../milestone.js";

/** A milestone about numbers of patients, as least numbers. */
export class PlainReview {
  private enrolled = 0;
  private evaluated = 0;
  /** The first so many are followed up, or nobody is waited for. */
  private firstFollowedUp = 0;
  private allFollowedUp = false;

  private readonly countsPatients: boolean;

  /** @param countsPatients Information is the number of patients evaluated. */
  constructor(countsPatients: boolean) {
    this.countsPatients = countsPatients;
  }

  /** Takes the milestone; false when it is about something else. */
  read(milestone: Milestone): boolean {
    this.enrolled = 0;
    this.evaluated = 0;
    this.firstFollowedUp = 0;
    this.allFollowedUp = false;
    return this.add(milestone);
  }

  /** As long as fewer are enrolled, it is not reached. */
  get leastEnrolled(): number {
    return this.enrolled > this.evaluated ? this.enrolled : this.evaluated;
  }

  isReached(enrolled: number, evaluated: number): boolean {
    if (enrolled < this.enrolled || evaluated < this.evaluated) return false;
    return enrolled === evaluated || (!this.allFollowedUp && evaluated >= this.firstFollowedUp);
  }

  private add(milestone: Milestone): boolean {
    switch (milestone.kind) {
      case "enrolled":
        if (milestone.count > this.enrolled) this.enrolled = milestone.count;
        return true;
      case "evaluated":
        if (milestone.count > this.evaluated) this.evaluated = milestone.count;
        return true;
      case "information":
        if (this.countsPatients && milestone.amount > this.evaluated) this.evaluated = Math.ceil(milestone.amount);
        return this.countsPatients;
      case "followed-up":
        if (milestone.first === undefined) this.allFollowedUp = true;
        else if (milestone.first > this.firstFollowedUp) this.firstFollowedUp = milestone.first;
        return true;
      case "all":
        for (let i = 0; i < milestone.of.length; i++) if (!this.add(milestone.of[i])) return false;
        return true;
      default:
        return false;
    }
  }
}
