import { expect, test } from 'vitest';

import { readPastedId } from '../../src/features/commands/pasted-id.ts';

test.each([
  ['log_01k9zj3v5qf8tbnq9w6r2d4c7e', 'log'],
  ['agent_01k9zj3v5qf8tbnq9w6r2d4c7e', 'agent'],
  ['rule_01k9zj3v5qf8tbnq9w6r2d4c7e', 'rule'],
  ['policy_01k9zj3v5qf8tbnq9w6r2d4c7e', 'policy'],
  ['hook_01k9zj3v5qf8tbnq9w6r2d4c7e', 'delivery'],
  ['hitl-req-019a3f0e-7b1c-7d2e-8f3a-0123456789ab', 'approval'],
  ['4bf92f3577b34da6a3ce929d0e0e4736', 'trace'],
  ['019a3f0e-7b1c-7d2e-8f3a-0123456789ab', 'trace'],
])('%s is known by its shape', (id, kind) => {
  expect(readPastedId(id)).toEqual({ kind, id });
});

test('the spaces that came along with a copied id are no part of it', () => {
  expect(readPastedId('  log_01k9zj3v5qf8tbnq9w6r2d4c7e\n')?.id).toBe('log_01k9zj3v5qf8tbnq9w6r2d4c7e');
});

test.each([
  '',
  'refund',
  'log_short',
  'constructor_01k9zj3v5qf8tbnq9w6r2d4c7e',
  'user_01k9zj3v5qf8tbnq9w6r2d4c7e',
  'my-trace',
])('%j is no id that leads somewhere by its shape', (text) => {
  expect(readPastedId(text)).toBeUndefined();
});
