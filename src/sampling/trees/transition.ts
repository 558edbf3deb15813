/** The record of a transition. */
import type { Transition } from "../kernel.js";

/** Returns a record in which nothing has happened yet, with room for a position of `dimension` coordinates. */
export function emptyTransition(dimension: number): Transition {
  return {
    acceptance: 0,
    symmetricAcceptance: 0,
    stepSize: 0,
    treeDepth: 0,
    evaluations: 0,
    divergent: false,
    energy: 0,
    offset: 0,
    divergedFrom: new Float64Array(dimension),
  };
}
