/** Binary toxicity: a DLT or none, known when the assessment window ends or the DLT happens. */
import type { Endpoint } from "./endpoint.js";
import { checkWindow, type TimeToToxicity, type ToxicityObserved, type ToxicityTally, toxicityEndpoint } from "./toxicity.js";

const TOXIC: ToxicityObserved = Object.freeze({ toxic: true, followUp: 1 });
const NOT_TOXIC: ToxicityObserved = Object.freeze({ toxic: false, followUp: 1 });
const PENDING: ToxicityObserved = Object.freeze({ toxic: false, followUp: 0 });

/**
 * The toxicity endpoint of cohort designs: pending until the patient's DLT or the end of the window, then yes or no.
 * Partial follow-up carries no information (`lateOnsetToxicity` is the endpoint that uses it).
 *
 * @param options.window Length of the assessment window, in the scenario's time unit; 1 when not given.
 * @throws InvalidArgument when the window is not a positive, finite time.
 */
export function binaryToxicity(
  options: { readonly window?: number } = {},
): Endpoint<TimeToToxicity, ToxicityObserved, ToxicityTally> {
  const { window = 1 } = options;
  checkWindow("binaryToxicity", window);
  return toxicityEndpoint("binary toxicity", window, {
    unobserved: PENDING,
    observe: (time, followUp) => (time <= window && time <= followUp ? TOXIC : followUp >= window ? NOT_TOXIC : PENDING),
  });
}
