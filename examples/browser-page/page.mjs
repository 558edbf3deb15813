// Samples eight schools in a browser, and shows a summary. README.md beside it says how to open it.
import { defaultBackend } from "equipoise/density";
import { halfCauchy, normal } from "equipoise/distributions";
import { index, model, real } from "equipoise/models";

const schools = model(({ data, parameter, observe }) => {
  const { school, effect, error } = data({ school: index, effect: real, error: real });
  const mu = parameter("mu", normal({ mean: 0, sd: 5 }));
  const tau = parameter("tau", halfCauchy({ scale: 5 }));
  const theta = parameter("theta", normal({ mean: mu, sd: tau }), { over: school, centered: false });
  observe(effect, normal({ mean: theta.at(school), sd: error }));
});

const withData = schools.with({
  school: ["A", "B", "C", "D", "E", "F", "G", "H"],
  effect: [28, 8, -3, 7, -1, 1, 18, 12],
  error: [15, 10, 16, 11, 9, 11, 10, 18],
});

const [form, progress, status, table, diagnosis] = ["form", "progress", "#status", "table", "#diagnosis"].map((selector) =>
  document.querySelector(selector),
);
document.querySelector("#formulas").textContent = schools.formulas();

/** The range of the drawn intervals. */
const [least, most] = [-10, 25];
const across = (value) => `${(100 * (value - least)) / (most - least)}%`;

function shape(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}

/** A median with its interval. */
function interval({ median, q5, q95 }) {
  const picture = shape("svg", { role: "img", "aria-label": `from ${q5.toFixed(1)} to ${q95.toFixed(1)}` });
  picture.append(
    shape("line", { class: "zero", x1: across(0), x2: across(0), y1: "0", y2: "100%" }),
    shape("line", { x1: across(q5), x2: across(q95), y1: "50%", y2: "50%" }),
    shape("circle", { cx: across(median), cy: "50%", r: "4" }),
  );
  return picture;
}

function rowOf(row) {
  const line = document.createElement("tr");
  const { variable, mean, sd, q5, q95, rhat, essBulk } = row;
  const figures = [mean, sd, q5, q95].map((value) => value.toFixed(2));
  for (const content of [variable, ...figures, interval(row), rhat.toFixed(3), essBulk.toFixed(0)]) {
    const cell = document.createElement("td");
    cell.append(content);
    line.append(cell);
  }
  return line;
}

async function sample() {
  const button = form.querySelector("button");
  button.disabled = true;
  const started = performance.now();
  const parts = [0, 0, 0, 0];
  try {
    const fit = await withData.sample({
      seed: form.elements.seed.valueAsNumber,
      iterations: form.elements.iterations.valueAsNumber,
      onProgress: ({ chain, iteration, total }) => {
        parts[chain] = iteration / total;
        progress.value = parts.reduce((sum, part) => sum + part) / parts.length;
      },
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    const how = defaultBackend().name === "wasm" ? "WebAssembly" : "closures, for this page forbids WebAssembly";
    progress.value = 1;
    status.textContent = `${fit.draws.chainCount} × ${fit.draws.iterationCount} draws in ${seconds} s by ${how}.`;
    table.querySelector("tbody").replaceChildren(...fit.summarize().rows.map(rowOf));
    table.parentElement.hidden = false;
    const { statement, findings } = fit.diagnose();
    diagnosis.textContent = [statement, ...findings.map(({ advice }) => advice)].join(" ");
  } catch (error) {
    status.textContent = error.message;
  } finally {
    button.disabled = false;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  sample();
});
sample();
