/** Spending after Lan and DeMets that resembles Pocock bounds. */
import { log } from "../../../numeric/elementary/logarithm.js";
import { checkKnown } from "../../requirements.js";
import type { Spending } from "./spending.js";

const E_LESS_ONE = 1.718281828459045;

/** Spends α ln(1 + (e − 1) t): nearly evenly over looks. Source: lan1983discrete. */
export function lanDeMetsPocock(options: Record<string, never> = {}): Spending {
  checkKnown("lanDeMetsPocock", options, []);
  return {
    name: "Lan–DeMets Pocock spending",
    spent: (time, total) => (time >= 1 ? total : time > 0 ? total * log(1 + E_LESS_ONE * time) : 0),
    protocol: "a Lan–DeMets spending function of Pocock type",
    recipe: { make: "lanDeMetsPocock", options: {} },
  };
}
