/** The contract of an endpoint: how a patient's outcome becomes known over time, and how what is known adds up. */

/**
 * `Outcome`: what will happen to a patient (only the simulator knows it). `Observed`: what is known at some follow-up; plain data.
 * `Tally`: what is known of all patients of an arm whose follow-up has ended; plain data, never mutated.
 * Members that take an outcome are function properties, so that the compiler refuses a design and a scenario whose outcomes differ.
 */
export interface Endpoint<Outcome, Observed, Tally> {
  readonly name: string;
  /** The kind of outcomes that it observes; a scenario that makes another kind is refused. */
  readonly outcomes?: string;
  /** The follow-up after which nothing more will be learned of the patient; Infinity when that never comes. */
  readonly completeAfter: (outcome: Outcome) => number;
  /** What `completeAfter` answers, when that is the same for all outcomes. */
  readonly followUp?: number;
  /** What is known of a patient on the day of entry. */
  readonly unobserved: Observed;
  /** What is known of the patient after `followUp` time units. */
  readonly observe: (outcome: Outcome, followUp: number) => Observed;
  /** Whether nothing more will be learned. */
  isComplete(observed: Observed): boolean;
  /** The tally of no patients. */
  readonly emptyTally: Tally;
  /** The tally with one more patient whose follow-up ended: complete, or (`isComplete` false) lost to follow-up. */
  add(tally: Tally, observed: Observed): Tally;
  /** The tally of so many complete patients of whom so many had the event; for endpoints of events that tally nothing else. */
  readonly tallyOf?: (evaluated: number, events: number) => Tally;
  /** The statistical information in a tally, in the endpoint's own units (evaluable patients, events …). */
  information(tally: Tally): number;
  /** Information is no more than the number of complete patients. */
  readonly countsPatients?: true;
  /** Reads what a user recorded of a patient: throws InvalidArgument, naming `path`, when it is not an observation. */
  readonly parse: (recorded: unknown, path: string) => Observed;
  /** What is known of a patient, in words: `DLT`, `no DLT`, `no DLT after 0.4 of the window`. */
  describe(observed: Observed): string;
}
