/** Addresses of a trial's streams. They are a contract: changing one changes every simulated patient. */

/** Below a trial's (a replicate's) stream: patients by order of enrollment, the arrival process, and reviews by number. */
export const PATIENTS = 0;
export const ARRIVALS = 1;
export const REVIEWS = 2;

/** Below a patient's stream, whose own first numbers are those of their outcome. */
export const COVARIATES = 0;
export const ALLOCATION = 1;
export const DROPOUT = 2;
/** What a patient is born with that acts on all their outcomes, where it is not one number: the frailty of recurrent events. */
export const FRAILTY = 3;
