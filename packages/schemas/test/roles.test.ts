import { administrators, roles, scopes, scopesOfRole } from 'agentaudit-schemas';
import { expect, test } from 'vitest';

test('each role may do all that the next one may, and administrators everything', () => {
  for (const [place, role] of roles.slice(1).entries()) {
    expect(scopesOfRole[roles[place]!]).toEqual(expect.arrayContaining([...scopesOfRole[role]]));
  }
  for (const role of administrators) expect(scopesOfRole[role]).toEqual(scopes);
});

test('an auditor changes nothing, and a reviewer nothing but the state of an approval', () => {
  expect(scopesOfRole.auditor).toEqual(['logs:read', 'hitl:read', 'config:read']);
  expect(scopesOfRole.reviewer).toEqual([...scopesOfRole.auditor, 'hitl:decide']);
});
