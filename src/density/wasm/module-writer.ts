/** A WebAssembly module as bytes: types, imports, functions, exports and code. Source: wasm2022. */
import { ByteWriter } from "./byte-writer.js";
import { FunctionBody } from "./function-body.js";
import type { FunctionType } from "./value-type.js";

/** How large an imported memory is, in pages of 64 KiB. */
export interface MemoryLimits {
  readonly minimumPages: number;
}

const section = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const kind = { function: 0, memory: 2 } as const;

export class ModuleWriter {
  private readonly types: FunctionType[] = [];
  private readonly typeIndices = new Map<string, number>();
  private readonly imports: { from: string; name: string; minimumPages: number }[] = [];
  private readonly functions: FunctionBody[] = [];
  private readonly exports: { name: string; index: number }[] = [];

  /** The memory that all loads and stores of the module mean. */
  importMemory(from: string, name: string, { minimumPages }: MemoryLimits): void {
    this.imports.push({ from, name, minimumPages });
  }

  /** A function to be written, which may call others that are added later. */
  addFunction(type: FunctionType, exportName?: string): FunctionBody {
    const body = new FunctionBody(this.functions.length, type);
    this.functions.push(body);
    if (exportName !== undefined) this.exports.push({ name: exportName, index: body.index });
    return body;
  }

  /** The module's bytes, once all functions are written. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const functionTypes = this.functions.map(({ type }) => this.typeIndex(type));
    const out = new ByteWriter();
    out.append(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)); // "\0asm", version 1
    writeSection(out, section.type, this.types, writeType);
    writeSection(out, section.import, this.imports, (content, { from, name, minimumPages }) => {
      content.name(from);
      content.name(name);
      content.byte(kind.memory);
      content.byte(0); // no maximum
      content.unsigned(minimumPages);
    });
    writeSection(out, section.function, functionTypes, (content, index) => content.unsigned(index));
    writeSection(out, section.export, this.exports, (content, { name, index }) => {
      content.name(name);
      content.byte(kind.function);
      content.unsigned(index);
    });
    writeSection(out, section.code, this.functions, (content, body) => body.writeInto(content));
    return out.bytes.slice();
  }

  private typeIndex(type: FunctionType): number {
    const key = `${type.parameters.join()}:${type.results.join()}`;
    const known = this.typeIndices.get(key);
    if (known !== undefined) return known;
    const index = this.types.push(type) - 1;
    this.typeIndices.set(key, index);
    return index;
  }
}

function writeType(out: ByteWriter, { parameters, results }: FunctionType): void {
  out.byte(0x60);
  out.sized(Uint8Array.from(parameters));
  out.sized(Uint8Array.from(results));
}

/** A section of items, each written by `write`; nothing if there is none. */
function writeSection<Item>(
  out: ByteWriter,
  id: number,
  items: readonly Item[],
  write: (content: ByteWriter, item: Item) => void,
): void {
  if (items.length === 0) return;
  const content = new ByteWriter();
  content.unsigned(items.length);
  for (const item of items) write(content, item);
  out.byte(id);
  out.sized(content.bytes);
}
