/** A design of the user's own, in a module of their own: it treats everybody at the lowest dose. */
import { binaryToxicity } from "equipoise/endpoints";

export function lowestDose({ doses, patients }) {
  const weights = Array.from({ length: doses }, (_, arm) => (arm === 0 ? 1 : 0));
  return {
    name: "lowest dose",
    arms: weights.map((_, arm) => `dose ${arm + 1}`),
    endpoint: binaryToxicity(),
    start: null,
    conclude: () => ({ dose: 0 }),
    decide: (memory, data) => {
      if (data.enrolled > 0) return { decision: { kind: "stop", conclusion: { dose: 0 }, reasons: () => [] }, memory };
      const review = { kind: "all", of: [{ kind: "enrolled", count: patients }, { kind: "followed-up" }] };
      return { decision: { kind: "continue", allocate: () => weights, enroll: patients, review, reasons: () => [] }, memory };
    },
    recipe: { make: "lowestDose", options: { doses, patients }, module: import.meta.url },
  };
}
