/** Trial files brought to a live trial: order, times, cohorts, and what is already in the log. */
import { describe, expect, it } from "vitest";
import { PUBLISHED_COHORTS } from "../../../src/cli/demo/published-trial.js";
import { replay } from "../../../src/cli/demo/replay.js";
import type { AnyLiveTrial } from "../../../src/cli/live/any-live-trial.js";
import { describeTrial, nextInWords } from "../../../src/cli/live/describe-trial.js";
import { recordPatients } from "../../../src/cli/live/record-patients.js";
import { StudyDocument, trialOf } from "../../../src/cli/study-file/index.js";
import { boin, conduct, resumeTrial, threePlusThree } from "../../../src/trials/index.js";

const DESIGN = { design: "boin", target: 0.3, doses: [10, 20, 40], maximumPatients: 24 };

/** The trial of a file with this content, brought up to date from `log` if there is one. */
async function trialFrom(content: object, log?: unknown): Promise<AnyLiveTrial> {
  const document = new StudyDocument("trial.json", JSON.stringify({ equipoise: 1, design: DESIGN, ...content }));
  const file = await trialOf(document);
  const trial = log === undefined ? conduct(file.design, { title: file.title }) : resumeTrial(file.design, log);
  recordPatients(trial, document, file);
  return trial;
}

const next = (trial: AnyLiveTrial) => nextInWords(trial, trial.next());
const patient = (name: string, dose: number, toxic?: boolean, times: object = {}) => ({
  patient: name,
  dose,
  ...(toxic === undefined ? {} : { toxic }),
  ...times,
});

describe("a trial file", () => {
  it("without patients begins at the first dose", async () => {
    expect(next(await trialFrom({}))).toBe("treat 3 patients at 10.");
  });

  it("with a pending patient waits", async () => {
    const trial = await trialFrom({ patients: [patient("1", 10, false), patient("2", 10, false), patient("3", 10)] });
    expect(next(trial)).toBe("enroll nobody now.");
    expect(trial.next().waitingFor).toBe("the follow-up of 1 patient");
  });

  it("with a patient who was lost goes on without", async () => {
    const trial = await trialFrom({
      patients: [patient("1", 10, false), patient("2", 10, false), { ...patient("3", 10), lost: true }],
    });
    expect(next(trial)).toBe("treat 3 patients at 20.");
  });

  it("says the same of patients in order, with times in any order, and as cohorts", async () => {
    const inOrder = [
      patient("1", 10, false),
      patient("2", 10, false),
      patient("3", 10, false),
      patient("4", 20, true),
      patient("5", 20, true),
      patient("6", 20),
    ];
    const withTimes = inOrder.map((each, i) => ({
      ...each,
      entered: i < 3 ? i / 10 : 2 + i / 10,
      ...("toxic" in each ? { assessed: i < 3 ? 1 : 4 - i / 10 } : {}),
    }));
    const ordered = await trialFrom({ patients: [...inOrder.slice(0, 5), patient("6", 20, false)] });
    const complete = withTimes.map((each) => ("toxic" in each ? each : { ...each, toxic: false, assessed: 4 }));
    const timed = await trialFrom({ patients: complete.reverse() });
    const cohorts = await trialFrom({
      cohorts: [
        { dose: 10, patients: 3, toxicities: 0 },
        { dose: 20, patients: 3, toxicities: 2 },
      ],
    });
    for (const trial of [ordered, timed, cohorts]) {
      expect(next(trial)).toBe("treat 3 patients at 10.");
      expect(trial.log.entries.some((entry) => entry.kind === "enrolled" && entry.deviation)).toBe(false);
    }
    expect(next(await trialFrom({ patients: withTimes }))).toBe("enroll nobody now.");
  });

  it("lets a patient enter on the day on which the cohort before was assessed", async () => {
    const first = ["1", "2", "3"].map((name) => patient(name, 10, false, { entered: 0, assessed: 28 }));
    const trial = await trialFrom({ patients: [patient("4", 20, undefined, { entered: 28 }), ...first] });
    expect(trial.log.entries.filter((entry) => entry.kind === "enrolled" && entry.deviation)).toEqual([]);
    expect(next(trial)).toBe("treat 2 patients at 20.");
  });

  it("keeps the order of a patient who was assessed on the day of entry", async () => {
    const trial = await trialFrom({
      patients: ["1", "2", "3"].map((name) => patient(name, 10, true, { entered: 5, assessed: 5 })),
    });
    expect(trial.log.entries.filter(({ kind }) => kind === "enrolled")).toHaveLength(3);
    expect(trial.next().decision).toMatchObject({ kind: "stop", conclusion: { dose: null } });
  });

  it("lets the design choose the dose of a patient who has none", async () => {
    const trial = await trialFrom({ patients: [{ patient: "1" }] });
    expect(trial.log.entries.find(({ kind }) => kind === "enrolled")).toMatchObject({ label: "10", deviation: false });
  });

  it("says what was not done as decided", async () => {
    const trial = await trialFrom({ patients: [patient("1", 40, false)] });
    expect(describeTrial(trial, trial.next())).toContain("Not as decided: patient 1 was treated at 40.");
  });

  it.each<[object, string, string]>([
    [{ patients: [patient("1", 30)] }, "trial.json:1:", "patients[0].dose must be one of the doses (10, 20, 40), got 30"],
    [{ patients: [patient("1", 10), patient("1", 10)] }, "patients[1].patient", "be a name that no other patient has"],
    [{ patients: [patient("1", 10, true, { entered: 3 })] }, "patients[0].assessed", "be there"],
    [{ patients: [patient("1", 10, true, { entered: 3, assessed: 2 })] }, "patients[0].assessed", "not be before entered"],
    [{ patients: [patient("1", 10, true, { assessed: 2 })] }, "patients[0].entered", "be there"],
    [
      { patients: [patient("1", 10, undefined, { entered: 1 }), patient("2", 10)] },
      "patients[1].entered",
      "for all patients, or for none",
    ],
    [{ patients: [{ ...patient("1", 10, true), observed: { toxic: true } }] }, "patients[0].observed", "one or the other"],
    [{ patients: [{ ...patient("1", 10), observed: { toxic: 1 } }] }, "patients[0].observed.toxic", "be true (a DLT) or false"],
    [{ patients: [{ ...patient("1", 10), followUp: 2 }] }, "patients[0].observed.followUp", "from 0 to 1"],
    [{ patients: [{ ...patient("1", 10), covariates: { age: null } }] }, "patients[0].covariates.age", "be a number or a text"],
    [{ patients: [], cohorts: [] }, "cohorts", "one or the other"],
    [{ cohorts: [{ dose: 10, patients: 2, toxicities: 3 }] }, "cohorts[0].toxicities", "at most the 2 patients"],
    [
      { patients: ["1", "2", "3", "4"].map((name) => patient(name, 10, true)) },
      "patients[3].patient",
      "come before the trial ended",
    ],
    [{ design: "boin" }, "design", "be a design"],
    [{ designs: {} }, "the file", "this is a study"],
  ])("of %j is refused", async (content, place, reason) => {
    await expect(trialFrom(content)).rejects.toThrow(place);
    await expect(trialFrom(content)).rejects.toThrow(reason);
  });
});

