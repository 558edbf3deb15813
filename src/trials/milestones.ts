/** Milestones: constructors, and when one is reached. */
import type { Milestone } from "./milestone.js";

/** `count` patients have been enrolled in all. */
export const enrolled = (count: number): Milestone => ({ kind: "enrolled", count });
/** `count` patients have a complete observation; patients lost to follow-up do not count. */
export const evaluated = (count: number): Milestone => ({ kind: "evaluated", count });
/** Nobody is waited for: every enrolled patient's follow-up has ended. */
export const followedUp: Milestone = { kind: "followed-up" };
/** The follow-up of the first `count` patients enrolled has ended; others are not waited for. */
export const firstFollowedUp = (count: number): Milestone => ({ kind: "followed-up", first: count });
/** Every enrolled patient has been followed for `time`, or their follow-up has ended. */
export const followedFor = (time: number): Milestone => ({ kind: "followed-for", time });
/** The endpoint's information, summed over arms, is at least `amount`. */
export const information = (amount: number): Milestone => ({ kind: "information", amount });
/** `time` has passed since the trial opened. */
export const calendarTime = (time: number): Milestone => ({ kind: "calendar", time });
/** All of them are reached. */
export const allOf = (...of: readonly Milestone[]): Milestone => ({ kind: "all", of });
/** One of them is reached. */
export const anyOf = (...of: readonly Milestone[]): Milestone => ({ kind: "any", of });

/** The figures of a trial in progress that milestones are about. */
export interface Progress {
  readonly time: number;
  readonly enrolled: number;
  readonly evaluated: number;
  readonly pending: number;
  /** Number of the patient enrolled first of those still followed; Infinity when there is none. */
  readonly firstPending: number;
  /** Entry of the latest-entered patient who is still followed; −Infinity when there is none. */
  readonly latestPendingEntry: number;
  readonly information: number;
}

/** Whether the milestone is reached. */
export function isReached(milestone: Milestone, progress: Progress): boolean {
  switch (milestone.kind) {
    case "enrolled":
      return progress.enrolled >= milestone.count;
    case "evaluated":
      return progress.evaluated >= milestone.count;
    case "followed-up":
      return milestone.first === undefined ? progress.pending === 0 : progress.firstPending >= milestone.first;
    case "followed-for":
      return progress.time >= progress.latestPendingEntry + milestone.time;
    case "information":
      return progress.information >= milestone.amount;
    case "calendar":
      return progress.time >= milestone.time;
    case "all": {
      for (let i = 0; i < milestone.of.length; i++) if (!isReached(milestone.of[i], progress)) return false;
      return true;
    }
    case "any": {
      for (let i = 0; i < milestone.of.length; i++) if (isReached(milestone.of[i], progress)) return true;
      return false;
    }
    default:
      return milestone satisfies never;
  }
}

/** The next time after now at which the mere passing of time reaches a part of the milestone; Infinity when none does. */
export function nextTimeOf(milestone: Milestone, progress: Progress): number {
  switch (milestone.kind) {
    case "calendar":
      return milestone.time > progress.time ? milestone.time : Infinity;
    case "followed-for": {
      const time = progress.latestPendingEntry + milestone.time;
      return time > progress.time ? time : Infinity;
    }
    case "all":
    case "any": {
      let next = Infinity;
      for (let i = 0; i < milestone.of.length; i++) {
        const time = nextTimeOf(milestone.of[i], progress);
        if (time < next) next = time;
      }
      return next;
    }
    default:
      return Infinity;
  }
}

/** Whether the mere passing of time can reach a part of the milestone. */
export function isTimed(milestone: Milestone): boolean {
  if (milestone.kind === "all" || milestone.kind === "any") return milestone.of.some(isTimed);
  return milestone.kind === "calendar" || milestone.kind === "followed-for";
}

/** What is still missing, in words; empty when the milestone is reached. `unit` names a unit of information. */
export function describeWait(milestone: Milestone, progress: Progress): string {
  if (isReached(milestone, progress)) return "";
  switch (milestone.kind) {
    case "enrolled":
      return `${count(milestone.count - progress.enrolled, "patient")} to be enrolled`;
    case "evaluated":
      return `${count(milestone.count - progress.evaluated, "patient")} to be evaluated`;
    case "followed-up":
      return milestone.first === undefined
        ? `the follow-up of ${count(progress.pending, "patient")}`
        : `the follow-up of the first ${count(milestone.first, "patient")}`;
    case "followed-for":
      return `follow-up until time ${progress.latestPendingEntry + milestone.time}`;
    case "information":
      return `information of ${milestone.amount} (${progress.information} so far)`;
    case "calendar":
      return `time ${milestone.time}`;
    case "all":
    case "any": {
      const parts = milestone.of.map((part) => describeWait(part, progress)).filter((text) => text !== "");
      return parts.join(milestone.kind === "all" ? " and " : " or ");
    }
    default:
      return milestone satisfies never;
  }
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
