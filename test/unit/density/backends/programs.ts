/** Programs written by hand, each for one thing that backends must get right. */
import type { Columns } from "../../../../src/density/backend.js";
import type { Instruction } from "../../../../src/density/instruction.js";
import type { Operator } from "../../../../src/density/operator.js";
import type { ArraySlot, EntryName, Program, Size, Step } from "../../../../src/density/program.js";

export interface Example {
  readonly name: string;
  readonly program: Program;
  readonly operators: readonly Operator[];
  /** Sizes and columns for a number of rows. */
  data(rows: number): { readonly sizes: Record<string, number>; readonly columns: Columns };
}

/** A body that names its lines: each call returns the number of the line it adds. */
export class Body {
  readonly lines: Instruction[] = [];
  add(line: Instruction): number {
    return this.lines.push(line) - 1;
  }
}

export const loop = (size: number | null, order: "any" | "forward" | "backward", write: (body: Body) => void): Step => {
  const body = new Body();
  write(body);
  return { kind: "loop", size, order, body: body.lines };
};

export const program = (
  sizes: readonly Size[],
  arrays: readonly ArraySlot[],
  value: number,
  entries: Partial<Record<EntryName, readonly Step[]>>,
  terms: { readonly array: number; readonly names: readonly string[] } = { array: value, names: ["all"] },
): Program => ({
  sizes,
  arrays,
  value,
  entries: { bind: [], density: [], weighted: [], outputs: [], terms: [], ...entries },
  terms: terms.array,
  termNames: terms.names,
});

/** Numbers between −1 and 1 that look irregular and are the same each time. */
export const irregular = (length: number, seed = 1): Float64Array =>
  Float64Array.from({ length }, (_, i) => (((i + seed) * 0.6180339887498949 * (1 + seed)) % 2) - 1);

const rowsSize: Size = { name: "rows" };
const one: Size = { name: "one", fixed: 1 };
const f64 = (name: string, size: number, role: ArraySlot["role"], padding = 0): ArraySlot => ({
  name,
  type: "f64",
  size,
  role,
  padding,
});

/** −½ ((y − α[group] − β x)/σ)² − log σ with σ = e^position[last], and its gradient. */
export const grouped: Example = {
  name: "a normal likelihood with groups",
  program: program(
    [rowsSize, { name: "groups" }, one],
    [
      f64("alpha", 1, "position"),
      f64("beta", 2, "position"),
      f64("logSigma", 2, "position"),
      f64("dAlpha", 1, "gradient"),
      f64("dBeta", 2, "gradient"),
      f64("dLogSigma", 2, "gradient"),
      f64("y", 0, "data"),
      f64("x", 0, "data"),
      { name: "group", type: "i32", size: 0, role: "data" },
      f64("value", 2, "output"),
      f64("squares", 2, "work"),
      f64("terms", 2, "output"),
    ],
    9,
    { density: groupedSteps(), terms: [...groupedSteps(), ...termSteps()] },
    { array: 11, names: ["y ~ normal"] },
  ),
  operators: [],
  data: (rows) => {
    const groups = Math.max(1, Math.floor(rows / 3));
    return {
      sizes: { rows, groups },
      columns: {
        y: irregular(rows, 3),
        x: irregular(rows, 5).map((value) => (value > 0 ? 1 : 0)),
        group: Int32Array.from({ length: rows }, (_, i) => (i * 7) % groups),
      },
    };
  },
};

function termSteps(): Step[] {
  return [
    loop(null, "any", (body) =>
      body.add({ op: "storeAt", array: 11, at: 0, value: body.add({ op: "element", array: 9, at: 0 }) }),
    ),
  ];
}

