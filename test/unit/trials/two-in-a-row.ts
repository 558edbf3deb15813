import { cohortDesign } from "../../../src/trials/dose-finding/cohort-design.js";
import { ESCALATE, NEVER, STOP } from "../../../src/trials/dose-finding/cohort-rules.js";
import { type Doses, doseLabels } from "../../../src/trials/dose-finding/dose-finding-design.js";
import { checkKnown } from "../../../src/trials/requirements.js";

/** Returns the toy design: two patients at a dose, one dose up when neither has a toxicity, else the dose below is recommended. */
export function twoInARow(options: { readonly doses: Doses }) {
  checkKnown("twoInARow", options, ["doses"]);
  const arms = doseLabels("twoInARow", options.doses);
  const maximumPatients = 2 * arms.length;
  const stride = maximumPatients + 1;
  const action = new Int8Array(stride * stride).fill(STOP);
  for (let n = 1; n <= maximumPatients; n++) action[n * stride] = ESCALATE;
  return cohortDesign({
    name: "2-in-a-row",
    arms,
    recipe: { make: "twoInARow", options: { ...options } },
    explain: (_patients, toxicities) =>
      toxicities === 0 ? "2-in-a-row escalates without a DLT" : "2-in-a-row stops at the first DLT",
    rules: {
      doses: arms.length,
      startDose: 0,
      cohortSize: 2,
      maximumPatients,
      action,
      eliminate: new Int32Array(stride).fill(NEVER),
      stopLowest: new Int32Array(stride).fill(NEVER),
      enough: NEVER,
      full: NEVER,
      stopWhenBlocked: true,
      titration: false,
      select: (patients, toxicities) => {
        const highest = patients.findLastIndex((n) => n > 0);
        return toxicities[highest] === 0 ? highest : highest - 1;
      },
    },
  });
}
