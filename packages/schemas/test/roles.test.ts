import { administrators, roles, scopes, scopesOfRole } from 'agentaudit-schemas';
import { expect, test } from 'vitest';

test('each role may do all that the next one may, and administrators everything', () => {
  const [owner, admin, reviewer, auditor] = roles.map((role) => new Set(scopesOfRole[role]));
  expect(owner!.isSupersetOf(admin!) && admin!.isSupersetOf(reviewer!) && reviewer!.isSupersetOf(auditor!)).toBe(true);
  for (const role of administrators) expect(scopesOfRole[role]).toEqual(scopes);
});

test('an auditor changes nothing, and a reviewer nothing but the state of an approval', () => {
  expect(scopesOfRole.auditor).toEqual(['logs:read', 'hitl:read', 'config:read']);
  expect(new Set(scopesOfRole.reviewer).difference(new Set(scopesOfRole.auditor))).toEqual(new Set(['hitl:decide']));
});
