/** The streams of a trial's patients, whose keys are made many at once. */
import { childWords } from "../random/child-words.js";
import type { Rng } from "../random/rng.js";
import { hasStreamKey, restartStream, rngFromKey, streamKey } from "../random/stream.js";
import { uniformFromWords } from "../random/threefry.js";
import type { UniformSource } from "../random/uniform-source.js";
import { ALLOCATION, DROPOUT } from "./streams.js";

/** So many keys are made at first, then each time twice as many. */
const FIRST = 16;
const MOST = 256;

/** What is drawn from a child of a patient's stream. */
class ChildKeys {
  readonly label: number;
  readonly high = new Int32Array(MOST);
  readonly low = new Int32Array(MOST);
  /** It is asked for in these trials: its keys are made with the others. */
  used = false;

  constructor(label: number) {
    this.label = label;
  }
}

/** Gives the patients' streams, which are the very streams `patients.child(index)`, in order of enrollment. Reused from trial to trial. */
export class PatientStreams {
  /** The stream for allocation of the patient given last; one number may be drawn. */
  readonly allocation: UniformSource = { uniform: () => this.drawAllocation() };
  private readonly words = childWords();
  private readonly high = new Int32Array(MOST);
  private readonly low = new Int32Array(MOST);
  private readonly forAllocation = new ChildKeys(ALLOCATION);
  private readonly forDropout = new ChildKeys(DROPOUT);
  private readonly dropoutStream = rngFromKey(0, 0);
  /** The stream above the patients', where it is of another make and has no key. */
  private parent: Rng | undefined;
  private k0 = 0;
  private k1 = 0;
  private index = 0;
  /** The keys of patients `from` … `to − 1` are ready. */
  private from = 0;
  private to = 0;

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

  /** The stream for the dropout of the patient given last; it is used again for the next one. */
  dropout(): Rng {
    if (this.parent !== undefined) return this.parent.child(this.index).child(DROPOUT);
    const place = this.placeIn(this.forDropout);
    restartStream(this.dropoutStream, this.forDropout.high[place], this.forDropout.low[place]);
    return this.dropoutStream;
  }

  private drawAllocation(): number {
    if (this.parent !== undefined) return this.parent.child(this.index).child(ALLOCATION).uniform();
    const place = this.placeIn(this.forAllocation);
    return uniformFromWords(this.forAllocation.high[place], this.forAllocation.low[place]);
  }

  private placeIn(keys: ChildKeys): number {
    if (!keys.used) {
      keys.used = true;
      this.prepare(this.index);
    }
    return this.index - this.from;
  }

  private prepare(from: number): void {
    const { words } = this;
    const count = from === 0 ? FIRST : Math.min(MOST, 2 * (this.to - this.from));
    words.fill(this.k0, this.k1, from, count);
    copy(this.high, words.high, count);
    copy(this.low, words.low, count);
    this.prepareBelow(this.forAllocation, count);
    this.prepareBelow(this.forDropout, count);
    this.from = from;
    this.to = from + count;
  }

  private prepareBelow(keys: ChildKeys, count: number): void {
    if (!keys.used) return;
    this.words.fillBelow(keys.label, count);
    copy(keys.high, this.words.highBelow, count);
    copy(keys.low, this.words.lowBelow, count);
  }
}

function copy(to: Int32Array, from: Int32Array, count: number): void {
  for (let i = 0; i < count; i++) to[i] = from[i];
}
