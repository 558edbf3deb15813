/** Which mean acceptance to aim at: a higher one where trajectories fail now and then. */

/** Plain data: how transitions did that speak for the step size in use. */
export interface StepTrials {
  /** Transitions still to be passed over. */
  settling: number;
  made: number;
  /** Those that failed, by how much: 1 for an acceptance of 0. */
  failed: number;
}

/** Transitions that a step size needs to follow a new metric. */
const SETTLING = 10;
/** An acceptance below this is a failure; so is less than 1 % of a normal target's, at 0.8 on average, and 5 to 14 % of a funnel's or a latent Gaussian process's. */
const FAILURE = 0.2;
/** Steps longer than the average by more than this say nothing of it. */
const LONGEST = 1.05;
/** The share of failures at which half as much acceptance is given up, and transitions that count as having succeeded before. */
const TOLERATED = 0.005;
const BEFOREHAND = 20;
/** Who aims below this asks for failures: random walks do, and trajectories then fail on normal targets too. */
const LEAST_TARGET = 0.75;
/**
 * At most half of what is given up is taken back: 0.8 becomes 0.9, as much as Stan's chains, told 0.8, come to. With shorter steps still, funnels
 * would stop to diverge, and chains would stay out of their necks without a word.
 */
const MOST = 2;

/** Returns the trials of a new metric: none. */
export function noTrials(): StepTrials {
  return { settling: SETTLING, made: 0, failed: 0 };
}

/** Takes in a transition made with one step size, while the average of those tried is another. */
export function judgeStep(trials: StepTrials, acceptance: number, stepSize: number, average: number): void {
  if (trials.settling > 0) trials.settling--;
  else if (stepSize <= LONGEST * average) {
    const shortfall = Math.max(0, 1 - acceptance / FAILURE);
    trials.made++;
    trials.failed += shortfall * shortfall;
  }
}

/**
 * Returns the mean acceptance to aim at, 1 − (1 − target) / min(2, 1 + (s / 0.005)²), where s is the share of failures, each weighed by
 * (1 − acceptance / 0.2)²; a target below 0.75 itself.
 *
 * A mean hides where a step is too long: in a posterior that is wide in one place and narrow in another nine trajectories out of ten are accepted with
 * probability 0.9, the tenth fails, and chains stay in the narrow place for hundreds of iterations. A rule of ours, its numbers measured.
 */
export function aimedAcceptance({ made, failed }: StepTrials, target: number): number {
  if (target < LEAST_TARGET) return target;
  const share = failed / (made + BEFOREHAND) / TOLERATED;
  return 1 - (1 - target) / Math.min(MOST, 1 + share * share);
}
