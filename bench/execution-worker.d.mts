import type { Task } from "../src/execution/executor.js";

export declare const nothing: Task<number, number>;
export declare const arithmetic: Task<number, number>;
