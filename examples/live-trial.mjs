// A live trial, decision by decision, with its audit log: node examples/live-trial.mjs
import { boin, conduct, resumeTrial } from "equipoise/trials";

const design = boin({ target: 0.3, doses: ["10 mg", "20 mg", "40 mg"], maximumPatients: 24 });
const trial = conduct(design, { title: "EQ-101" });

for (const patient of ["001", "002", "003"]) trial.enroll(patient, { time: 0 });
for (const patient of ["001", "002", "003"]) trial.observe(patient, { toxic: false }, { time: 28 });
show(trial.next());

for (const patient of ["004", "005", "006"]) trial.enroll(patient, { time: 30 });
trial.observe("004", { toxic: true }, { time: 41 });
show(trial.next());

// The log is plain data. Reopened, it is checked entry by entry, and every decision is made once more.
const reopened = resumeTrial(design, JSON.stringify(trial.log));
console.log(`${reopened.log.entries.length} entries, sealed by ${reopened.log.seal.hash.slice(0, 12)}`);

function show({ arms, enroll, reasons, waitingFor }) {
  const what = arms.length === 0 ? "nobody is enrolled now" : `${enroll} patients at ${arms[0].label}`;
  console.log(`${what}; waiting for ${waitingFor}\n  ${reasons.join("\n  ")}`);
}
