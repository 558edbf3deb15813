import type { Task } from "../../../src/execution/executor.js";

export declare const square: Task<number, number>;
export declare const churn: Task<{ seed: number; rounds: number }, number>;
export declare const delayed: Task<{ value: number; milliseconds: number }, number>;
export declare const roundTrip: Task<unknown, unknown>;
export declare const fails: Task<string, string>;
export declare const refuses: Task<number, string>;
export declare const exitsOnce: Task<{ value: number; marker?: string }, number>;
export declare const exitsAlways: Task<{ counter: string }, never>;
export declare const loopsForever: Task<{ started?: string }, never>;
export declare const waitsForever: Task<number, never>;
export declare const throwsOutside: Task<number, never>;
export declare const rejectsOutside: Task<number, never>;
export declare const exhaustsMemory: Task<number, never>;
export declare const returnsFunction: Task<number, () => number>;
export declare const givesAway: Task<number, { numbers: Float64Array; left: number[] }>;
export declare const countsThreads: Task<number, number>;
export declare const toyTasks: readonly Task<never, unknown>[];
