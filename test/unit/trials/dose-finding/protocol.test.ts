/** The sentences of a protocol are made from the settings: what is set must be said. */
import { describe, expect, it } from "vitest";
import {
  boin,
  type DoseFindingDesign,
  decisionTableDesign,
  threePlusThree,
  withEnoughAtDose,
  withMaximumPatients,
  withoutSkipping,
  withSafetyStop,
} from "../../../../src/trials/index.js";

const text = (design: DoseFindingDesign) => (design.protocol?.() ?? []).join(" ");

describe("protocol sentences", () => {
  it("say BOIN's boundaries, its stops and its options", () => {
    const plain = text(boin({ target: 0.3, doses: [10, 20, 40], maximumPatients: 30, window: 28 }));
    for (const part of [
      "3 doses (10, 20, 40)",
      "probability of 0.3",
      "28 time units",
      "0.2365",
      "0.3585",
      "above 0.95",
      "At most 30 patients",
    ])
      expect(plain).toContain(part);
    for (const part of ["single patients", "1 DLT in 3", "not recommended", "already stops"]) expect(plain).not.toContain(part);
    const full = text(
      boin({
        target: 0.3,
        doses: 3,
        maximumPatients: 20,
        titration: true,
        extraSafety: true,
        stayOnOneOfThree: true,
        limitRecommendation: true,
        enoughAtDose: 9,
      }),
    );
    for (const part of [
      "single patients",
      "1 DLT in 3",
      "above 0.3585 is not recommended",
      "above 0.9 already stops",
      "9 or more evaluated",
      "cut to that number",
    ])
      expect(full).toContain(part);
    expect(text(boin({ target: 0.3, doses: 3, maximumPatients: 30, eliminationCutoff: 1 }))).toContain("No dose is ever closed.");
  });

  it("say 3+3 with and without de-escalation", () => {
    expect(text(threePlusThree({ doses: 3 }))).toContain("When a dose is too toxic the trial stops.");
    const down = text(threePlusThree({ doses: 3, deEscalate: true, startLevel: 2 }));
    for (const part of ["starts at dose 2", "three more patients are treated at the dose below", "is replaced"])
      expect(down).toContain(part);
  });

  it("spell a decision table out", () => {
    const table = { 3: ["E", "S", "D", "DU"] } as const;
    expect(text(decisionTableDesign({ target: 0.25, doses: 3, maximumPatients: 6, table }))).toContain(
      "With 3 patients: 0 DLTs E, 1 DLT S, 2 DLTs D, 3 DLTs DU.",
    );
  });

  it("are added to by modifiers", () => {
    const own = boin({ target: 0.3, doses: 3, maximumPatients: 30 });
    const modified = withMaximumPatients(withEnoughAtDose(withoutSkipping(withSafetyStop(own)), { patients: 9 }), {
      patients: 24,
    });
    const added = (modified.protocol?.() ?? []).slice(own.protocol?.().length);
    expect(added.map((sentence) => sentence.slice(0, 40))).toEqual([
      "The trial stops without a recommendation",
      "No dose is skipped on the way up: nobody",
      "The trial stops, and recommends a dose, ",
      "At most 24 patients are enrolled: when t",
    ]);
  });
});
