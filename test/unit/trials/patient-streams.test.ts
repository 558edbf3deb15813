import { describe, expect, it } from "vitest";
import { type Rng, rngFromSeed } from "../../../src/random/index.js";
import { PatientStreams } from "../../../src/trials/patient-streams.js";
import { ALLOCATION, DROPOUT } from "../../../src/trials/streams.js";

/** A stream of another make: it has no key. */
const wrapped = (rng: Rng): Rng => ({
  uniform: () => rng.uniform(),
  fillUniform: (out) => rng.fillUniform(out),
  child: (label) => wrapped(rng.child(label)),
});

const three = (rng: Rng) => [rng.uniform(), rng.uniform(), rng.uniform()];

describe.each([
  ["made here", (rng: Rng) => rng],
  ["of another make", wrapped],
])("the streams of patients below a stream %s", (_, make) => {
  it("are its children, trial by trial, whatever is drawn of them", () => {
    const streams = new PatientStreams();
    for (const trial of [1, 2, 3]) {
      const parent = rngFromSeed("trial").child(trial);
      streams.start(make(parent));
      for (let index = 0; index < 700; index++) {
        const patient = parent.child(index);
        expect(three(streams.patient(index))).toEqual(three(parent.child(index)));
        // Not everything is drawn of everybody.
        if (trial > 1 && index % 3 !== 0) expect(streams.allocation.uniform()).toBe(patient.child(ALLOCATION).uniform());
        if (trial > 1 && index % 5 === 2) expect(three(streams.dropout())).toEqual(three(patient.child(DROPOUT)));
      }
    }
  });
});
