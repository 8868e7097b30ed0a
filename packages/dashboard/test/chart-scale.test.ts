import fc from 'fast-check';
import { expect, test } from 'vitest';

import { lastDays, roundTop } from '../src/ui/chart-scale.ts';

test.each([
  [0, 2],
  [2, 2],
  [3, 4],
  [7, 10],
  [11, 20],
  [42, 50],
  [99, 100],
  [1234, 2000],
])('a chart of at most %i reaches up to %i', (most, top) => {
  expect(roundTop(most)).toBe(top);
});

test('the top of a chart holds every column, wastes at most half of it, and has a whole number at its middle', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 10 ** 12 }), (most) => {
      const top = roundTop(most);
      expect(top).toBeGreaterThanOrEqual(most);
      expect(top).toBeLessThanOrEqual(most * 2);
      expect(Number.isInteger(top / 2)).toBe(true);
    }),
  );
});

test('the last days end today, by UTC, and have no gap', () => {
  expect(lastDays(3, Date.parse('2026-03-01T23:59:00Z'))).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});
