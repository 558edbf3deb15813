/** The states of a design that decides by counts: each decision is asked once, and trials walk from state to state. */
import { InvalidArgument } from "../../errors.js";
import { isWholeCohort } from "../paths/cohort-outcomes.js";
import { CountsData, noRandomness } from "../paths/counts-data.js";
import type { DoseFindingDesign, DoseRecommendation } from "./dose-finding-design.js";

/** States that are kept, at most: then the graph is dropped and begun anew, so that memory stays flat. */
const MOST_STATES = 1 << 18;

/** What a state does: treat a cohort, stop, or something that counts do not tell all of. */
export const TREAT = 0;
export const STOP = 1;
export const OTHER = 2;

const UNKNOWN = -1;

/**
 * A state is what the design can see: counts, last dose and memory. It is made when it is first met; courses that lead to the same state
 * are one. State 0 is the start.
 */
export class DecisionGraph {
  readonly design: DoseFindingDesign;
  readonly doses: number;
  /** By state: what it does, at which dose, to how many patients, and where its children begin (child k follows k toxicities). */
  kind = new Int8Array(1024);
  dose = new Int32Array(1024);
  size = new Int32Array(1024);
  private firstChild = new Int32Array(1024);
  private children = new Int32Array(4096);
  /** Patients and toxicities by state and dose, and the dose of the last cohort. */
  patients: Int32Array;
  toxicities: Int32Array;
  private lastArm = new Int32Array(1024);
  /** What is concluded, by state that stops. */
  readonly conclusions: (DoseRecommendation | undefined)[] = [];
  /** Memories by number, the numbers by their text, and by state the numbers of the memory before and after its decision. */
  private readonly memories: unknown[] = [];
  private readonly memoryNumbers = new Map<string, number>();
  private before = new Int32Array(1024);
  private after = new Int32Array(1024);
  /** Open addressing: states by hash. */
  private table = new Int32Array(4096);
  private count = 0;
  private childCount = 0;
  private readonly data = new CountsData("simulate");
  /** What the design is shown, again and again. */
  private readonly counts: { patients: Int32Array; toxicities: Int32Array; lastArm: number };
  private readonly rng = noRandomness("simulate");

  constructor(design: DoseFindingDesign) {
    this.design = design;
    this.doses = design.arms.length;
    this.counts = { patients: new Int32Array(this.doses), toxicities: new Int32Array(this.doses), lastArm: -1 };
    this.patients = new Int32Array(1024 * this.doses);
    this.toxicities = new Int32Array(1024 * this.doses);
    this.begin();
  }

  /** Forgets everything when there may be no room for another trial's states. Called between trials. */
  tidy(): void {
    if (this.count + this.design.maximumPatients + 2 > MOST_STATES) this.begin();
  }

  /** The state after `toxic` toxicities in the cohort that the state treats. */
  child(state: number, toxic: number): number {
    const known = this.children[this.firstChild[state] + toxic];
    return known === UNKNOWN ? this.findChild(state, toxic) : known;
  }

  private begin(): void {
    this.count = 0;
    this.childCount = 0;
    this.memoryNumbers.clear();
    this.memories.length = 0;
    this.conclusions.length = 0;
    this.table.fill(UNKNOWN);
    this.patients.fill(0, 0, this.doses);
    this.toxicities.fill(0, 0, this.doses);
    this.lastArm[0] = -1;
    this.before[0] = this.numberOf(this.design.start);
    this.table[this.slot(0)] = 0;
    this.add();
  }

  /** Writes the child behind the last state, and keeps it there unless there is one like it. */
  private findChild(state: number, toxic: number): number {
    const { doses, count } = this;
    this.makeRoom();
    const arm = this.dose[state];
    this.patients.copyWithin(count * doses, state * doses, (state + 1) * doses);
    this.toxicities.copyWithin(count * doses, state * doses, (state + 1) * doses);
    this.patients[count * doses + arm] += this.size[state];
    this.toxicities[count * doses + arm] += toxic;
    this.lastArm[count] = arm;
    this.before[count] = this.after[state];
    const slot = this.slot(count);
    let child = this.table[slot];
    if (child === UNKNOWN) {
      child = count;
      this.table[slot] = count;
      this.add();
    }
    this.children[this.firstChild[state] + toxic] = child;
    return child;
  }

