/** Node's own modules without import statements, so that no bundler for browsers meets a `node:` specifier. */

interface Builtins {
  readonly "node:fs/promises": typeof import("node:fs/promises");
  readonly "node:module": typeof import("node:module");
  readonly "node:os": typeof import("node:os");
  readonly "node:path": typeof import("node:path");
}

/** A module of the runtime, or undefined where there is none (browsers). Node 20.16 or later, Deno and Bun have them. */
export function builtinModule<Name extends keyof Builtins>(name: Name): Builtins[Name] | undefined {
  return globalThis.process?.getBuiltinModule?.(name) as Builtins[Name] | undefined;
}