function groupedSteps(): Step[] {
  return [
    { kind: "zero", array: 3 },
    loop(0, "any", (body) => {
      const sigma = body.add({ op: "exp", a: body.add({ op: "element", array: 2, at: 0 }) });
      const precision = body.add({ op: "divide", a: body.add({ op: "constant", value: 1 }), b: sigma });
      const slope = body.add({ op: "element", array: 1, at: 0 });
      const x = body.add({ op: "load", array: 7 });
      const alpha = body.add({ op: "gather", array: 0, index: 8 });
      const mean = body.add({ op: "add", a: alpha, b: body.add({ op: "multiply", a: slope, b: x }) });
      const rest = body.add({ op: "subtract", a: body.add({ op: "load", array: 6 }), b: mean });
      const z = body.add({ op: "multiply", a: rest, b: precision });
      body.add({ op: "sum", array: 10, at: 0, value: body.add({ op: "multiply", a: z, b: z }) });
      const adjoint = body.add({ op: "multiply", a: z, b: precision });
      body.add({ op: "scatter", array: 3, index: 8, value: adjoint });
      body.add({ op: "sum", array: 4, at: 0, value: body.add({ op: "multiply", a: adjoint, b: x }) });
      body.add({ op: "sum", array: 5, at: 0, value: body.add({ op: "constant", value: -1 }) });
    }),
    loop(null, "any", (body) => {
      const squares = body.add({ op: "element", array: 10, at: 0 });
      const minusCount = body.add({ op: "element", array: 5, at: 0 });
      const half = body.add({ op: "multiply", a: body.add({ op: "constant", value: -0.5 }), b: squares });
      const logs = body.add({ op: "multiply", a: minusCount, b: body.add({ op: "element", array: 2, at: 0 }) });
      body.add({ op: "storeAt", array: 9, at: 0, value: body.add({ op: "add", a: half, b: logs }) });
      body.add({ op: "storeAt", array: 5, at: 0, value: body.add({ op: "add", a: squares, b: minusCount }) });
    }),
  ];
}

/** State[t] = φ State[t − 1] + x[t] forward, its adjoint backward, through padded arrays. */
export const autoregression: Example = {
  name: "an autoregression forward and backward",
  program: program(
    [rowsSize, one],
    [
      f64("phi", 1, "position"),
      f64("dPhi", 1, "gradient"),
      f64("x", 0, "data"),
      f64("state", 0, "work", 1),
      f64("adjoint", 0, "work", 1),
      f64("value", 1, "output"),
    ],
    5,
    {
      density: [
        loop(0, "forward", (body) => {
          const before = body.add({ op: "load", array: 3, shift: -1 });
          const carried = body.add({ op: "multiply", a: body.add({ op: "element", array: 0, at: 0 }), b: before });
          const state = body.add({ op: "add", a: carried, b: body.add({ op: "load", array: 2 }) });
          body.add({ op: "store", array: 3, value: state });
          body.add({ op: "sum", array: 5, at: 0, value: body.add({ op: "multiply", a: state, b: state }) });
        }),
        loop(0, "backward", (body) => {
          const after = body.add({ op: "load", array: 4, shift: 1 });
          const carried = body.add({ op: "multiply", a: body.add({ op: "element", array: 0, at: 0 }), b: after });
          const state = body.add({ op: "load", array: 3 });
          const adjoint = body.add({ op: "add", a: carried, b: body.add({ op: "add", a: state, b: state }) });
          body.add({ op: "store", array: 4, value: adjoint });
          const before = body.add({ op: "load", array: 3, shift: -1 });
          body.add({ op: "sum", array: 1, at: 0, value: body.add({ op: "multiply", a: adjoint, b: before }) });
        }),
      ],
    },
  ),
  operators: [],
  data: (rows) => ({ sizes: { rows }, columns: { x: irregular(rows, 2) } }),
};

/** Σ log(1 + e^−|η|) as a running product, with selects on the sign; the rows' numbers take part. */
export const logistic: Example = {
  name: "a logistic likelihood by running products",
  program: program(
    [rowsSize, one],
    [
      f64("beta", 1, "position"),
      f64("dBeta", 1, "gradient"),
      f64("x", 0, "data"),
      f64("value", 1, "output"),
      f64("half", 0, "output"),
      { name: "count", type: "i32", size: 0, role: "data" },
    ],
    3,
    {
      density: [
        loop(0, "any", (body) => {
          const eta = body.add({
            op: "multiply",
            a: body.add({ op: "element", array: 0, at: 0 }),
            b: body.add({ op: "load", array: 2 }),
          });
          const power = body.add({ op: "exp", a: body.add({ op: "negate", a: body.add({ op: "absolute", a: eta }) }) });
          const onePlus = body.add({ op: "add", a: power, b: body.add({ op: "constant", value: 1 }) });
          body.add({ op: "sumLog", array: 3, at: 0, value: onePlus });
          const isNegative = body.add({ op: "less", a: eta, b: body.add({ op: "constant", value: 0 }) });
          const numerator = body.add({ op: "select", test: isNegative, a: power, b: body.add({ op: "constant", value: 1 }) });
          const probability = body.add({ op: "divide", a: numerator, b: onePlus });
          const number = body.add({ op: "add", a: body.add({ op: "row" }), b: body.add({ op: "load", array: 5 }) });
          const scaled = body.add({ op: "multiply", a: probability, b: number });
          body.add({ op: "sum", array: 1, at: 0, value: body.add({ op: "multiply", a: scaled, b: isNegative }) });
          body.add({ op: "store", array: 4, value: body.add({ op: "select", test: scaled, a: scaled, b: number }) });
        }),
      ],
    },
  ),
  operators: [],
  data: (rows) => ({
    sizes: { rows },
    columns: { x: irregular(rows, 4).map((value) => 5 * value), count: Int32Array.from({ length: rows }, (_, i) => (i % 5) - 2) },
  }),
};

