import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import { createLogId } from '../src/index.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

describe('createLogId', () => {
  it('makes TypeIDs over UUIDv7 that carry the time', () => {
    const before = Date.now();
    const bits = decode(createLogId());
    const ms = Number(bits >> 80n);
    expect(ms).toBeGreaterThanOrEqual(before);
    expect(ms).toBeLessThanOrEqual(Date.now());
    expect((bits >> 76n) & 0xfn).toBe(7n);
    expect((bits >> 62n) & 0b11n).toBe(0b10n);
  });

  it('makes each id greater than the one before, whatever the clock does', () => {
    vi.useFakeTimers();
    try {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 200 }))),
          (steps) => {
            let last = createLogId();
            for (const [ms, count] of steps) {
              vi.setSystemTime(Date.now() + ms);
              for (let made = 0; made < count; made++) {
                const id = createLogId();
                expect(id > last).toBe(true);
                expect(id).toMatch(/^log_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
                last = id;
              }
            }
          },
        ),
        { numRuns: 30 },
      );
    } finally {
      vi.useRealTimers();
    }
  });

  it('never makes one twice, also faster than the clock ticks', () => {
    const ids = new Set(Array.from({ length: 200_000 }, createLogId));
    expect(ids.size).toBe(200_000);
  });
});

function decode(id: string): bigint {
  return Array.from(id.slice(4)).reduce((bits, digit) => (bits << 5n) | BigInt(alphabet.indexOf(digit)), 0n);
}
