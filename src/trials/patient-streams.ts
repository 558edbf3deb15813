/** The streams of a trial's patients, whose keys are made many at once. */
import { childWords } from "../random/child-words.js";
import type { Rng } from "../random/rng.js";
import { hasStreamKey, rngFromKey, streamKey } from "../random/stream.js";
import { uniformFromWords } from "../random/threefry.js";
import type { UniformSource } from "../random/uniform-source.js";
import { ALLOCATION } from "./streams.js";

/** So many keys are made at first, then each time twice as many. */
const FIRST = 16;
const MOST = 256;

/** Gives the patients' streams, which are the very streams `patients.child(index)`, in order of enrollment. Reused from trial to trial. */
export class PatientStreams {
  /** The stream for allocation of the patient given last; one number may be drawn. */
  readonly allocation: UniformSource = { uniform: () => this.drawAllocation() };
  private readonly words = childWords();
  private readonly high = new Int32Array(MOST);
  private readonly low = new Int32Array(MOST);
  private readonly allocationHigh = new Int32Array(MOST);
  private readonly allocationLow = new Int32Array(MOST);
  /** The stream above the patients', where it is of another make and has no key. */
  private parent: Rng | undefined;
  private k0 = 0;
  private k1 = 0;
  private index = 0;
  /** The keys of patients `from` … `to − 1` are ready. */
  private from = 0;
  private to = 0;
  /** Arms are drawn in this trial: keys for that are made with the others. */
  private draws = false;

  /** Begins a trial with the stream above its patients'. */
  start(patients: Rng): void {
    this.from = 0;
    this.to = 0;
    this.parent = hasStreamKey(patients) ? undefined : patients;
    if (this.parent === undefined) [this.k0, this.k1] = streamKey(patients);
  }

  /** The stream of patient number `index`. */
  patient(index: number): Rng {
    this.index = index;
    if (this.parent !== undefined) return this.parent.child(index);
    if (index >= this.to) this.prepare(index);
    return rngFromKey(this.high[index - this.from], this.low[index - this.from]);
  }

  private drawAllocation(): number {
    const { index, parent } = this;
    if (parent !== undefined) return parent.child(index).child(ALLOCATION).uniform();
    if (!this.draws) {
      this.draws = true;
      this.prepare(index);
    }
    return uniformFromWords(this.allocationHigh[index - this.from], this.allocationLow[index - this.from]);
  }

  private prepare(from: number): void {
    const { words } = this;
    const count = from === 0 ? FIRST : Math.min(MOST, 2 * (this.to - this.from));
    words.fill(this.k0, this.k1, from, count);
    if (this.draws) words.fillBelow(ALLOCATION, count);
    for (let i = 0; i < count; i++) {
      this.high[i] = words.high[i];
      this.low[i] = words.low[i];
      this.allocationHigh[i] = words.highBelow[i];
      this.allocationLow[i] = words.lowBelow[i];
    }
    this.from = from;
    this.to = from + count;
  }
}
