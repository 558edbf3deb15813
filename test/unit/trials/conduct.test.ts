import { describe, expect, it } from "vitest";
import { binaryToxicity } from "../../../src/endpoints/index.js";
import { catalogue } from "../../../src/trials/catalogue.js";
import { type AuditLog, append, readLog } from "../../../src/trials/conduct/audit-log.js";
import {
  boin,
  conduct,
  type DoseFindingDesign,
  enrolled,
  makeAgain,
  resumeTrial,
  threePlusThree,
} from "../../../src/trials/index.js";
import { scriptedDesign } from "./toy-design.js";

const design = boin({ target: 0.3, doses: ["5 mg", "10 mg", "20 mg"], maximumPatients: 12 });

function cohort(
  trial: ReturnType<typeof conduct<never, number, never, never, never>>,
  name: string,
  toxic: readonly boolean[],
  time: number,
): void {
  toxic.forEach((_, i) => {
    trial.enroll(`${name}${i}`, { time });
  });
  toxic.forEach((dlt, i) => {
    trial.observe(`${name}${i}`, { toxic: dlt }, { time: time + 1 });
  });
}

function started() {
  const trial = conduct(design, { title: "toy" });
  cohort(trial as never, "a", [false, false, false], 0);
  return trial;
}

describe("conduct", () => {
  it("tells what to do next, why, and what it waits for", () => {
    const trial = conduct(design);
    expect(trial.next()).toMatchObject({
      arms: [{ label: "5 mg", probability: 1 }],
      enroll: 3,
      reasons: ["The trial starts at 5 mg."],
    });
    trial.enroll("a", { time: 0 });
    expect(trial.next()).toMatchObject({ enroll: 2, waitingFor: "2 patients to be enrolled and the follow-up of 1 patient" });
  });

  it("decides when the review is due, with reasons in words", () => {
    const trial = started();
    const step = trial.next();
    expect(step.arms).toEqual([{ arm: 1, label: "10 mg", probability: 1 }]);
    expect(step.reasons).toEqual([
      "0 of 3 patients at 5 mg had a DLT: BOIN escalates with 3 patients at 0 or fewer DLTs.",
      "The next cohort is treated one dose higher, at 10 mg.",
    ]);
  });

  it("can be asked before the review is due", () => {
    const trial = started();
    trial.enroll("b0");
    trial.enroll("b1");
    trial.observe("b0", { toxic: true });
    trial.observe("b1", { toxic: true });
    expect(trial.next().waitingFor).toBe("1 patient to be enrolled");
    expect(trial.decideNow().arms[0].label).toBe("5 mg");
  });

  it("ends with the conclusion of the design and enrolls nobody after", () => {
    const trial = conduct(threePlusThree({ doses: 2 }));
    cohort(trial as never, "a", [true, true, false], 0);
    expect(trial.next()).toMatchObject({
      decision: { kind: "stop", conclusion: { dose: null } },
      arms: [],
      enroll: 0,
      waitingFor: "",
    });
    expect(() => trial.enroll("late")).toThrow("come before the trial ended");
  });

  it("records another arm than decided, and a patient too many, as deviations", () => {
    const trial = started();
    trial.enroll("b0", { arm: "20 mg" });
    for (const patient of ["b1", "b2", "b3"]) trial.enroll(patient);
    expect(trial.log.entries.flatMap((entry) => (entry.kind === "enrolled" ? [entry.deviation] : []))).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  it("marks the correction of a complete observation, and decides on the corrected data", () => {
    const trial = started();
    trial.observe("a1", { toxic: true });
    expect(trial.log.entries.at(-1)).toMatchObject({ kind: "observed", patient: "a1", correction: true });
    expect(trial.next().reasons[0]).toContain("1 of 3 patients at 5 mg had a DLT");
  });

  it("leaves out a patient lost to follow-up", () => {
    const trial = conduct(design);
    for (const patient of ["a", "b", "c"]) trial.enroll(patient);
    trial.observe("a", { toxic: false });
    trial.observe("b", { toxic: false });
    trial.lose("c");
    expect(trial.next().reasons[0]).toContain("0 of 2 patients at 5 mg");
  });

  it("refuses unknown patients, repeated names, unknown arms and times that run backwards, and records nothing", () => {
    const trial = started();
    trial.next();
    const before = JSON.stringify(trial.log);
    expect(() => trial.observe("x", { toxic: true })).toThrow('observe: patient must be in the trial, got "x"');
    expect(() => trial.enroll("a0")).toThrow('enroll: patient must be a new name, got "a0"');
    expect(() => trial.enroll("")).toThrow("enroll: patient");
    expect(() => trial.enroll("n", { arm: "40 mg" })).toThrow("enroll: arm must be one of 5 mg, 10 mg, 20 mg");
    expect(() => trial.observe("a0", { toxic: true }, { time: 0.5 })).toThrow("not before 1");
    expect(() => trial.observe("a0", { toxic: "yes" })).toThrow("a0.toxic");
    expect(JSON.stringify(trial.log)).toBe(before);
  });

  it("draws the arm of a randomized design from the trial's seed", () => {
    const even = { enroll: Number.POSITIVE_INFINITY, review: enrolled(100), allocate: () => [0.5, 0.5] };
    const run = (seed: number) => {
      const trial = conduct(scriptedDesign(binaryToxicity(), ["a", "b"], [even]), { seed });
      return Array.from({ length: 40 }, (_, i) => trial.enroll(`p${i}`)).join("");
    };
    expect(run(1)).toBe(run(1));
    expect(run(1)).not.toBe(run(2));
    expect(run(1)).toMatch(/0.*1|1.*0/);
  });
});

describe("the audit log", () => {
  const log = (): AuditLog => {
    const trial = started();
    trial.next();
    cohort(trial as never, "b", [false, true, false], 2);
    trial.next();
    return trial.log;
  };

  it("replays to the same decisions, from its own recipe, and goes on", () => {
    const text = JSON.stringify(log(), null, 2);
    const own = makeAgain(JSON.parse(text).header.design, catalogue) as DoseFindingDesign;
    const trial = resumeTrial(own, text);
    expect(JSON.stringify(trial.log)).toBe(JSON.stringify(JSON.parse(text)));
    expect(trial.next().reasons).toContain("The next cohort is treated at the same dose, 10 mg.");
    trial.enroll("c0", { time: 4 });
    expect(readLog(trial.log).seal.entries).toBe(trial.log.entries.length);
  });

  it("is refused when any part of it was changed, naming the entry", () => {
    const text = JSON.stringify(log());
    expect(() => readLog(text.replace('"toxic":true', '"toxic":false'))).toThrow(/entries\[\d+\] must be as it was written/);
    expect(() => readLog(text.replace('"title":"toy"', '"title":"other"'))).toThrow("entries[0]");
    expect(() => readLog(text.replace('"target":0.3', '"target":0.25'))).toThrow("entries[0]");
  });

  it("is refused when it is cut short, at any byte", () => {
    const text = JSON.stringify(log());
    for (let length = 0; length < text.length; length += 7) expect(() => readLog(text.slice(0, length))).toThrow("readLog: ");
    const { entries, ...rest } = log();
    expect(() => readLog({ ...rest, entries: entries.slice(0, -1) })).toThrow("some are missing or were added at the end");
    expect(() => readLog({ ...rest, entries: entries.slice(1) })).toThrow("entries[0]");
  });

  it("is refused when it belongs to another design or format", () => {
    expect(() => resumeTrial(boin({ target: 0.25, doses: 3, maximumPatients: 12 }), log())).toThrow("resumeTrial: design");
    expect(() => readLog({ ...log(), formatVersion: 2 })).toThrow("formatVersion must be 1");
    expect(() => readLog("[]")).toThrow("be an audit log");
    expect(() => readLog(null)).toThrow("be an audit log");
  });

  it("is refused when it records a decision that the design does not make, though its hashes are right", () => {
    const honest = log();
    let forged: AuditLog = { ...honest, entries: [], seal: { entries: 0, hash: "" } };
    const { entries, seal: _, ...head } = honest;
    forged = conduct(design, { title: "toy" }).log;
    for (const { hash: __, ...event } of entries) {
      forged = append(
        forged,
        event.kind === "decided" && event.time === 1
          ? { ...event, decision: { ...event.decision, weights: [0, 0, 1] } as never }
          : event,
      );
    }
    expect(head.header).toEqual(forged.header);
    expect(() => resumeTrial(design, forged)).toThrow(/entries\[7\] must be the decision of BOIN on these data/);
  });
});
