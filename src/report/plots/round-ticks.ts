/** Round numbers along an axis. */

/** About so many round numbers from `least` to `most`. */
export function roundTicks(least: number, most: number, count = 4): readonly number[] {
  const rough = (most - least) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(least / step - 1e-9);
  const ticks = Math.floor(most / step + 1e-9) - first + 1;
  return Array.from({ length: ticks }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
