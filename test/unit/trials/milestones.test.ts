import { describe, expect, it } from "vitest";
import {
  allOf,
  anyOf,
  calendarTime,
  describeWait,
  enrolled,
  evaluated,
  firstFollowedUp,
  followedFor,
  followedUp,
  information,
  isReached,
  nextTimeOf,
} from "../../../src/trials/milestones.js";

const progress = { time: 5, enrolled: 4, evaluated: 2, pending: 1, firstPending: 3, latestPendingEntry: 4, information: 2.5 };

describe("milestones", () => {
  it("are reached at equality", () => {
    expect(isReached(enrolled(4), progress)).toBe(true);
    expect(isReached(enrolled(5), progress)).toBe(false);
    expect(isReached(evaluated(2), progress)).toBe(true);
    expect(isReached(followedUp, progress)).toBe(false);
    expect(isReached(followedUp, { ...progress, pending: 0 })).toBe(true);
    expect(isReached(firstFollowedUp(3), progress)).toBe(true);
    expect(isReached(firstFollowedUp(4), progress)).toBe(false);
    expect(isReached(followedFor(1), progress)).toBe(true);
    expect(isReached(followedFor(1.5), progress)).toBe(false);
    expect(isReached(information(2.5), progress)).toBe(true);
    expect(isReached(calendarTime(5), progress)).toBe(true);
    expect(isReached(allOf(enrolled(4), information(3)), progress)).toBe(false);
    expect(isReached(anyOf(enrolled(9), information(2)), progress)).toBe(true);
  });

  it("name the next time at which time alone can reach them", () => {
    expect(nextTimeOf(calendarTime(7), progress)).toBe(7);
    expect(nextTimeOf(calendarTime(5), progress)).toBe(Number.POSITIVE_INFINITY);
    expect(nextTimeOf(anyOf(calendarTime(9), followedFor(3)), progress)).toBe(7);
    expect(nextTimeOf(enrolled(9), progress)).toBe(Number.POSITIVE_INFINITY);
  });

  it("say in words what is missing", () => {
    expect(describeWait(allOf(enrolled(5), followedUp), progress)).toBe(
      "1 patient to be enrolled and the follow-up of 1 patient",
    );
    expect(describeWait(anyOf(evaluated(4), calendarTime(9)), progress)).toBe("2 patients to be evaluated or time 9");
    expect(describeWait(enrolled(4), progress)).toBe("");
  });
});
