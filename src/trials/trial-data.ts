/** The contract of a trial's data: all that a design may see. */

export type Covariates = { readonly [name: string]: number | string };

/** One patient as known at the time of looking. */
export interface Patient<Observed> {
  /** Order of enrollment, from 0. */
  readonly index: number;
  /** Position in the design's `arms`. */
  readonly arm: number;
  /** Time of enrollment since the trial opened. */
  readonly entered: number;
  readonly covariates: Covariates;
  readonly observed: Observed;
  /** Follow-up has ended: the observation is complete, or the patient was lost. */
  readonly ended: boolean;
}

/** What is known now. A design must not keep it: it is a live view. */
export interface TrialData<Observed, Tally> {
  /** Time since the trial opened. */
  readonly time: number;
  /** Patients enrolled so far, and how many of them are still being followed. */
  readonly enrolled: number;
  readonly pending: number;
  /** Arm of the patient enrolled last; −1 before the first. */
  readonly lastArm: number;
  /** No event can happen any more: what is known now is all that ever will be. */
  readonly exhausted: boolean;
  enrolledOn(arm: number): number;
  /** Sum over the arm's patients whose follow-up has ended. */
  tally(arm: number): Tally;
  /** Arm and covariates of the patient enrolled as number `index`, from 0. */
  armOf(index: number): number;
  covariatesOf(index: number): Covariates;
  /** What is known of one patient now, and whether the follow-up has ended: for those who look at many patients, again and again. */
  observedOf(index: number): Observed;
  hasEnded(index: number): boolean;
  /** One patient, as known now. */
  patient(index: number): Patient<Observed>;
  /** All patients in order of enrollment, as known now; made anew for each call. */
  patients(): readonly Patient<Observed>[];
  /** Only those still being followed. */
  pendingPatients(): readonly Patient<Observed>[];
}
