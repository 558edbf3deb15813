/** The softplus function. */
import { exp } from "../elementary/exponential.js";
import { log1p } from "../elementary/logarithm.js";

/** ln(1 + e^x), without overflow for large x nor loss for very negative x. Source: machler2012. */
export function log1pExp(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}
