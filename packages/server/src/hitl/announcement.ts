import type { Database } from '../db/database.ts';
import type { HitlRequestsTable } from '../db/tables/hitl.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { ask, type Script } from '../ingest/script.ts';
import { notify } from '../notifications/notify.ts';
import { toRecord } from './record.ts';

/** Tells whoever wants to know of new requests, in the transaction that stores them. */
export function announceRequest({ query }: Database) {
  return function* announce(organization: OrganizationRef, row: HitlRequestsTable): Script {
    const data = { ...toRecord(row, []), agent_id: row.agent_id };
    yield* ask(notify(query, organization, [{ type: 'approval.requested', data }]));
  };
}
