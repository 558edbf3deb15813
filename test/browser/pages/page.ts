/** A page of its own, as a user's: says what it is allowed to do, samples eight schools, here and in web workers, and writes the bits into its body. */
import { defaultBackend } from "equipoise/density";
import { webWorkers } from "equipoise/execution";
import { fits } from "../bits/models.js";

/** What the page found out. */
export interface Outcome {
  /** What happens to code that is made from text, and to machine code: "allowed", or the error's name. */
  readonly code: string;
  readonly machineCode: string;
  readonly backend: string;
  readonly bits: unknown;
  readonly bitsInWorkers: unknown;
}

/** The smallest module of WebAssembly: its magic number and version. */
const emptyModule = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

function attempt(act: () => unknown): string {
  try {
    act();
    return "allowed";
  } catch (error) {
    return (error as Error).name;
  }
}

async function outcome(): Promise<Outcome> {
  const names = ["eight schools"] as const;
  const executor = webWorkers({ worker: () => new Worker("/worker.js", { type: "module" }), workers: 2 });
  try {
    return {
      // biome-ignore lint/security/noGlobalEval: the page proves that its policy forbids it
      code: attempt(() => globalThis.eval("1")),
      machineCode: attempt(() => new WebAssembly.Module(emptyModule)),
      backend: defaultBackend().name,
      bits: await fits({ names }),
      bitsInWorkers: await fits({ names, executor }),
    };
  } finally {
    await executor.close();
  }
}

const told = document.createElement("pre");
told.id = "outcome";
told.textContent = await outcome().then(JSON.stringify, (error: Error) => `${error.name}: ${error.message}\n${error.stack}`);
document.body.append(told);
