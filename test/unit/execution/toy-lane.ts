import type { Lane, TaskReply, TaskRequest } from "../../../src/execution/lane.js";

/** What happens to a request in a toy lane: an answer, the death of its worker, or nothing at all until it is ended. */
export type Fate = TaskReply | "dies" | "hangs" | Promise<TaskReply>;

/** A lane without a worker, which does with each request what it is told, and keeps a record. */
export interface ToyLane extends Lane {
  readonly requests: readonly TaskRequest[];
  readonly ends: number;
  readonly busy: boolean;
}

export function toyLane(fate: (request: TaskRequest) => Fate): ToyLane {
  const requests: TaskRequest[] = [];
  let ends = 0;
  let fail: ((death: Error) => void) | undefined;
  return {
    requests,
    get ends() {
      return ends;
    },
    get busy() {
      return fail !== undefined;
    },
    run(request) {
      if (fail !== undefined) throw new Error("a lane was given two requests at one time");
      requests.push(request);
      return new Promise<TaskReply>((resolve, reject) => {
        fail = reject;
        const outcome = fate(request);
        if (outcome === "dies") reject(new Error("the toy worker died"));
        // Not resolve(outcome): a promise that follows another can no longer be rejected by `end`.
        else if (outcome !== "hangs") void Promise.resolve(outcome).then(resolve);
      }).finally(() => {
        fail = undefined;
      });
    },
    async end() {
      ends++;
      fail?.(new Error("the toy lane was ended"));
    },
  };
}
