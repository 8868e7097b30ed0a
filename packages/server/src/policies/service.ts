import {
  limits,
  type PackClone,
  type Page,
  type PageQuery,
  type Policy,
  type PolicyInput,
  type PolicyUpdate,
} from 'agentaudit-schemas';

import { assertRoomForRules } from '../compliance-rules/check.ts';
import { ruleStore } from '../compliance-rules/store.ts';
import type { Database, Query } from '../db/database.ts';
import type { PoliciesTable } from '../db/tables/rules.ts';
import { errors } from '../errors.ts';
import { changeRules } from '../guardrails/change.ts';
import { pageById } from '../http/id-page.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { newId } from '../ids.ts';
import { findPack, toRuleRow } from '../packs/pack-rows.ts';
import { readPolicies, readPolicy } from './policy-row.ts';
import { policyStore } from './store.ts';
import { addVersion } from './versions.ts';

/** An organization's policies. Every change makes a version and holds for the next log on every server process. */
export function createPolicyService(database: Database, now: () => number) {
  const { query } = database;

  async function list({ number }: OrganizationRef, page: PageQuery): Promise<Page<Policy>> {
    return pageById(page, {
      list: async (range) => readPolicies(query, number, await policyStore.list(query, number, range)),
      count: () => policyStore.count(query, number),
    });
  }

  async function create({ number }: OrganizationRef, input: PolicyInput): Promise<Policy> {
    return changeRules(database, number, async (transaction) => {
      const id = newId('policy');
      await assertRules(transaction, number, id, input.ruleIds ?? []);
      return insert(transaction, number, { id, input, ruleIds: input.ruleIds ?? [] });
    });
  }

  /** Copies a pack into a policy of its own. The copies go with the policy, and outlive the pack. */
  async function clonePack({ number }: OrganizationRef, clone: PackClone): Promise<Policy> {
    const { packId, name, ...settings } = clone;
    const pack = findPack(packId);
    if (pack === undefined) throw errors.notFound('Pack');
    return changeRules(database, number, async (transaction) => {
      await assertRoomForRules(transaction, number, pack.rules.length);
      const id = newId('policy');
      const rows = pack.rules.map((rule) => toRuleRow(pack, rule, { org: number, nowMs: now(), policyId: id }));
      await ruleStore.insert(transaction, rows);
      const input = { description: pack.description, ...settings, name: name ?? pack.name };
      return insert(transaction, number, { id, input, ruleIds: rows.map((row) => row.id) });
    });
  }

  async function insert(
    transaction: Query,
    org: number,
    { id, input, ruleIds }: { id: string; input: PolicyInput; ruleIds: string[] },
  ): Promise<Policy> {
    if ((await policyStore.count(transaction, org)) >= limits.policies) {
      throw errors.invalid(`An organization has at most ${limits.policies} policies`);
    }
    await policyStore.insert(transaction, {
      org,
      id,
      name: input.name,
      description: input.description ?? null,
      mode: input.mode ?? 'flag',
      shadow: Number(input.shadow ?? false),
      priority: input.priority ?? 0,
      is_active: Number(input.isActive ?? true),
      version: 0,
      version_id: '',
      created_at: now(),
      updated_at: now(),
    });
    await policyStore.setRuleIds(transaction, org, id, ruleIds);
    await addVersion(transaction, org, id, { nowMs: now() });
    return readPolicy(transaction, org, id);
  }

  async function update({ number }: OrganizationRef, id: string, change: PolicyUpdate): Promise<Policy> {
    return changeRules(database, number, async (transaction) => {
      const before = await readPolicy(transaction, number, id);
      const { ruleIds } = change;
      if (ruleIds !== undefined) await assertRules(transaction, number, id, ruleIds);
      if (!changes(before, change)) return before;
      await policyStore.update(transaction, number, id, toColumns(change));
      if (ruleIds !== undefined) await policyStore.setRuleIds(transaction, number, id, ruleIds);
      await addVersion(transaction, number, id, { nowMs: now() });
      return readPolicy(transaction, number, id);
    });
  }

  /** Its own rules go with it. Its versions stay: verdicts name them. */
  async function remove({ number }: OrganizationRef, id: string): Promise<void> {
    await changeRules(database, number, async (transaction) => {
      await readPolicy(transaction, number, id);
      await policyStore.remove(transaction, number, id);
      await transaction.deleteFrom('rules').where('org', '=', number).where('policy_id', '=', id).execute();
    });
  }

  return {
    list,
    get: ({ number }: OrganizationRef, id: string): Promise<Policy> => readPolicy(query, number, id),
    create,
    clonePack,
    update,
    remove,
  };
}

export type PolicyService = ReturnType<typeof createPolicyService>;

async function assertRules(query: Query, org: number, policyId: string, ruleIds: readonly string[]): Promise<void> {
  const found = new Map((await ruleStore.findAll(query, org, ruleIds)).map((row) => [row.id, row.policy_id]));
  for (const id of ruleIds) {
    const owner = found.get(id);
    if (owner === undefined) throw errors.invalidField('ruleIds', `names ${id}, which does not exist`);
    if (owner !== null && owner !== policyId) {
      throw errors.invalidField('ruleIds', `names ${id}, which belongs to another policy`);
    }
  }
}

function changes(before: Policy, change: PolicyUpdate): boolean {
  return Object.entries(change).some(([key, value]) => {
    const known: unknown = before[key as keyof Policy] ?? null;
    return JSON.stringify(known) !== JSON.stringify(value);
  });
}

function toColumns(change: PolicyUpdate): Partial<PoliciesTable> {
  const { name, description, mode, shadow, priority, isActive } = change;
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(mode === undefined ? {} : { mode }),
    ...(shadow === undefined ? {} : { shadow: Number(shadow) }),
    ...(priority === undefined ? {} : { priority }),
    ...(isActive === undefined ? {} : { is_active: Number(isActive) }),
  };
}
