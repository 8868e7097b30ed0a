import type { ComplianceRule, PolicySnapshot, PolicyVersion } from 'agentaudit-schemas';

import { type RuleRow, toRule } from '../compliance-rules/rule-row.ts';
import { ruleStore } from '../compliance-rules/store.ts';
import type { Query } from '../db/database.ts';
import type { PolicyVersionsTable } from '../db/tables/rules.ts';
import { toInstant } from '../http/instant.ts';
import { newId } from '../ids.ts';
import { policyStore } from './store.ts';

export interface VersionOptions {
  note?: string;
  nowMs: number;
}

export type VersionRow = Omit<PolicyVersionsTable, 'org'>;

/** Fixes what a policy now is as its next version, and puts that in force. */
export async function addVersion(
  query: Query,
  org: number,
  policyId: string,
  { note, nowMs }: VersionOptions,
): Promise<VersionRow> {
  const policy = (await policyStore.find(query, org, policyId))!;
  const ruleIds = await policyStore.ruleIds(query, org, [policyId]);
  const snapshot: PolicySnapshot = {
    name: policy.name,
    ...(policy.description === null ? {} : { description: policy.description }),
    mode: policy.mode,
    shadow: policy.shadow === 1,
    priority: policy.priority,
    isActive: policy.is_active === 1,
    ruleIds: ruleIds.get(policyId) ?? [],
  };
  const byId = new Map((await ruleStore.findAll(query, org, snapshot.ruleIds)).map((row) => [row.id, row]));
  const rules = snapshot.ruleIds.map((id) => toRule(byId.get(id) as RuleRow));
  const row: VersionRow = {
    id: newId('policyVersion'),
    policy_id: policyId,
    version: policy.version + 1,
    snapshot: JSON.stringify(snapshot),
    rules: JSON.stringify(rules),
    note: note ?? null,
    created_at: nowMs,
  };
  await query
    .insertInto('policy_versions')
    .values({ org, ...row })
    .execute();
  await policyStore.update(query, org, policyId, { version: row.version, version_id: row.id, updated_at: nowMs });
  return row;
}

/** A change of a rule is a change of every policy that holds it. */
export async function addVersions(
  query: Query,
  org: number,
  policyIds: readonly string[],
  options: VersionOptions,
): Promise<void> {
  for (const policyId of policyIds) await addVersion(query, org, policyId, options);
}

/** The policies that hold any of these rules. */
export async function policiesWith(query: Query, org: number, ruleIds: readonly string[]): Promise<string[]> {
  if (ruleIds.length === 0) return [];
  const rows = await query
    .selectFrom('policy_rules')
    .select('policy_id')
    .distinct()
    .where('org', '=', org)
    .where('rule_id', 'in', ruleIds)
    .orderBy('policy_id')
    .execute();
  return rows.map(({ policy_id }) => policy_id);
}

export function toVersion(row: VersionRow): PolicyVersion {
  return {
    id: row.id,
    version: row.version,
    policyId: row.policy_id,
    snapshot: JSON.parse(row.snapshot) as PolicySnapshot,
    rules: JSON.parse(row.rules) as ComplianceRule[],
    createdAt: toInstant(row.created_at),
    ...(row.note === null ? {} : { note: row.note }),
  };
}
