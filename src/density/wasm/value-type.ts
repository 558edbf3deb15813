/** The types of WebAssembly values, as the bytes that stand for them. Source: wasm2022. */
export const valueType = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;

/** The type of a parameter, a result or a local. */
export type ValueType = (typeof valueType)[keyof typeof valueType];

/** What a function takes and returns. */
export interface FunctionType {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}
