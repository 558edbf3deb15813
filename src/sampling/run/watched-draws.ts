/** Variables whose errors end a run, where not they but positions are kept. */
import type { Recorder } from "../target.js";
import type { ChainRecord } from "./chain-record.js";

/** Computes a recorder's variables from recorded positions: of each draw once. */
export class WatchedDraws {
  private readonly columns: readonly { readonly place: number; readonly chains: readonly Float64Array[] }[];
  private readonly values: Float64Array;
  private count = 0;

  constructor(
    readonly variables: readonly string[],
    private readonly recorder: Recorder,
    private readonly records: readonly ChainRecord[],
  ) {
    this.values = new Float64Array(recorder.variables.length);
    this.columns = variables.map((variable) => ({
      place: recorder.variables.indexOf(variable),
      chains: records.map(({ capacity }) => new Float64Array(capacity)),
    }));
  }

  /** The draws of the variable of this number that all chains have: an array for each chain. */
  of(variable: number): readonly Float64Array[] {
    const count = Math.min(...this.records.map((record) => record.count));
    for (; this.count < count; this.count++) for (let c = 0; c < this.records.length; c++) this.compute(c, this.count);
    return this.columns[variable].chains.map((chain) => chain.subarray(0, count));
  }

  private compute(c: number, draw: number): void {
    const { values, capacity } = this.records[c];
    const position = new Float64Array(values.length / capacity);
    for (let k = 0; k < position.length; k++) position[k] = values[k * capacity + draw];
    this.recorder.writeInto(this.values, position);
    for (const { place, chains } of this.columns) chains[c][draw] = this.values[place];
  }
}
