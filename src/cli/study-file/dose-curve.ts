/** A number for each dose, given as a formula. */
import { InvalidArgument } from "../../errors.js";
import { compileExpression } from "../expression/index.js";
import type { Path } from "./document.js";
import type { FileContext } from "./file-context.js";
import { CURVE, checked } from "./schemas.js";

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
  const all = { ...context.constants, ...constants } as Record<string, number>;
  const expression = await compileExpression(curve, ["dose", "level"], all).catch((error: unknown) => {
    throw error instanceof InvalidArgument ? inFile(context, path, error, constants) : error;
  });
  return amounts.map((dose: number, i) => {
    const result = expression.evaluate([dose, i + 1]);
    if (!Number.isFinite(result))
      throw document.error([...path, "curve"], `be a finite number at every dose (it is ${result} at ${dose})`, curve);
    return result;
  });
}

function inFile({ document }: FileContext, path: Path, error: InvalidArgument, own: object | undefined): unknown {
  const name = /^constants\.(.*)$/s.exec(error.argument)?.[1];
  if (name !== undefined) {
    return document.translate(error, own !== undefined && Object.hasOwn(own, name) ? path : []);
  }
  // "the text at column 7" of the formula.
  const column = error.argument.slice("the text".length);
  const translated = document.error([...path, "curve"], "", "");
  translated.message = `${translated.caller}: ${translated.argument}${column} ${error.message.slice(`${error.caller}: ${error.argument} `.length)}`;
  return translated;
}
