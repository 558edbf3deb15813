/** What a bare JavaScript shell lacks of what Node and browsers share: texts as bytes, copies, cancellation, timers. Nothing that computes. */
globalThis.say = globalThis.print;
globalThis.TextEncoder ??= class {
  encode(text) {
    return Uint8Array.from(unescape(encodeURIComponent(text)), (character) => character.charCodeAt(0));
  }
};
globalThis.TextDecoder ??= class {
  decode(bytes) {
    return decodeURIComponent(escape(String.fromCharCode(...bytes)));
  }
};
globalThis.structuredClone ??= function clone(value) {
  if (value === null || typeof value !== "object") return value;
  if (ArrayBuffer.isView(value)) return value.slice();
  if (Array.isArray(value)) return value.map(clone);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, clone(entry)]));
};
globalThis.AbortController ??= class {
  signal = { aborted: false, addEventListener() {}, removeEventListener() {}, throwIfAborted() {} };
  abort() {
    this.signal.aborted = true;
  }
};
globalThis.setTimeout ??= (callback) => void Promise.resolve().then(callback);
globalThis.performance ??= { now: () => 0 };
