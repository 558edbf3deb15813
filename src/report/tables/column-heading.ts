/** What stands above a column. */
import type { Column, Table } from "../../trials/table.js";

/** The column's label with its unit: proportions are shown in percent. The unit is left out when the table's title says it. */
export function columnHeading({ label, unit }: Column, { title }: Table): string {
  return unit === "proportion" && !title.includes("%") ? `${label} (%)` : label;
}
