/**
 * The interval boundaries λ1e (escalation) and λ1d (de-escalation) of the BOIN design with φ1 = 0.6 φ and φ2 = 1.4 φ, to three decimals, as they are
 * usually quoted after Liu and Yuan (2015), Journal of the Royal Statistical Society C 64:507–523, Table 1. The paper was not at hand when they were
 * written down, so they still have to be compared with it; what holds the boundaries to ten digits is test/reference/trials/boin-boundaries.test.ts.
 */
import { describe, expect, it } from "vitest";
import { boinBoundaries } from "../../../src/trials/index.js";

const PRINTED = [
  { target: 0.15, escalation: 0.118, deEscalation: 0.179 },
  { target: 0.2, escalation: 0.157, deEscalation: 0.238 },
  { target: 0.25, escalation: 0.197, deEscalation: 0.298 },
  { target: 0.3, escalation: 0.236, deEscalation: 0.358 },
  { target: 0.35, escalation: 0.276, deEscalation: 0.419 },
  { target: 0.4, escalation: 0.316, deEscalation: 0.479 },
];

describe("Liu and Yuan (2015), Table 1", () => {
  // Quoted are 0.358 and 0.479 where rounding gives 0.359 and 0.480: the de-escalation boundary seems to be cut, so a unit of the last place is allowed.
  it.each(PRINTED)("the boundaries for target $target, to the printed digits", ({ target, escalation, deEscalation }) => {
    const boundaries = boinBoundaries({ target, maximumPatients: 30 });
    expect(Math.abs(boundaries.escalation - escalation)).toBeLessThan(0.0005);
    expect(boundaries.deEscalation - deEscalation).toBeGreaterThan(-0.0005);
    expect(boundaries.deEscalation - deEscalation).toBeLessThan(0.001);
  });
});