describe("a trial file with a log", () => {
  const first = [patient("1", 10, false), patient("2", 10, false), patient("3", 10)];

  it("adds only what is new", async () => {
    const before = await trialFrom({ patients: first });
    const after = await trialFrom({ patients: [...first.slice(0, 2), patient("3", 10, true)] }, before.log);
    expect(after.log.entries.slice(0, before.log.entries.length)).toEqual(before.log.entries);
    expect(after.log.entries.slice(before.log.entries.length).map(({ kind }) => kind)).toEqual(["observed"]);
    expect(next(after)).toBe("treat 3 patients at 10.");
    expect((await trialFrom({ patients: [...first.slice(0, 2), patient("3", 10, true)] }, after.log)).log).toEqual(after.log);
  });

  it("does not ask again after cohorts that it knows", async () => {
    const cohorts = [
      { dose: 10, patients: 2, toxicities: 0 },
      { dose: 20, patients: 3, toxicities: 1 },
    ];
    const before = await trialFrom({ cohorts: cohorts.slice(0, 1) });
    const after = await trialFrom({ cohorts }, before.log);
    expect(after.log.entries.filter(({ kind }) => kind === "decided")).toHaveLength(3);
    expect(next(after)).toBe("treat 3 patients at 20.");
  });

  it("records a changed result as a correction", async () => {
    const before = await trialFrom({ patients: first });
    const after = await trialFrom({ patients: [patient("1", 10, true), ...first.slice(1)] }, before.log);
    expect(after.log.entries.at(-1)).toMatchObject({ kind: "observed", patient: "1", correction: true });
    expect(describeTrial(after, after.next())).toContain("Corrected: the record of patient 1.");
  });

  it.each<[readonly object[], string, string]>([
    [first.slice(1), "patients", "have patient 1, who is in the audit log"],
    [[patient("1", 20, false), ...first.slice(1)], "patients[0].dose", "be 10, as the audit log has it"],
    [[patient("1", 10), ...first.slice(1)], "patients[0]", "say what was observed"],
  ])("that it contradicts is refused", async (patients, place, reason) => {
    const { log } = await trialFrom({ patients: first });
    await expect(trialFrom({ patients }, log)).rejects.toThrow(place);
    await expect(trialFrom({ patients }, log)).rejects.toThrow(reason);
  });
});

describe("the published trial", () => {
  const doses = [1, 2.5, 5, 10, 15, 20, 25];

  it("is decided by BOIN: up while nobody has a DLT, one dose down after two of two", () => {
    const { trial, verdicts } = replay(boin({ target: 0.3, doses, maximumPatients: 30 }), PUBLISHED_COHORTS, "BOIN");
    expect(verdicts.map((verdict) => verdict.next)).toEqual([2.5, 5, 10, 15, 20].map((dose) => `treat 3 patients at ${dose}.`));
    expect(trial.conclude()).toEqual({ dose: 3 });
    expect(resumeTrial(trial.design, trial.log).log).toEqual(trial.log);
  });

  it("is stopped by 3+3 at the first dose that is too toxic", () => {
    const { verdicts } = replay(threePlusThree({ doses }), PUBLISHED_COHORTS, "3+3");
    expect(verdicts.at(-1)?.next).toMatch(/^the trial stops\./);
  });

  it("is not asked about after the design has stopped", () => {
    const cohorts = [
      { dose: 1, patients: 3, toxicities: 3 },
      { dose: 1, patients: 3, toxicities: 0 },
    ];
    expect(replay(threePlusThree({ doses }), cohorts, "3+3").verdicts).toHaveLength(1);
  });
});
