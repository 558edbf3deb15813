/** Permuted blocks, of one size or of sizes chosen at random. */
import { InvalidArgument } from "../../errors.js";
import { rngFromSeed } from "../../random/index.js";
import { checkKnown } from "../requirements.js";
import type { AllocationRule } from "./allocation-rule.js";
import { ratioInWords, sharesOf, wholeRatio } from "./ratio.js";

export interface PermutedBlocksOptions {
  /** Size of the blocks, or the sizes from which each block's is chosen at random with equal probabilities: multiples of the ratio's sum. */
  readonly blockSize: number | readonly number[];
  /** Whole numbers, one for each arm; 1 : 1 when not given. */
  readonly ratio?: readonly number[];
}

const LARGEST_BLOCK = 10_000;

/**
 * Returns randomization in permuted blocks: each block keeps the ratio exactly, and all orders within it are equally likely.
 *
 * Pr(arm k) = places of arm k left in the block / places left. Sizes chosen at random are a function of the trial's key and the block's number.
 *
 * @throws InvalidArgument for a ratio that is not of whole numbers and a block size that is not a multiple of its sum.
 * Source: rosenberger2015randomization, matts1988properties.
 */
export function permutedBlocks(options: PermutedBlocksOptions): AllocationRule {
  const caller = "permutedBlocks";
  checkKnown(caller, options, ["blockSize", "ratio"]);
  const { ratio = [1, 1], blockSize } = options;
  const shares = sharesOf(caller, ratio);
  const places = wholeRatio(caller, ratio);
  const total = places.reduce((sum, part) => sum + part, 0);
  const sizes: readonly number[] = checkSizes(caller, blockSize, total);
  const blocks = sizes.length === 1 ? undefined : new RandomBlocks(sizes);
  const weights = new Float64Array(shares.length);
  return {
    name: "permuted blocks",
    ratio: shares,
    weights(_patient, history, key) {
      const n = history.enrolled;
      const start = blocks === undefined ? n - (n % sizes[0]) : blocks.startOf(n, key);
      const size = blocks === undefined ? sizes[0] : blocks.size;
      for (let arm = 0; arm < weights.length; arm++) weights[arm] = (places[arm] * size) / total;
      for (let i = start; i < n; i++) weights[history.armOf(i)]--;
      return normalized(weights) ? weights : shares;
    },
    protocol: inWords(shares, sizes),
    recipe: { make: caller, options: { ...options } },
  };
}

/** Turns places left into probabilities; false when a trial that was not run by the rule has left none. */
function normalized(places: Float64Array): boolean {
  let left = 0;
  for (let arm = 0; arm < places.length; arm++) {
    if (places[arm] < 0) places[arm] = 0;
    left += places[arm];
  }
  if (left === 0) return false;
  for (let arm = 0; arm < places.length; arm++) places[arm] /= left;
  return true;
}

/** Keys whose blocks are remembered: a trial asks for them again and again, and strata have keys of their own. */
const MOST_KEYS = 1024;

/** Blocks of sizes chosen at random, by key. */
class RandomBlocks {
  /** Size of the block that `startOf` found. */
  size = 0;
  private readonly sizes: readonly number[];
  private readonly startsByKey = new Map<number, number[]>();

  constructor(sizes: readonly number[]) {
    this.sizes = sizes;
  }

  /** First patient of the block that patient `n` is in. */
  startOf(n: number, key: number): number {
    let starts = this.startsByKey.get(key);
    if (starts === undefined) {
      if (this.startsByKey.size >= MOST_KEYS) this.startsByKey.clear();
      starts = [0];
      this.startsByKey.set(key, starts);
    }
    while (starts[starts.length - 1] <= n) starts.push(starts[starts.length - 1] + this.drawSize(starts.length - 1, key));
    let block = starts.length - 2;
    while (starts[block] > n) block--;
    this.size = starts[block + 1] - starts[block];
    return starts[block];
  }

  private drawSize(block: number, key: number): number {
    return this.sizes[Math.floor(rngFromSeed(key).child(block).uniform() * this.sizes.length)];
  }
}

function checkSizes(caller: string, blockSize: number | readonly number[], total: number): readonly number[] {
  const sizes: readonly unknown[] = Array.isArray(blockSize) ? blockSize : [blockSize];
  if (sizes.length === 0 || sizes.length > 100)
    throw new InvalidArgument(caller, "blockSize", "be a size or a list of 1 to 100 sizes", blockSize);
  sizes.forEach((size, i) => {
    if (typeof size !== "number" || !Number.isInteger(size) || size < 1 || size > LARGEST_BLOCK || size % total !== 0) {
      const path = Array.isArray(blockSize) ? `blockSize[${i}]` : "blockSize";
      throw new InvalidArgument(
        caller,
        path,
        `be a multiple of ${total}, the sum of the ratio, and at most ${LARGEST_BLOCK}`,
        size,
      );
    }
  });
  return sizes as readonly number[];
}

function inWords(shares: readonly number[], sizes: readonly number[]): string {
  const size =
    sizes.length === 1
      ? `of size ${sizes[0]}`
      : `whose sizes are chosen at random from ${sizes.join(", ")} with equal probabilities`;
  return `Patients are randomized ${ratioInWords(shares)} in permuted blocks ${size}.`;
}
