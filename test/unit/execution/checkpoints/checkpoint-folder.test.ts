import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import { canonicalJson } from "../../../../src/execution/canonical-json.js";
import { checkpointFolder } from "../../../../src/execution/checkpoints/checkpoint-folder.js";
import { type FolderFiles, nodeFiles } from "../../../../src/execution/checkpoints/folder-files.js";
import { inline } from "../../../../src/execution/inline.js";
import { resumableMap } from "../../../../src/execution/resumable-map.js";
import { collect } from "../collect.js";

const data = { rows: [{ dose: 1, rate: 0.1 + 0.2 }], odd: [-0, Number.NaN, Infinity], counts: Float64Array.of(3, 4) };

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "checkpoint-"));
  folder = join(root, "runs", "first");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const blockFile = (name: string) => join(folder, `block-${name}.json`);

/** The errors that a system gives, without a system that is broken. */
function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: the system's words`), { code });
}

/** A folder's files, of which writing a name that matches fails with this code, after half of the text is on the disk. */
function failingFiles(code: string, when: (path: string) => boolean): FolderFiles {
  const real = nodeFiles();
  return {
    ...real,
    async writeNew(path, text) {
      if (!when(path)) return real.writeNew(path, text);
      writeFileSync(path, text.slice(0, text.length / 2));
      throw systemError(code);
    },
  };
}

describe("checkpointFolder", () => {
  it("gives back what was written, also to another process later, and lists the keys", async () => {
    const first = await checkpointFolder(folder, "study 1");
    expect(await first.list()).toEqual([]);
    await first.write("cell-2", data);
    await first.write("cell-1", null);
    const second = await checkpointFolder(folder, "study 1");
    expect(await second.read("cell-2")).toStrictEqual(data);
    expect(await second.read("cell-1")).toBeNull();
    expect(await second.read("cell-3")).toBeUndefined();
    expect(await second.list()).toEqual(["cell-1", "cell-2"]);
  });

  it("leaves no temporary file", async () => {
    const checkpoint = await checkpointFolder(folder, "study 1");
    await checkpoint.write("a", data);
    await checkpoint.write("a", data);
    expect(readdirSync(folder).sort()).toEqual(["block-a.json", "manifest.json"]);
  });

  it("keeps keys apart that file systems mix up, in file names without special characters", async () => {
    const keys = ["a", "A", "a/b", "../a", "µ", "a b", "a%62", "CON", "(1)*", "."];
    const checkpoint = await checkpointFolder(folder, "study 1");
    for (const key of keys) await checkpoint.write(key, key);
    for (const key of keys) expect(await checkpoint.read(key)).toBe(key);
    expect(await checkpoint.list()).toEqual([...keys].sort());
    const names = readdirSync(folder);
    expect(names).toHaveLength(keys.length + 1);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9%._-]+$/);
  });

  it.each(["", "x".repeat(201), "\ud800"])("refuses a key without a file name: %j", async (key) => {
    const checkpoint = await checkpointFolder(folder, "study 1");
    await expect(checkpoint.write(key, 1)).rejects.toThrow(InvalidArgument);
    await expect(checkpoint.read(key)).rejects.toThrow("checkpointFolder: key must be a string of 1 to 200 letters");
  });

  it("pays no attention to other files in the folder", async () => {
    const checkpoint = await checkpointFolder(folder, "study 1");
    writeFileSync(join(folder, "notes.txt"), "mine");
    writeFileSync(join(folder, "block-%zz.json"), "no key has this name");
    await checkpoint.write("a", 1);
    expect(await checkpoint.list()).toEqual(["a"]);
  });
});

