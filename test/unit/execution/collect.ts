/** All results of an iteration, and how it ended. */
export async function collect<Output>(outputs: AsyncIterable<Output>): Promise<{ outputs: Output[]; error?: unknown }> {
  const list: Output[] = [];
  try {
    for await (const output of outputs) list.push(output);
  } catch (error) {
    return { outputs: list, error };
  }
  return { outputs: list };
}

/** A promise to be settled by the test. */
export function deferred<Value = void>() {
  let resolve!: (value: Value) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<Value>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  return { promise, resolve, reject };
}

/** Lets everything happen that needs no more than this process. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
