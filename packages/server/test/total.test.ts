import { expect, test } from 'vitest';

import { totalOf } from '../src/http/total.ts';

const counting = (total: number) => () => Promise.resolve(total);
const never = () => Promise.reject(new Error('it was counted'));

test('the last page tells how long the list is, and nothing that came since contradicts it', async () => {
  expect(await totalOf({ found: 0, limit: 50, offset: 0 }, never)).toBe(0);
  expect(await totalOf({ found: 3, limit: 50, offset: 100 }, never)).toBe(103);
});

test('a full page, and one past the end, are counted; never below what was read', async () => {
  expect(await totalOf({ found: 50, limit: 50, offset: 0 }, counting(120))).toBe(120);
  expect(await totalOf({ found: 50, limit: 50, offset: 50 }, counting(99))).toBe(100);
  expect(await totalOf({ found: 0, limit: 50, offset: 500 }, counting(120))).toBe(120);
});
