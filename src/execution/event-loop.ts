/** Lets the event loop of this thread have its turn, in any JavaScript runtime. */

/** Resolves in a later turn of the event loop, after timers, messages and input that wait already. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") {
      setImmediate(resolve);
    } else if (typeof MessageChannel === "function") {
      // Browsers delay nested timers by 4 ms, messages not at all.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    } else {
      setTimeout(resolve, 0);
    }
  });
}
