import fc from 'fast-check';
import { expect, test } from 'vitest';

import { toInstants, windows } from '../../src/features/reports/report-window.ts';

const at = (instant: string, name: string) => windows[name]!(new Date(instant));

test.each([
  ['Last 7 days', { from: '2026-02-23', to: '2026-03-01' }],
  ['Last 30 days', { from: '2026-01-31', to: '2026-03-01' }],
  ['This month', { from: '2026-03-01', to: '2026-03-01' }],
  ['Last month', { from: '2026-02-01', to: '2026-02-28' }],
  ['Last quarter', { from: '2025-10-01', to: '2025-12-31' }],
  ['This year', { from: '2026-01-01', to: '2026-03-01' }],
])('%s, on the first of March, are whole days in UTC', (name, window) => {
  expect(at('2026-03-01T00:00:00.000Z', name)).toEqual(window);
  expect(at('2026-03-01T23:59:59.999Z', name)).toEqual(window);
});

test('a window begins with the first millisecond of its first day and ends with the last of its last', () => {
  expect(toInstants({ from: '2026-01-01', to: '2026-01-31' })).toEqual({
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-01-31T23:59:59.999Z',
  });
});

test('no window begins after its end, or ends in the future', () => {
  const instants = fc.date({ min: new Date('1980-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, fc.constantFrom(...Object.keys(windows)), (now, name) => {
      const { from, to } = windows[name]!(now);
      expect(from <= to).toBe(true);
      expect(to <= now.toISOString().slice(0, 10)).toBe(true);
    }),
  );
});
