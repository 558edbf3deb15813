/** Axes of tables: the same one each time, so that arrays over them can be combined. */
import type { Axis } from "./axis.js";

const products = new WeakMap<Axis, WeakMap<Axis, Axis>>();

/** rows × columns. */
export function productAxis(rows: Axis, columns: Axis): Axis {
  let ofRows = products.get(rows);
  if (ofRows === undefined) {
    ofRows = new WeakMap();
    products.set(rows, ofRows);
  }
  let product = ofRows.get(columns);
  if (product === undefined) {
    product = { name: `${rows.name} × ${columns.name}`, product: [rows, columns] };
    ofRows.set(columns, product);
  }
  return product;
}
