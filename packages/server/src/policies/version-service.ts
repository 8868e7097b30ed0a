import type { ComplianceRule, Page, PageQuery, PolicyVersion, PolicyVersionInput } from 'agentaudit-schemas';

import { assertRoomForRules } from '../compliance-rules/check.ts';
import { type RuleRow } from '../compliance-rules/rule-row.ts';
import { ruleStore } from '../compliance-rules/store.ts';
import type { Database, Query } from '../db/database.ts';
import type { RulesTable } from '../db/tables/rules.ts';
import { errors } from '../errors.ts';
import { changeRules } from '../guardrails/change.ts';
import { pageById } from '../http/id-page.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { readPolicy } from './policy-row.ts';
import { policyStore } from './store.ts';
import { addVersion, toVersion } from './versions.ts';

/** The history of policies. */
export function createPolicyVersionService(database: Database, now: () => number) {
  const { query } = database;

  async function list({ number }: OrganizationRef, policyId: string, page: PageQuery): Promise<Page<PolicyVersion>> {
    await readPolicy(query, number, policyId);
    return pageById(page, {
      list: async (range) => (await policyStore.versions(query, number, policyId, range)).map((row) => toVersion(row)),
      count: () => policyStore.countVersions(query, number, policyId),
    });
  }

  /** Also of a policy that was deleted: verdicts name the version that gave them. */
  async function get({ number }: OrganizationRef, policyId: string, id: string): Promise<PolicyVersion> {
    return find(query, number, policyId, id);
  }

  /** Keeps the policy as it now stands. */
  async function keep(
    { number }: OrganizationRef,
    policyId: string,
    { note }: PolicyVersionInput,
  ): Promise<PolicyVersion> {
    return changeRules(database, number, async (transaction) => {
      await readPolicy(transaction, number, policyId);
      const options = { nowMs: now(), ...(note === undefined ? {} : { note }) };
      return toVersion(await addVersion(transaction, number, policyId, options));
    });
  }

  /**
   * Makes the policy what it was, as a new version. Rules that were deleted come back as the policy's
   * own; its own rules are put back as they were; rules it shares stay as they now are.
   */
  async function restore({ number }: OrganizationRef, policyId: string, id: string): Promise<PolicyVersion> {
    return changeRules(database, number, async (transaction) => {
      await readPolicy(transaction, number, policyId);
      const { version, snapshot, rules } = await find(transaction, number, policyId, id);
      await restoreRules(transaction, { org: number, policyId, rules, nowMs: now() });
      await policyStore.update(transaction, number, policyId, {
        name: snapshot.name,
        description: snapshot.description ?? null,
        mode: snapshot.mode,
        shadow: Number(snapshot.shadow),
        priority: snapshot.priority,
        is_active: Number(snapshot.isActive),
      });
      await policyStore.setRuleIds(transaction, number, policyId, snapshot.ruleIds);
      const note = `Version ${version} was restored`;
      return toVersion(await addVersion(transaction, number, policyId, { note, nowMs: now() }));
    });
  }

  return { list, get, keep, restore };
}

export type PolicyVersionService = ReturnType<typeof createPolicyVersionService>;

async function find(query: Query, org: number, policyId: string, id: string): Promise<PolicyVersion> {
  const row = await policyStore.findVersion(query, org, policyId, id);
  if (row === undefined) throw errors.notFound('Policy version');
  return toVersion(row);
}

interface RestoreOptions {
  org: number;
  policyId: string;
  rules: readonly ComplianceRule[];
  nowMs: number;
}

async function restoreRules(query: Query, { org, policyId, rules, nowMs }: RestoreOptions): Promise<void> {
  const ids = rules.map(({ id }) => id);
  const present = new Map((await ruleStore.findAll(query, org, ids)).map((row) => [row.id, row]));
  const gone = rules.filter(({ id }) => !present.has(id));
  await assertRoomForRules(query, org, gone.length);
  await ruleStore.insert(
    query,
    gone.map((rule) => Object.assign(toRow(rule, nowMs), { org, policy_id: policyId })),
  );
  for (const rule of rules) {
    const row: RuleRow | undefined = present.get(rule.id);
    if (row === undefined || row.policy_id === null) continue;
    // Where it came from it keeps.
    const { pack_key: _, ...values } = toRow(rule, nowMs);
    // One that came back with another policy, and is now wanted by two, belongs to neither.
    await ruleStore.update(query, org, rule.id, row.policy_id === policyId ? values : { policy_id: null });
  }
}

function toRow(rule: ComplianceRule, nowMs: number): Omit<RulesTable, 'org' | 'policy_id'> {
  return {
    id: rule.id,
    name: rule.name,
    description: rule.description ?? null,
    rule_type: rule.ruleType,
    condition: JSON.stringify(rule.condition),
    severity: rule.severity,
    action: rule.action ?? null,
    applies_to: 'policies',
    is_active: Number(rule.isActive),
    pack_id: null,
    pack_key: null,
    created_at: Date.parse(rule.createdAt),
    updated_at: nowMs,
  };
}
