/** Late-onset toxicity: time to DLT within a window, with partial follow-up of the patients still under assessment. */
import type { Endpoint } from "./endpoint.js";
import { checkWindow, type TimeToToxicity, type ToxicityObserved, type ToxicityTally, toxicityEndpoint } from "./toxicity.js";

const UNOBSERVED: ToxicityObserved = Object.freeze({ toxic: false, followUp: 0 });

/**
 * The toxicity endpoint of TITE designs: a patient without a DLT so far counts by the part of the window they were followed for.
 *
 * followUp = min(time since entry, window) / window.
 *
 * @param options.window Length of the assessment window, in the scenario's time unit; 1 when not given.
 * @throws InvalidArgument when the window is not a positive, finite time.
 */
export function lateOnsetToxicity(
  options: { readonly window?: number } = {},
): Endpoint<TimeToToxicity, ToxicityObserved, ToxicityTally> {
  const { window = 1 } = options;
  checkWindow("lateOnsetToxicity", window);
  return toxicityEndpoint("late-onset toxicity", window, {
    unobserved: UNOBSERVED,
    observe: (time, followUp) => ({
      toxic: time <= window && time <= followUp,
      followUp: followUp < window ? followUp / window : 1,
    }),
  });
}
