import type { Policy } from 'agentaudit-schemas';

import type { Query } from '../db/database.ts';
import { errors } from '../errors.ts';
import { toInstant } from '../http/instant.ts';
import { type PolicyRow, policyStore } from './store.ts';

/** A policy with its rules and agents. Throws a 404. */
export async function readPolicy(query: Query, org: number, id: string): Promise<Policy> {
  const row = await policyStore.find(query, org, id);
  if (row === undefined) throw errors.notFound('Policy');
  const [policy] = await readPolicies(query, org, [row]);
  return policy!;
}

export async function readPolicies(query: Query, org: number, rows: readonly PolicyRow[]): Promise<Policy[]> {
  const ids = rows.map(({ id }) => id);
  const ruleIds = await policyStore.ruleIds(query, org, ids);
  const agentIds = await policyStore.agentIds(query, org, ids);
  return rows.map((row) => toPolicy(row, ruleIds.get(row.id) ?? [], agentIds.get(row.id) ?? []));
}

function toPolicy(row: PolicyRow, ruleIds: string[], agentIds: string[]): Policy {
  return {
    id: row.id,
    name: row.name,
    ...(row.description === null ? {} : { description: row.description }),
    mode: row.mode,
    shadow: row.shadow === 1,
    priority: row.priority,
    isActive: row.is_active === 1,
    ruleIds,
    agentIds,
    version: row.version,
    versionId: row.version_id,
    createdAt: toInstant(row.created_at),
    updatedAt: toInstant(row.updated_at),
  };
}
