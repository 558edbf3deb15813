/** Numbers given as a formula: one for each dose, or one for each piece of the assessment window. */
import { InvalidArgument } from "../../errors.js";
import { compileExpression } from "../expression/index.js";
import type { Path } from "./document.js";
import type { FileContext } from "./file-context.js";
import { CURVE, checked, HAZARD } from "./schemas.js";

/** Whether an option is a curve. */
export function isCurve(value: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(value, "curve");
}

/**
 * The values of `{ "curve": "expit(a + b * log(dose))", "doses": [1, 2, 5], "constants": { "a": -3, "b": 1 } }` at its doses, or at those
 * of the file. `dose` is the amount, `level` counts from 1.
 *
 * @throws InvalidArgument, naming the place in the file, for a formula that is none and for values that are not finite.
 */
export async function curveValues(
  context: FileContext,
  path: Path,
  value: Readonly<Record<string, unknown>>,
): Promise<readonly number[]> {
  const { document } = context;
  const { curve, doses: own, constants } = checked(CURVE, document, path, value);
  const doses = own ?? context.doses;
  const amounts =
    typeof doses === "number" && Number.isInteger(doses) && doses >= 1 && doses <= 1000
      ? Array.from({ length: doses }, (_, i) => i + 1)
      : doses;
  if (!Array.isArray(amounts) || amounts.length === 0 || !amounts.every((dose) => typeof dose === "number")) {
    throw document.error([...path, "doses"], "list the amounts of the doses (here, or once for the whole file)", doses);
  }
  const expression = await compiled(context, path, "curve", curve, ["dose", "level"], constants);
  return amounts.map((dose: number, i) => {
    const result = expression.evaluate([dose, i + 1]);
    if (!Number.isFinite(result))
      throw document.error([...path, "curve"], `be a finite number at every dose (it is ${result} at ${dose})`, curve);
    return result;
  });
}

/** Whether an option is a hazard. */
export function isHazard(value: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(value, "hazard");
}

const DEFAULT_PIECES = 100;

/**
 * The values of `{ "hazard": "exp(-a * time)", "pieces": 100, "constants": { "a": 3 } }` in the middle of equal pieces of the window;
 * `time` is the part of the window that has passed.
 *
 * @throws InvalidArgument, naming the place in the file, for a formula that is none and for values that are negative or not finite.
 */
export async function hazardValues(
  context: FileContext,
  path: Path,
  value: Readonly<Record<string, unknown>>,
): Promise<readonly number[]> {
  const { document } = context;
  const { hazard, pieces = DEFAULT_PIECES, constants } = checked(HAZARD, document, path, value);
  if (!Number.isInteger(pieces) || pieces < 1 || pieces > 10_000) {
    throw document.error([...path, "pieces"], "be an integer from 1 to 10000", pieces);
  }
  const expression = await compiled(context, path, "hazard", hazard, ["time"], constants);
  return Array.from({ length: pieces }, (_, i) => {
    const time = (i + 0.5) / pieces;
    const result = expression.evaluate([time]);
    if (!(result >= 0 && result < Number.POSITIVE_INFINITY))
      throw document.error(
        [...path, "hazard"],
        `be finite and not negative in the window (it is ${result} at time ${time})`,
        hazard,
      );
    return result;
  });
}

/** The formula at `path`.`key`, with the file's constants and its own. */
function compiled(
  context: FileContext,
  path: Path,
  key: string,
  formula: string,
  variables: readonly string[],
  own: object | undefined,
): ReturnType<typeof compileExpression> {
  const constants = { ...context.constants, ...own } as Record<string, number>;
  return compileExpression(formula, variables, constants).catch((error: unknown) => {
    throw error instanceof InvalidArgument ? inFile(context, path, key, error, own) : error;
  });
}

function inFile({ document }: FileContext, path: Path, key: string, error: InvalidArgument, own: object | undefined): unknown {
  const name = /^constants\.(.*)$/s.exec(error.argument)?.[1];
  if (name !== undefined) {
    return document.translate(error, own !== undefined && Object.hasOwn(own, name) ? path : []);
  }
  // "the text at column 7" of the formula.
  const column = error.argument.slice("the text".length);
  const translated = document.error([...path, key], "", "");
  translated.message = `${translated.caller}: ${translated.argument}${column} ${error.message.slice(`${error.caller}: ${error.argument} `.length)}`;
  return translated;
}
