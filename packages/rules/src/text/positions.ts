/** How many of the ascending `values`, of which there are `count`, are at most `limit`. */
export function countUpTo(values: ArrayLike<number>, limit: number, count = values.length): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