describe("a damaged file", () => {
  const damages: [string, (text: string) => string][] = [
    ["cut short", (text) => text.slice(0, text.length / 2)],
    ["empty", () => ""],
    ["cut by its last letter", (text) => text.slice(0, -1)],
    ["with a changed digit of the data", (text) => text.replace('"dose":1', '"dose":2')],
    ["with an added space", (text) => text.replace('"dose":1', '"dose": 1')],
    ["with a changed key", (text) => text.replace('"key":"a"', '"key":"b"')],
    ["with a changed identity", (text) => text.replace(/"identity":"./, '"identity":"?')],
    ["with a changed checksum", (text) => text.replace(/"checksum":"./, '"checksum":"?')],
    ["of another format", (text) => text.replace('"format":1', '"format":2')],
    ["with something after it", (text) => `${text} `],
    ["that is JSON of something else", () => "null"],
  ];

  it.each(damages)("%s counts as missing, is reported, and is overwritten cleanly", async (_name, damage) => {
    const notices: string[] = [];
    const checkpoint = await checkpointFolder(folder, "study 1", { onNotice: (text) => notices.push(text) });
    await checkpoint.write("a", data);
    const whole = readFileSync(blockFile("a"), "utf8");
    const damaged = damage(whole);
    expect(damaged).not.toBe(whole);
    writeFileSync(blockFile("a"), damaged);
    expect(await checkpoint.read("a")).toBeUndefined();
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/block-a\.json is ignored and will be computed anew, because it(s| is) /);
    await checkpoint.write("a", data);
    expect(await checkpoint.read("a")).toStrictEqual(data);
    expect(notices).toHaveLength(1);
  });

  it("that stands under another's name counts as missing", async () => {
    const notices: string[] = [];
    const checkpoint = await checkpointFolder(folder, "study 1", { onNotice: (text) => notices.push(text) });
    await checkpoint.write("a", data);
    writeFileSync(blockFile("b"), readFileSync(blockFile("a")));
    expect(await checkpoint.read("b")).toBeUndefined();
    expect(notices[0]).toMatch('because it holds "a"');
  });

  it("does not change the results of a run that resumes over it", async () => {
    const square = { name: "square", run: (value: number) => value * value };
    const options = { keyOf: (input: number) => String(input) };
    const run = async () => {
      const checkpoint = await checkpointFolder(folder, "study 1");
      return collect(resumableMap(inline(), square, [1, 2, 3, 4], { ...options, checkpoint }));
    };
    expect(await run()).toEqual({ outputs: [1, 4, 9, 16] });
    writeFileSync(blockFile("2"), readFileSync(blockFile("2"), "utf8").replace('"payload":4', '"payload":5'));
    writeFileSync(blockFile("3"), "");
    expect(await run()).toEqual({ outputs: [1, 4, 9, 16] });
    expect(await run()).toEqual({ outputs: [1, 4, 9, 16] });
  });
});

describe("the manifest", () => {
  const identity = canonicalJson({ study: { design: "BOIN", target: 0.3 }, seed: 1, version: "0.1.0" });
  const manifest = () => join(folder, "manifest.json");

  it("shows the identity in readable form", async () => {
    await checkpointFolder(folder, identity);
    expect(readFileSync(manifest(), "utf8")).toMatch('"design": "BOIN"');
    expect(JSON.parse(readFileSync(manifest(), "utf8"))).toMatchObject({ format: 1, identity: JSON.parse(identity) });
    const other = join(root, "other");
    await checkpointFolder(other, "any text");
    expect(JSON.parse(readFileSync(join(other, "manifest.json"), "utf8")).identity).toBe("any text");
  });

  it("keeps a folder for its identity: another is refused, by what differs, and the folder is left as it was", async () => {
    const first = await checkpointFolder(folder, identity);
    await first.write("a", data);
    const before = readFileSync(manifest(), "utf8");
    const other = canonicalJson({ study: { design: "BOIN", target: 0.25 }, seed: 1, version: "0.2.0" });
    await expect(checkpointFolder(folder, other)).rejects.toThrow(
      `checkpointFolder: the folder ${folder} cannot be used, because it belongs to another study: ` +
        'study is {"design":"BOIN","target":0.3} there, {"design":"BOIN","target":0.25} here; ' +
        'version is "0.1.0" there, "0.2.0" here. Choose another folder, or delete this one to start afresh.',
    );
    expect(readFileSync(manifest(), "utf8")).toBe(before);
    expect(await first.read("a")).toStrictEqual(data);
  });

  it("names both identities when they are plain texts", async () => {
    await checkpointFolder(folder, "study 1");
    await expect(checkpointFolder(folder, "study 2")).rejects.toThrow('another study: "study 1" there, "study 2" here.');
  });

  it("refuses a folder of another format, and names both", async () => {
    await checkpointFolder(folder, identity);
    writeFileSync(manifest(), readFileSync(manifest(), "utf8").replace('"format": 1', '"format": 2'));
    await expect(checkpointFolder(folder, identity)).rejects.toThrow(
      "because it is of format 2, and this version of the library reads and writes format 1. Choose another folder",
    );
  });

  it("is written anew when it is damaged, with a notice", async () => {
    const notices: string[] = [];
    const first = await checkpointFolder(folder, identity);
    await first.write("a", data);
    const before = readFileSync(manifest(), "utf8");
    writeFileSync(manifest(), before.slice(0, 20));
    const second = await checkpointFolder(folder, identity, { onNotice: (text) => notices.push(text) });
    expect(notices).toEqual([`${folder}/manifest.json could not be understood and is written anew`]);
    expect(readFileSync(manifest(), "utf8")).toBe(before);
    expect(await second.read("a")).toStrictEqual(data);
  });

  it("is not all that guards a folder: a file of another study is refused without it", async () => {
    const first = await checkpointFolder(folder, "study 1");
    await first.write("a", data);
    rmSync(manifest());
    const second = await checkpointFolder(folder, "study 2");
    await expect(second.read("a")).rejects.toThrow(/block-a\.json belongs to another study.*Choose another folder/);
  });
});

describe("a disk that does not do its part", () => {
  it.each([
    ["ENOSPC", "the disk is full; free some space and run again (ENOSPC)"],
    ["EDQUOT", "your quota on this disk is used up"],
    ["EACCES", "permission is denied; choose a folder that you may write (EACCES)"],
    ["EROFS", "the disk is read-only; choose a folder on another disk (EROFS)"],
    ["EWEIRD", "EWEIRD: the system's words (EWEIRD)"],
  ])(
    "%s while writing is said in words with the path, and leaves earlier files whole and no temporary one",
    async (code, words) => {
      const files = failingFiles(code, (path) => path.includes("block-b"));
      const checkpoint = await checkpointFolder(folder, "study 1", { files });
      await checkpoint.write("a", data);
      const error = await checkpoint.write("b", data).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).toMatch(`checkpointFolder: cannot write ${folder}/block-b.json: ${words}`);
      expect((error as Error).message).toMatch("Results that were written before stay valid.");
      expect((error as Error).cause).toMatchObject({ code });
      expect(readdirSync(folder).sort()).toEqual(["block-a.json", "manifest.json"]);
      expect(await checkpoint.read("a")).toStrictEqual(data);
      expect(await checkpoint.read("b")).toBeUndefined();
    },
  );

  it("leaves the old file whole when it cannot be replaced", async () => {
    const first = await checkpointFolder(folder, "study 1");
    await first.write("a", "old");
    const files = failingFiles("ENOSPC", (path) => path.includes("block-a"));
    const second = await checkpointFolder(folder, "study 1", { files });
    await expect(second.write("a", "new")).rejects.toThrow("the disk is full");
    expect(await second.read("a")).toBe("old");
  });

  it("gives up with the first error also when the temporary file cannot be removed", async () => {
    const files = {
      ...failingFiles("ENOSPC", (path) => path.includes("block-a")),
      remove: () => Promise.reject(systemError("EIO")),
    };
    const checkpoint = await checkpointFolder(folder, "study 1", { files });
    await expect(checkpoint.write("a", 1)).rejects.toThrow("the disk is full");
  });

  it("says so when the folder cannot be made, because a file is in the way", async () => {
    writeFileSync(join(root, "runs"), "a file");
    await expect(checkpointFolder(folder, "study 1")).rejects.toThrow(
      `checkpointFolder: cannot make the folder ${folder}: a part of the path is a file, not a folder; choose another path (ENOTDIR).`,
    );
  });

  it("says so when a file cannot be read, and when the folder is gone", async () => {
    const checkpoint = await checkpointFolder(folder, "study 1");
    mkdirSync(blockFile("a"));
    await expect(checkpoint.read("a")).rejects.toThrow("a folder of this name is in the way; remove it (EISDIR)");
    rmSync(folder, { recursive: true });
    expect(await checkpoint.read("b")).toBeUndefined();
    await expect(checkpoint.write("b", 1)).rejects.toThrow("the folder is gone; make it again or choose another (ENOENT)");
    await expect(checkpoint.list()).rejects.toThrow("the folder is gone");
  });

  it("removes temporary files that are more than an hour old, and leaves fresh ones, which another process may be writing", async () => {
    mkdirSync(folder, { recursive: true });
    const hours = Date.now() / 1000 - 2 * 3600;
    writeFileSync(join(folder, "block-a.json.1.tmp"), "half");
    utimesSync(join(folder, "block-a.json.1.tmp"), hours, hours);
    writeFileSync(join(folder, "block-a.json.2.tmp"), "half");
    await checkpointFolder(folder, "study 1");
    expect(readdirSync(folder).sort()).toEqual(["block-a.json.2.tmp", "manifest.json"]);
  });

  it("refuses mistaken arguments", async () => {
    await expect(checkpointFolder("", "study 1")).rejects.toThrow(InvalidArgument);
    await expect(checkpointFolder(folder, 1 as never)).rejects.toThrow("checkpointFolder: identity must be a string, got 1");
  });
});
