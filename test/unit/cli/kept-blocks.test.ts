/** Blocks kept during a run: on the disk when it matters, gone when it is done. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { namedFolder, passingFolder } from "../../../src/cli/running/kept-blocks.js";

let home: string;
const notices: string[] = [];
const notice = (text: string) => notices.push(text);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "equipoise-kept-"));
  notices.length = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(home, { recursive: true, force: true });
});

/** As if so many milliseconds had passed since now. */
const later = (milliseconds: number) => {
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + milliseconds);
};

describe("a passing folder", () => {
  it("of a short run is never made", async () => {
    const kept = passingFolder(join(home, "study.equipoise"), notice);
    const checkpoint = await kept.open("study A");
    await checkpoint.write("block", { value: 1 });
    expect(await checkpoint.read("block")).toEqual({ value: 1 });
    expect(await checkpoint.list()).toEqual(["block"]);
    await kept.clear();
    expect(readdirSync(home)).toEqual([]);
  });

  it("is made when the run was interrupted, and read by the next", async () => {
    const first = passingFolder(join(home, "study.equipoise"), notice);
    await (await first.open("study A")).write("block", [1, 2]);
    const folder = await first.flush();
    expect(existsSync(folder as string)).toBe(true);
    const second = passingFolder(join(home, "study.equipoise"), notice);
    const checkpoint = await second.open("study A");
    expect(await checkpoint.read("block")).toEqual([1, 2]);
    await second.clear();
    expect(readdirSync(home)).toEqual([]);
  });

  it("is made after two seconds, with what was finished before", async () => {
    const kept = passingFolder(join(home, "study.equipoise"), notice);
    const checkpoint = await kept.open("study A");
    await checkpoint.write("early", 1);
    later(3000);
    await Promise.all([checkpoint.write("late", 2), checkpoint.write("later", 3)]);
    const [folder] = readdirSync(join(home, "study.equipoise"));
    expect(readdirSync(join(home, "study.equipoise", folder)).filter((name) => name.startsWith("block"))).toHaveLength(3);
  });

  it("does not give the blocks of one study to another", async () => {
    const first = passingFolder(join(home, "study.equipoise"), notice);
    await (await first.open("study A")).write("block", 1);
    await first.flush();
    const other = passingFolder(join(home, "study.equipoise"), notice);
    expect(await (await other.open("study B")).read("block")).toBeUndefined();
    await other.flush();
    await other.clear();
    expect(readdirSync(join(home, "study.equipoise"))).toHaveLength(1);
  });

  it("that cannot be made is said once, and the run goes on", async () => {
    writeFileSync(join(home, "study.equipoise"), "a file");
    const kept = passingFolder(join(home, "study.equipoise"), notice);
    const checkpoint = await kept.open("study A");
    later(3000);
    for (const key of ["a", "b", "c"]) await checkpoint.write(key, key);
    expect(await kept.flush()).toBeUndefined();
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain("the run goes on without");
  });

  it("without blocks has nothing to go on from", async () => {
    const kept = passingFolder(join(home, "study.equipoise"), notice);
    await kept.open("study A");
    expect(await kept.flush()).toBeUndefined();
  });
});

describe("a named folder", () => {
  it("stays when the run is done", async () => {
    const kept = namedFolder(join(home, "mine"), notice);
    await (await kept.open("study A")).write("block", 1);
    expect(await kept.flush()).toBe(join(home, "mine"));
    await kept.clear();
    expect(await (await namedFolder(join(home, "mine"), notice).open("study A")).read("block")).toBe(1);
  });

  it("that cannot be made is an error", async () => {
    mkdirSync(join(home, "x"));
    writeFileSync(join(home, "x", "mine"), "a file");
    await expect(namedFolder(join(home, "x", "mine"), notice).open("study A")).rejects.toThrow(
      "a file of this name is in the way",
    );
  });
});
