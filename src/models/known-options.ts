/** The names of options: a misspelled one would be lost in silence. */
import { requireKnownOptions } from "../errors.js";

/** Every name of `Options`, none forgotten: the type checker asks for each. */
export type NamesOf<Options> = Readonly<Record<keyof Options, true>>;

/** @throws InvalidArgument for an option that is none of these names. */
export const requireNames = <Options>(caller: string, options: object, names: NamesOf<Options>): void =>
  requireKnownOptions(caller, options, Object.keys(names));
