import { expect } from 'vitest';

import type { StoredLog } from './stored-log.ts';

/** Nothing acknowledged is missing, nothing is there twice, the sequence has no gap, and the tree is that of the rows. */
export function expectWhole(stored: StoredLog, acknowledged: Iterable<string>): void {
  const ids = new Set(stored.ids);
  expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
  expect(ids.size).toBe(stored.ids.length);
  expect(stored.sequences).toEqual(stored.ids.map((_, index) => index));
  expect(stored.payloads).toBe(stored.ids.length);
  expect(stored.head).toEqual({ size: stored.ids.length, root: stored.recomputedRoot });
}