  /** Asks the design what it does in the state behind the last one, and remembers it. */
  private add(): void {
    const { doses, design } = this;
    const state = this.count++;
    const { counts } = this;
    for (let dose = 0; dose < doses; dose++) {
      counts.patients[dose] = this.patients[state * doses + dose];
      counts.toxicities[dose] = this.toxicities[state * doses + dose];
    }
    counts.lastArm = this.lastArm[state];
    this.kind[state] = OTHER;
    this.conclusions[state] = undefined;
    try {
      const { decision, memory } = design.decide(this.memories[this.before[state]], this.data.show(counts), this.rng);
      if (decision.kind === "stop") {
        this.kind[state] = STOP;
        this.conclusions[state] = decision.conclusion;
        return;
      }
      // Cohorts at one dose, whoever comes, and reviewed when fully assessed.
      const dose = decision.weights === undefined ? -1 : Array.prototype.indexOf.call(decision.weights, 1);
      if (dose >= 0 && isWholeCohort(decision, this.data.enrolled)) {
        this.treats(state, dose, decision.enroll);
        this.after[state] = this.numberOf(memory);
      }
    } catch (error) {
      // The design looks at more than counts: the general loop follows it.
      if (!(error instanceof InvalidArgument)) throw error;
    }
  }

  private treats(state: number, dose: number, size: number): void {
    this.kind[state] = TREAT;
    this.dose[state] = dose;
    this.size[state] = size;
    this.firstChild[state] = this.childCount;
    const end = this.childCount + size + 1;
    if (end > this.children.length) this.children = grown(this.children, Math.max(end, 2 * this.children.length));
    this.children.fill(UNKNOWN, this.childCount, end);
    this.childCount = end;
  }

  private numberOf(memory: unknown): number {
    const text = JSON.stringify(memory) ?? "";
    let number = this.memoryNumbers.get(text);
    if (number === undefined) {
      number = this.memories.length;
      this.memories.push(memory);
      this.memoryNumbers.set(text, number);
    }
    return number;
  }

  /** The place in the table of the state that equals this one, or the empty place where it belongs. */
  private slot(state: number): number {
    const { table, doses, patients, toxicities } = this;
    let hash = (this.lastArm[state] * 31 + this.before[state]) | 0;
    const end = (state + 1) * doses;
    for (let i = state * doses; i < end; i++) {
      hash = Math.imul(hash ^ ((patients[i] << 12) + toxicities[i]), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    const mask = table.length - 1;
    let slot = hash & mask;
    while (table[slot] !== UNKNOWN && !this.same(table[slot], state)) slot = (slot + 1) & mask;
    return slot;
  }

  private same(a: number, b: number): boolean {
    const { doses, patients, toxicities } = this;
    if (this.lastArm[a] !== this.lastArm[b] || this.before[a] !== this.before[b]) return false;
    for (let dose = 0; dose < doses; dose++) {
      if (patients[a * doses + dose] !== patients[b * doses + dose]) return false;
      if (toxicities[a * doses + dose] !== toxicities[b * doses + dose]) return false;
    }
    return true;
  }

  /** Makes room for one more state. */
  private makeRoom(): void {
    if (this.count < this.kind.length) return;
    const size = 2 * this.kind.length;
    this.kind = grown(this.kind, size);
    this.dose = grown(this.dose, size);
    this.size = grown(this.size, size);
    this.firstChild = grown(this.firstChild, size);
    this.patients = grown(this.patients, size * this.doses);
    this.toxicities = grown(this.toxicities, size * this.doses);
    this.lastArm = grown(this.lastArm, size);
    this.before = grown(this.before, size);
    this.after = grown(this.after, size);
    this.table = new Int32Array(4 * size).fill(UNKNOWN);
    for (let state = 0; state < this.count; state++) this.table[this.slot(state)] = state;
  }
}

function grown<A extends Int8Array | Int32Array>(from: A, size: number): A {
  const to = new (from.constructor as new (size: number) => A)(size);
  to.set(from);
  return to;
}
