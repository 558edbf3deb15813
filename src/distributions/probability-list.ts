/** Lists of probabilities. */
import { InvalidArgument } from "../errors.js";
import { type ListParameter, listParameter } from "./list-parameter.js";

/** The option `probabilities` of two categories or more. Throws `InvalidArgument` unless numbers are probabilities that add up to 1. */
export function probabilityList(caller: string, probabilities: unknown): ListParameter {
  const list = listParameter(caller, "probabilities", probabilities, "probability", "simplex", 2);
  const total = list.numbers()?.reduce((sum, probability) => sum + probability, 0);
  if (total !== undefined && Math.abs(total - 1) > 1e-12)
    throw new InvalidArgument(caller, "probabilities", "add up to 1", list.numbers());
  return list;
}
