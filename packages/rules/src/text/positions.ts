/** How many of the ascending `values` are at most `limit`. */
export function countUpTo(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether one of the ascending `values` lies in `from` (included) to `to` (excluded). */
export function hasBetween(values: readonly number[], from: number, to: number): boolean {
  const next = values[countUpTo(values, from - 1)];
  return next !== undefined && next < to;
}