/** Two scatters into one array, whose rows must not change places. */
export const pairwise: Example = {
  name: "differences of pairs, scattered into one array",
  program: program(
    [rowsSize, { name: "nodes" }, one, { name: "cells", product: [0, 1] }],
    [
      f64("theta", 1, "position"),
      f64("dTheta", 1, "gradient"),
      { name: "left", type: "i32", size: 0, role: "data" },
      { name: "right", type: "i32", size: 0, role: "data" },
      f64("value", 2, "output"),
      f64("cells", 3, "work"),
    ],
    4,
    {
      bind: [
        loop(3, "any", (body) =>
          body.add({ op: "store", array: 5, value: body.add({ op: "squareRoot", a: body.add({ op: "row" }) }) }),
        ),
      ],
      density: [
        { kind: "zero", array: 1 },
        loop(0, "any", (body) => {
          const difference = body.add({
            op: "subtract",
            a: body.add({ op: "gather", array: 0, index: 2 }),
            b: body.add({ op: "gather", array: 0, index: 3 }),
          });
          body.add({ op: "scatter", array: 1, index: 2, value: difference });
          body.add({ op: "scatter", array: 1, index: 3, value: body.add({ op: "exp", a: difference }) });
          body.add({ op: "sum", array: 4, at: 0, value: difference });
        }),
      ],
    },
  ),
  operators: [],
  data: (rows) => ({
    sizes: { rows, nodes: 4 },
    columns: {
      left: Int32Array.from({ length: rows }, (_, i) => (i * 3) % 4),
      right: Int32Array.from({ length: rows }, (_, i) => (i * 5 + 1) % 4),
    },
  }),
};

const cumulate: Operator = {
  name: "cumulate",
  forward: ({ inputs, outputs, work }, settings) => {
    const { factor } = settings as { factor: number };
    let total = 0;
    for (let i = 0; i < inputs[0].length; i++) {
      total += factor * inputs[0][i];
      outputs[0][i] = total;
    }
    work[0][0] = factor;
  },
  backward: ({ work, inputAdjoints, outputAdjoints }) => {
    const adjoint = inputAdjoints[0];
    if (adjoint === null) return;
    let total = 0;
    for (let i = adjoint.length - 1; i >= 0; i--) {
      total += outputAdjoints[0][i];
      adjoint[i] += work[0][0] * total;
    }
  },
};

/** Loops around an operator with its adjoint. */
export const withOperator: Example = {
  name: "loops around an operator",
  program: program(
    [rowsSize, one],
    [
      f64("theta", 0, "position"),
      f64("dTheta", 0, "gradient"),
      f64("cumulated", 0, "work"),
      f64("dCumulated", 0, "work"),
      f64("factor", 1, "work"),
      f64("value", 1, "output"),
    ],
    5,
    {
      density: [
        { kind: "zero", array: 1 },
        { kind: "operator", call: operatorStep("forward") },
        loop(0, "any", (body) => {
          const cumulated = body.add({ op: "load", array: 2 });
          body.add({ op: "sum", array: 5, at: 0, value: body.add({ op: "multiply", a: cumulated, b: cumulated }) });
          body.add({ op: "store", array: 3, value: body.add({ op: "add", a: cumulated, b: cumulated }) });
        }),
        { kind: "operator", call: operatorStep("backward") },
      ],
    },
  ),
  operators: [cumulate],
  data: (rows) => ({ sizes: { rows }, columns: {} }),
};

function operatorStep(phase: "forward" | "backward") {
  return {
    name: "cumulate",
    phase,
    inputs: [0],
    outputs: [2],
    work: [4],
    inputAdjoints: [1],
    outputAdjoints: [3],
    settings: { factor: 0.7 },
  };
}

export const examples: readonly Example[] = [grouped, autoregression, logistic, pairwise, withOperator];
