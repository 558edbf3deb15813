import type { Task } from "../../../src/execution/executor.js";

export declare const longTexts: { readonly name: string; run(input: number): { input: number; rows: number[] } } & Task<
  number,
  { input: number; rows: number[] }
>;
