/** What a reader wants to know first. */
import type { Study } from "../../../trials/study.js";
import { glanceTable } from "../../studies/glance-table.js";
import { html } from "../markup.js";
import { type Section, tableBlock } from "./section.js";

/** The metrics that tell most in one number, as far as the study has them. */
const TELLING = ["correct", "overdosing", "patients"];

export function overviewSection(study: Study): Section | undefined {
  const tables = TELLING.flatMap((metric) => glanceTable(study, metric) ?? []);
  return tables.length === 0 ? undefined : { id: "overview", title: "At a glance", body: html`${tables.map(tableBlock)}` };
}
