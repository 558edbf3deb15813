/** The shapes of Equipoise's files. Messages are requirements: they follow the word "must". */
import {
  array,
  boolean,
  check,
  custom,
  type GenericSchema,
  type InferOutput,
  integer,
  literal,
  looseObject,
  maxValue,
  minLength,
  minValue,
  number,
  optional,
  pipe,
  safeParse,
  strictObject,
  string,
  union,
  unknown,
} from "valibot";
import { didYouMean } from "../nearest-name.js";
import type { Path, StudyDocument } from "./document.js";

const text = (what: string) => pipe(string(`be ${what}, a text`), minLength(1, `be ${what}, a text that is not empty`));
const whole = (least: number, most = Number.MAX_SAFE_INTEGER) => {
  const message = most === Number.MAX_SAFE_INTEGER ? `be an integer from ${least}` : `be an integer from ${least} to ${most}`;
  return pipe(number(message), integer(message), minValue(least, message), maxValue(most, message));
};
/** An object with names of the user's choice; what is in it is checked entry by entry. */
const named = (what: string) =>
  custom<Readonly<Record<string, unknown>>>((input) => isObject(input), `be an object: a name and ${what}, for each`);
const anything = optional(unknown());
const time = pipe(
  number("be a time: 0 or more"),
  check((value) => value >= 0, "be a time: 0 or more"),
);

/** The version of these formats that this version of Equipoise reads. */
export const FORMAT = 1;

const head = {
  equipoise: literal(FORMAT, `be ${FORMAT}, the version of the file's format`),
  title: optional(string("be a text")),
  description: optional(string("be a text")),
  seed: optional(union([whole(0), text("a seed")], "be an integer from 0 to 2^53 - 1, or a text")),
  doses: anything,
};

export const STUDY = strictObject(
  {
    ...head,
    replicates: optional(whole(1, 1e12)),
    constants: optional(named("a number")),
    designs: named("a design"),
    scenarios: named("a scenario"),
  },
  "be an object",
);

const patient = strictObject(
  {
    patient: text("the patient's name"),
    dose: optional(union([number(""), string("")], "be the label or amount of a dose")),
    arm: optional(union([number(""), string("")], "be the label of an arm")),
    entered: optional(time),
    assessed: optional(time),
    observed: anything,
    toxic: optional(boolean("be true (a DLT) or false (none)")),
    followUp: optional(number("be the part of the window followed, from 0 to 1")),
    lost: optional(boolean("be true or false")),
    covariates: optional(named("a number or text")),
  },
  "be an object",
);

const cohort = strictObject(
  {
    dose: optional(union([number(""), string("")], "be the label or amount of a dose")),
    patients: whole(1, 10_000),
    toxicities: whole(0, 10_000),
    time: optional(time),
  },
  "be an object",
);

export const TRIAL = strictObject(
  {
    ...head,
    design: anything,
    nextPatient: optional(named("a number or text")),
    patients: optional(array(patient, "be a list of patients")),
    cohorts: optional(array(cohort, "be a list of cohorts")),
  },
  "be an object",
);

const note = optional(string("be a text"));

export const DESIGN = looseObject(
  {
    design: text("the name of a design"),
    modifiers: optional(array(looseObject({ modifier: text("the name of a modifier") }, "be an object"), "be a list")),
    note,
  },
  "be an object",
);

export const SCENARIO = looseObject({ scenario: optional(text("the name of a kind of scenario")), note }, "be an object");

export const CURVE = strictObject(
  {
    curve: text("a formula in dose or level"),
    doses: optional(array(number("be an amount"), "be a list of amounts")),
    constants: optional(named("a number")),
  },
  "be an object",
);

export const HAZARD = strictObject(
  {
    hazard: text("a formula in time"),
    pieces: optional(number("be how many")),
    constants: optional(named("a number")),
  },
  "be an object",
);

export type StudyShape = InferOutput<typeof STUDY>;
export type TrialShape = InferOutput<typeof TRIAL>;

/**
 * Checks a value of a file against a schema.
 *
 * @throws InvalidArgument for the first thing that does not fit; for an unknown key with the known one that is nearest.
 */
export function checked<Schema extends GenericSchema>(
  schema: Schema & { readonly entries?: Readonly<Record<string, unknown>> },
  document: StudyDocument,
  path: Path,
  value: unknown,
): InferOutput<Schema> {
  if (schema.entries !== undefined && !isObject(value)) throw document.error(path, "be an object", value);
  const result = safeParse(schema, value);
  if (result.success) return result.output;
  const { issues } = result;
  const issue = issues.find(isUnknownKey) ?? issues[0];
  const steps = (issue.path ?? []).map(({ key }) => key as string | number);
  const full = [...path, ...steps];
  if (isUnknownKey(issue)) {
    const known = knownKeys(schema, steps);
    throw document.keyError(full, `be one of the known keys (${known.join(", ")})`, didYouMean(steps.at(-1), known));
  }
  const isMissing = issue.kind === "schema" && issue.type.endsWith("object") && issue.input === undefined && steps.length > 0;
  throw document.error(full, isMissing ? "be there" : issue.message, issue.input);
}

function isUnknownKey({ type, expected }: { readonly type: string; readonly expected: string | null }): boolean {
  return type === "strict_object" && expected === "never";
}

/** The keys of the object schema at the end of `steps`. */
function knownKeys(schema: object, steps: Path): readonly string[] {
  let at: unknown = schema;
  for (const step of steps.slice(0, -1)) {
    const { entries, item, wrapped } = at as { entries?: Readonly<Record<string, unknown>>; item?: unknown; wrapped?: unknown };
    at = typeof step === "number" ? item : (entries?.[step] ?? wrapped);
    at = (at as { wrapped?: unknown }).wrapped ?? at;
  }
  return Object.keys((at as { entries?: object }).entries ?? {});
}

/** A JSON object: not a list, not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
