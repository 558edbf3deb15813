/** What responses ask of their options. */
import { InvalidArgument } from "../../errors.js";

/** @throws InvalidArgument unless `larger` is "better" or "worse". */
export function checkLarger(caller: string, larger: unknown): void {
  if (larger !== "better" && larger !== "worse") throw new InvalidArgument(caller, "larger", 'be "better" or "worse"', larger);
}

/** @throws InvalidArgument unless the value is a finite time, 0 or later. */
export function checkTime(caller: string, argument: string, value: unknown): void {
  if (typeof value !== "number" || !(value >= 0 && value < Infinity))
    throw new InvalidArgument(caller, argument, "be a finite time, 0 or later", value);
}

/** When a response is known, in a protocol's words. */
export const timeInWords = (time: number): string =>
  time === 0 ? "at entry" : `${time} time unit${time === 1 ? "" : "s"} after entry`;

/** @throws InvalidArgument unless `response` is one. */
export function checkResponse(caller: string, response: unknown): void {
  const { endpoint, compare, estimate } = (typeof response === "object" && response !== null ? response : {}) as Record<
    string,
    unknown
  >;
  if (typeof endpoint !== "object" || endpoint === null || typeof compare !== "function" || typeof estimate !== "function")
    throw new InvalidArgument(caller, "response", "be a response, such as binaryResponse()", response);
}
