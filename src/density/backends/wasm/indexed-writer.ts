/** Elements at places that a column of indices tells: read and added to, as code. */
import { type FunctionBody, f64, f64x2, i32, type Local, v128, valueType } from "../../wasm/index.js";
import type { AddressBook } from "./address-book.js";
import type { Lanes } from "./lanes.js";

export class IndexedWriter {
  /** For each array of indices that the current row has read: eight times the index, in one local a lane. */
  private readonly places = new Map<number, readonly Local[]>();

  constructor(
    private readonly body: FunctionBody,
    private readonly addresses: AddressBook,
  ) {}

  /** Leaves array[index[row]] on the stack. */
  pushGather(array: number, index: number, lanes: Lanes): void {
    const { body, addresses } = this;
    const [first, second] = this.placesOf(index, lanes);
    if (lanes !== "pair") {
      body.access(lanes === "scalar" ? f64.load : v128.load64_splat, addresses.pushBehind(array, first));
      return;
    }
    addresses.pushBehind(array, second);
    const offset = addresses.pushBehind(array, first);
    body.access(v128.load64_zero, offset).accessLane(v128.load64_lane, offset, 1);
  }

  /** Adds a lane of a value to array[index[row]]. */
  writeScatter(array: number, index: number, lanes: Lanes, lane: number, pushValue: () => void): void {
    const { body, addresses } = this;
    const place = this.placesOf(index, lanes)[lane];
    addresses.pushBehind(array, place);
    const offset = addresses.pushBehind(array, place);
    body.access(f64.load, offset);
    pushValue();
    if (lanes !== "scalar") body.lane(f64x2.extract_lane, lane);
    body.apply(f64.add).access(f64.store, offset);
  }

  /** Forgets what the row has read. */
  endRow(): void {
    for (const local of [...this.places.values()].flat()) this.body.releaseLocal(local);
    this.places.clear();
  }

  private placesOf(index: number, lanes: Lanes): readonly Local[] {
    const known = this.places.get(index);
    if (known !== undefined) return known;
    const places = (lanes === "pair" ? [0, 4] : [0]).map((further) => {
      const local = this.body.addLocal(valueType.i32);
      const offset = this.addresses.pushRow(index);
      this.body
        .access(i32.load, offset + further)
        .i32Const(3)
        .apply(i32.shl)
        .set(local);
      return local;
    });
    this.places.set(index, places);
    return places;
  }
}
