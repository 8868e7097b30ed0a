import type { Member, Role } from 'agentaudit-client';
import { expect, test } from 'vitest';

import { isLastOwner, rolesToGive } from '../../src/features/members/roles.ts';

const member = (id: string, role: Role, status: Member['status'] = 'active'): Member => ({
  id,
  email: `${id}@example.com`,
  role,
  status,
  createdAt: '2026-01-15T12:00:00.000Z',
  expiresAt: null,
});

test('owners alone make owners, and whoever may not change members gives no role', () => {
  expect(rolesToGive('owner')).toEqual(['owner', 'admin', 'reviewer', 'auditor']);
  expect(rolesToGive('admin')).toEqual(['admin', 'reviewer', 'auditor']);
  expect(rolesToGive('reviewer')).toEqual([]);
  expect(rolesToGive('auditor')).toEqual([]);
  expect(rolesToGive(undefined)).toEqual([]);
});

test('an owner who was only invited does not free the last one', () => {
  const ana = member('ana', 'owner');
  const ben = member('ben', 'admin');
  expect(isLastOwner(ana, [ana, ben, member('cleo', 'owner', 'invited')])).toBe(true);
  expect(isLastOwner(ben, [ana, ben])).toBe(false);
  expect(isLastOwner(ana, [ana, member('dora', 'owner')])).toBe(false);
});
