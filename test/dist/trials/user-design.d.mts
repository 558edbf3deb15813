import type { Design } from "equipoise/trials";

export function lowestDose(options: { doses: number; patients: number }): Design<null, number, unknown, unknown, unknown>;
