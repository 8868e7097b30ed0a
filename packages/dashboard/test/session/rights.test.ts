import { roles } from 'agentaudit-schemas';
import { expect, test } from 'vitest';

import { hasRight, type Right } from '../../src/session/rights.ts';

test.each<[Right, string[]]>([
  ['manage', ['owner', 'admin']],
  ['administer', ['owner', 'admin']],
  ['hitl:decide', ['owner', 'admin', 'reviewer']],
  ['config:read', ['owner', 'admin', 'reviewer', 'auditor']],
])('%s is for %j', (right, expected) => {
  expect(roles.filter((role) => hasRight(role, right))).toEqual(expected);
});
