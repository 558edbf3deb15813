/** An order statistic without sorting. */

/**
 * Moves `values` so that the one at `position` is where sorting would put it, none before it larger and none after it smaller.
 *
 * Values must not be NaN. Source: hoare1961find.
 */
export function selectInPlace(values: Float64Array, position: number): void {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOfThree(values[low], values[(low + high) >> 1], values[high]);
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left] < pivot) left++;
      while (values[right] > pivot) right--;
      if (left > right) break;
      const kept = values[left];
      values[left++] = values[right];
      values[right--] = kept;
    }
    if (position <= right) high = right;
    else if (position >= left) low = left;
    else return;
  }
}

function middleOfThree(a: number, b: number, c: number): number {
  return a < b ? (b < c ? b : Math.max(a, c)) : a < c ? a : Math.max(b, c);
}
