/** The messages between a page and its Web Worker. Marked, so that other messages to the same worker are left alone. */

import type { TaskReply, TaskRequest } from "./lane.js";
import { movedBuffersOf } from "./moved-buffers.js";

/** From the page: a request. */
export interface RequestMessage {
  readonly equipoise: "request";
  readonly request: TaskRequest;
}

/** From the worker: an answer, or the news that it closes itself (which a page is not told otherwise). */
export type WorkerMessage = { readonly equipoise: "reply"; readonly reply: TaskReply } | { readonly equipoise: "closed" };

/** The part of a dedicated worker's global object that is used here. */
interface WorkerScope {
  postMessage(message: WorkerMessage, moved?: readonly ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/** The data of a message, if it is one of ours. */
export function ourMessage<Message extends RequestMessage | WorkerMessage>(data: unknown): Message | undefined {
  return typeof data === "object" && data !== null && "equipoise" in data ? (data as Message) : undefined;
}

/** Answers the requests that a page sends, if this code runs in a dedicated Web Worker; elsewhere it does nothing. */
export function answerMessages(answer: (request: TaskRequest) => Promise<TaskReply>): void {
  const scope = dedicatedWorkerScope();
  if (scope === undefined) return;
  const reply = async (request: TaskRequest) => {
    const reply = await answer(request);
    scope.postMessage({ equipoise: "reply", reply }, movedBuffersOf(reply));
  };
  scope.addEventListener("message", ({ data }) => {
    const message = ourMessage<RequestMessage>(data);
    if (message?.equipoise === "request") void reply(message.request);
  });
  const close = scope.close.bind(scope);
  scope.close = () => {
    scope.postMessage({ equipoise: "closed" });
    close();
  };
}

function dedicatedWorkerScope(): WorkerScope | undefined {
  const { DedicatedWorkerGlobalScope: Scope } = globalThis as { DedicatedWorkerGlobalScope?: unknown };
  return typeof Scope === "function" && globalThis instanceof Scope ? (globalThis as unknown as WorkerScope) : undefined;
}
