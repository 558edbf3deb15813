/** The one error that callers catch: a call that cannot be carried out as it was made. */

/**
 * Thrown for a caller's mistake; the message names the function, the argument, what is required and what came:
 * `boin: target must be in (0, 1), got 1.2`.
 */
export class InvalidArgument extends Error {
  override readonly name = "InvalidArgument";
  /** The function that refused, as the caller wrote it. */
  readonly caller: string;
  /** The argument that is wrong, as a path: `toxicity[2]`. */
  readonly argument: string;

  constructor(caller: string, argument: string, requirement: string, received: unknown) {
    super(`${caller}: ${argument} must ${requirement}, got ${show(received)}`);
    this.caller = caller;
    this.argument = argument;
  }
}

/**
 * Runs the action; what it refuses is told in the caller's name, for makers that hand options on to functions of their own.
 *
 * @throws InvalidArgument with the same argument, requirement and value.
 */
export function inNameOf<Result>(caller: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof InvalidArgument) || error.caller === caller) throw error;
    const named = new InvalidArgument(caller, error.argument, "", undefined);
    named.message = `${caller}${error.message.slice(error.caller.length)}`;
    throw named;
  }
}

/** @throws InvalidArgument for an option that the function does not know (a misspelled one would be lost in silence), or options that are no object. */
export function requireKnownOptions(caller: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new InvalidArgument(caller, "options", "be an object", options);
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name)) throw new InvalidArgument(caller, name, `be one of its options (${known.join(", ")})`, value);
  }
}

/** A short, one-line rendering of any value for an error message. */
function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (typeof value === "number" || value === undefined || value === null) return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
  if (typeof value !== "object") return String(value);
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of length ${(value as unknown as { length: number }).length}`;
  let text: string;
  try {
    text = JSON.stringify(value) ?? "an object";
  } catch {
    text = "an object that is not plain data";
  }
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
