import { type HitlActor, scopesOfRole } from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import type { HitlRequestsTable } from '../db/tables/hitl.ts';
import type { Principal } from '../http/principal.ts';
import { ask, type Script } from '../ingest/script.ts';
import { hitlErrors } from './errors.ts';

export function toActor(principal: Principal): HitlActor {
  return { type: principal.kind === 'key' ? 'api_key' : 'user', id: principal.id, name: principal.name };
}

/**
 * Refuses whoever asked, and a person whose role does not let them decide at this moment: for a key,
 * the person who made it. Throws the contract's 403.
 */
export function* assertMayDecide({ query }: Database, principal: Principal, row: HitlRequestsTable): Script {
  const asker = JSON.parse(row.requested_by) as HitlActor;
  if (asker.id === principal.id || (asker.type === 'user' && asker.id === principal.person)) {
    throw hitlErrors.forbidden('Whoever asked for an approval cannot decide it', row.id);
  }
  const [person] = yield* ask(
    query.selectFrom('users').select('role').where('org', '=', row.org).where('id', '=', principal.person),
  );
  if (person === undefined || !scopesOfRole[person.role].includes('hitl:decide')) {
    throw hitlErrors.forbidden('Only a member who may decide approvals can decide this one', row.id);
  }
}
