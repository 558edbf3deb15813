/** The peers of the posteriors' benchmark, as programs that print a line of JSON: Stan through R, and plain loops through gcc. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** What Stan's sampler took for 4 chains of 1000 + 1000. */
export interface StanRun {
  readonly seconds: number;
  readonly warmupGradients: number;
  readonly samplingGradients: number;
  readonly minimumBulkEss: number;
  readonly slowest: string;
  readonly divergences: number;
  readonly furthest: number | null;
}

/** The programs lie beside the folder of this file, or of its bundle. */
const folder = [join(import.meta.dirname, "../peers"), "bench/peers"].find((path) => existsSync(join(path, "stan.R"))) as string;

function lineFrom<Line>(command: string, program: string, ...given: readonly string[]): Line | undefined {
  const { status, stdout } = spawnSync(command, [join(folder, program), ...given], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return status === 0 ? (JSON.parse(stdout) as Line) : undefined;
}

/** Nanoseconds a gradient, one round; undefined where R, rstan or a compiler is missing. */
export const stanGradient = (name: string): number | undefined =>
  lineFrom<{ readonly gradientNanoseconds: readonly [number] }>("Rscript", "stan.R", "gradient", "1", name)
    ?.gradientNanoseconds[0];

/** A run of NUTS; undefined where R, rstan or a compiler is missing. */
export const stanRun = (name: string, seed: number): StanRun | undefined =>
  lineFrom<StanRun>("Rscript", "stan.R", "sample", String(seed), name);

/** Nanoseconds a gradient of loops in C, one round; undefined without gcc. */
export const loopGradients = (): Readonly<Record<"-O3" | "-Ofast", Record<"wells" | "radon", readonly [number]>>> | undefined =>
  lineFrom(process.execPath, "gradients.mjs", "1");
