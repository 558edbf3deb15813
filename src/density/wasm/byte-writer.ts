/** Bytes that grow as they are written, with the variable-length integers of WebAssembly. */
export class ByteWriter {
  private buffer = new Uint8Array(256);
  private view = new DataView(this.buffer.buffer);
  private used = 0;

  /** How many bytes have been written. */
  get length(): number {
    return this.used;
  }

  /** The bytes written so far, not copied: valid until the next write. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.subarray(0, this.used);
  }

  byte(value: number): void {
    this.makeRoom(1);
    this.buffer[this.used++] = value;
  }

  /** An integer in [0, 2^32) as unsigned LEB128. */
  unsigned(value: number): void {
    this.makeRoom(5);
    let rest = value >>> 0;
    while (rest > 127) {
      this.buffer[this.used++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.buffer[this.used++] = rest;
  }

  /** An integer in [-2^31, 2^31) as signed LEB128. */
  signed(value: number): void {
    this.makeRoom(5);
    let rest = value | 0;
    while (rest < -64 || rest > 63) {
      this.buffer[this.used++] = (rest & 127) | 128;
      rest >>= 7;
    }
    this.buffer[this.used++] = rest & 127;
  }

  /** A double as its eight bytes, little-endian. */
  double(value: number): void {
    this.makeRoom(8);
    this.view.setFloat64(this.used, value, true);
    this.used += 8;
  }

  /** Four bytes of an integer, little-endian. */
  word(value: number): void {
    this.makeRoom(4);
    this.view.setInt32(this.used, value, true);
    this.used += 4;
  }

  append(bytes: Uint8Array): void {
    this.makeRoom(bytes.length);
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  /** A name as its length and its UTF-8 bytes. */
  name(text: string): void {
    this.sized(new TextEncoder().encode(text));
  }

  /** Bytes behind their number. */
  sized(bytes: Uint8Array): void {
    this.unsigned(bytes.length);
    this.append(bytes);
  }

  private makeRoom(count: number): void {
    if (this.used + count <= this.buffer.length) return;
    const larger = new Uint8Array(2 * (this.used + count));
    larger.set(this.bytes);
    this.buffer = larger;
    this.view = new DataView(larger.buffer);
  }
}
