import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../src/execution/sha256.js";

describe("sha256", () => {
  // Source: fips1804, with the examples published beside it by NIST (SHA256.pdf, SHA2_Additional.pdf).
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
    [
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
    ],
  ])("gives the published digest of %j", (message, digest) => {
    expect(sha256(message)).toBe(digest);
  });

  it("gives the published digest of a million times the letter a", () => {
    const digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    expect(sha256("a".repeat(1_000_000))).toBe(digest);
    expect(sha256(new Uint8Array(1_000_000).fill(0x61))).toBe(digest);
  });

  it("agrees with the system's implementation at every length around the edges of the blocks", () => {
    for (let length = 0; length <= 260; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (31 * index + 7 * length) & 0xff);
      expect(sha256(bytes), `${length} bytes`).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
  });

  it("hashes the UTF-8 form of a text, and a view only where it looks", () => {
    expect(sha256("dose ≤ 3 µg, 中, 𝄞")).toBe(createHash("sha256").update("dose ≤ 3 µg, 中, 𝄞", "utf8").digest("hex"));
    const buffer = new TextEncoder().encode("xxabcxx");
    expect(sha256(buffer.subarray(2, 5))).toBe(sha256("abc"));
  });
});
