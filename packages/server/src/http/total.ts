/**
 * How long a list is of which a page was read. What the page itself tells is not asked for: a count a
 * moment later could contradict it.
 */
export async function totalOf(
  { found, limit, offset }: { found: number; limit: number; offset: number },
  count: () => Promise<number>,
): Promise<number> {
  const end = found === 0 ? 0 : offset + found;
  const isLast = found < limit && (found > 0 || offset === 0);
  return isLast ? end : Math.max(await count(), end);
}
