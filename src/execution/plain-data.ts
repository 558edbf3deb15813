/** Plain data as JSON text and back, without loss: also −0, ±∞, NaN and typed arrays, which JSON alone would change or drop. */

import { InvalidArgument } from "../errors.js";

/** How one value is written; `path` names it in messages. */
export interface WritingStyle {
  readonly caller: string;
  /** Keys in the order of their UTF-16 code units, so that equal data have equal text. */
  readonly sortKeys: boolean;
  readonly allowNaN: boolean;
}

const TYPED_ARRAYS = {
  $Float64Array: Float64Array,
  $Float32Array: Float32Array,
  $Int32Array: Int32Array,
  $Int16Array: Int16Array,
  $Int8Array: Int8Array,
  $Uint32Array: Uint32Array,
  $Uint16Array: Uint16Array,
  $Uint8Array: Uint8Array,
  $Uint8ClampedArray: Uint8ClampedArray,
} as const;
type TypedArrayTag = keyof typeof TYPED_ARRAYS;

const isTypedArrayTag = (key: string): key is TypedArrayTag => Object.hasOwn(TYPED_ARRAYS, key);
const isTag = (key: string) => key === "$number" || isTypedArrayTag(key);

/**
 * Writes plain data (null, booleans, numbers, strings, arrays, typed arrays of numbers, objects without a class) as JSON text
 * from which `decodePlainData` makes equal data. A number that JSON lacks is written as `{"$number":"-0"}` (or "NaN",
 * "Infinity", "-Infinity"), a typed array as `{"$Float64Array":[1,2]}`.
 * Errors: InvalidArgument with the path of the value for everything else: undefined, functions, class instances such as Date and Map,
 * big integers, an object that contains itself, or one whose only key is one of these marks.
 */
export function encodePlainData(value: unknown): string {
  return writePlainData(value, { caller: "encodePlainData", sortKeys: false, allowNaN: true });
}

/** Reads the text that `encodePlainData` or `canonicalJson` wrote. Errors: SyntaxError for a text that is not JSON. */
export function decodePlainData(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const keys = Object.keys(value);
    if (keys.length !== 1 || !isTag(keys[0])) return value;
    const content = (value as Record<string, unknown>)[keys[0]];
    return isTypedArrayTag(keys[0]) ? TYPED_ARRAYS[keys[0]].from(content as number[]) : Number(content);
  });
}

/** Writes plain data in a given style; see `encodePlainData`. */
export function writePlainData(value: unknown, style: WritingStyle): string {
  return write(value, "value", style, new Set());
}

function write(value: unknown, path: string, style: WritingStyle, ancestors: Set<object>): string {
  if (typeof value === "number") return writeNumber(value, path, style);
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object") throw notPlain(value, path, style);
  if (ancestors.has(value)) throw new InvalidArgument(style.caller, path, "not contain itself", "a circle");
  ancestors.add(value);
  const text = writeObject(value, path, style, ancestors);
  ancestors.delete(value);
  return text;
}

function writeNumber(value: number, path: string, style: WritingStyle): string {
  if (Object.is(value, -0)) return '{"$number":"-0"}';
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value) && !style.allowNaN) throw new InvalidArgument(style.caller, path, "be a number", value);
  return `{"$number":"${value}"}`;
}

function writeObject(value: object, path: string, style: WritingStyle, ancestors: Set<object>): string {
  if (Array.isArray(value)) return writeItems(value, path, style, ancestors);
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null)
    return writeRecord(value as Record<string, unknown>, path, style, ancestors);
  const tag = `$${Object.prototype.toString.call(value).slice("[object ".length, -1)}`;
  if (!isTypedArrayTag(tag)) throw notPlain(value, path, style);
  return `{"${tag}":${writeItems(value as unknown as ArrayLike<unknown>, path, style, ancestors)}}`;
}

function writeItems(items: ArrayLike<unknown>, path: string, style: WritingStyle, ancestors: Set<object>): string {
  const texts: string[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    // Numbers are most of the data: no path is built for them unless it is needed.
    texts.push(Number.isFinite(item) && item !== 0 ? String(item) : write(item, `${path}[${index}]`, style, ancestors));
  }
  return `[${texts.join(",")}]`;
}

function writeRecord(record: Record<string, unknown>, path: string, style: WritingStyle, ancestors: Set<object>): string {
  const keys = Object.keys(record);
  if (keys.length === 1 && isTag(keys[0])) {
    throw new InvalidArgument(
      style.caller,
      path,
      `have another key than ${keys[0]}, which marks a number or a typed array`,
      record,
    );
  }
  if (style.sortKeys) keys.sort();
  const texts = keys.map((key) => {
    const inner = /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
    return `${JSON.stringify(key)}:${write(record[key], inner, style, ancestors)}`;
  });
  return `{${texts.join(",")}}`;
}

function notPlain(value: unknown, path: string, style: WritingStyle): InvalidArgument {
  const name = typeof value === "object" && value !== null ? `a ${value.constructor?.name ?? "class instance"}` : value;
  return new InvalidArgument(
    style.caller,
    path,
    "be plain data (null, boolean, number, string, array, typed array or object)",
    name,
  );
}
