import { packs } from 'agentaudit-rules';
import { expect, test } from 'vitest';

import { findMisshapen } from '../../src/features/rules/conditions/condition-shape.ts';

test('a form can show every condition of every pack', () => {
  for (const { rules } of packs) {
    for (const { key, condition } of rules) expect(findMisshapen({ ...condition }), key).toBeUndefined();
  }
});

test('what a form cannot show is named', () => {
  expect(findMisshapen({ keywords: 'falcon' })).toBe('keywords must be a list of texts.');
  expect(findMisshapen({ keywords: ['falcon', 3] })).toBe('keywords must be a list of texts.');
  expect(findMisshapen({ limit: '5', windowSeconds: 60 })).toBe('limit must be a number.');
  expect(findMisshapen({ scope: { fields: 'prompt' } })).toBe(
    'scope must be an object with actions, agentIds or fields.',
  );
  expect(findMisshapen({ steps: [{ actions: ['a'] }, null] })).toContain('steps must be a list');
  expect(findMisshapen({ when: { tools: 'pay' } })).toContain('when must be an object');
  expect(findMisshapen({ groupBy: 3 })).toBe('groupBy must be a text or a list of texts.');
});

test('what is unknown or out of bounds is left to the server', () => {
  expect(findMisshapen({ surprise: 1, minConfidence: 7, keywords: [] })).toBeUndefined();
});
