import type { ComplianceRule, Page, PageQuery, RuleInput, RuleUpdate } from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import type { RulesTable } from '../db/tables/rules.ts';
import { errors } from '../errors.ts';
import { changeRules } from '../guardrails/change.ts';
import { pageById } from '../http/id-page.ts';
import type { OrganizationRef } from '../http/principal.ts';
import { newId } from '../ids.ts';
import { addVersions, policiesWith } from '../policies/versions.ts';
import { assertCondition, assertRoomForRules } from './check.ts';
import { toRule } from './rule-row.ts';
import { ruleStore } from './store.ts';

/** An organization's rules. Each change holds for the next log on every server process. */
export function createRuleService(database: Database, now: () => number) {
  const { query } = database;

  async function list({ number }: OrganizationRef, page: PageQuery): Promise<Page<ComplianceRule>> {
    return pageById(page, {
      list: async (range) => (await ruleStore.list(query, number, range)).map((row) => toRule(row)),
      count: () => ruleStore.count(query, number),
    });
  }

  async function get({ number }: OrganizationRef, id: string): Promise<ComplianceRule> {
    const row = await ruleStore.find(query, number, id);
    if (row === undefined) throw errors.notFound('Compliance rule');
    return toRule(row);
  }

  async function create({ number }: OrganizationRef, input: RuleInput): Promise<ComplianceRule> {
    assertCondition(input.ruleType, input.condition);
    const row = toRow(number, input, now());
    return changeRules(database, number, async (transaction) => {
      await assertRoomForRules(transaction, number, 1);
      await ruleStore.insert(transaction, [row]);
      return toRule(row);
    });
  }

  async function update({ number }: OrganizationRef, id: string, change: RuleUpdate): Promise<ComplianceRule> {
    return changeRules(database, number, async (transaction) => {
      const row = await ruleStore.find(transaction, number, id);
      if (row === undefined) throw errors.notFound('Compliance rule');
      const before = toRule(row);
      const { ruleType = before.ruleType, condition } = change;
      if (ruleType !== before.ruleType && condition === undefined) {
        throw errors.invalidField('condition', `is required with a new ruleType: that of ${ruleType} is another`);
      }
      if (condition !== undefined) assertCondition(ruleType, condition);
      await ruleStore.update(transaction, number, id, { ...toColumns(change), updated_at: now() });
      const note = `Rule ${change.name ?? before.name} was changed`;
      await addVersions(transaction, number, await policiesWith(transaction, number, [id]), { note, nowMs: now() });
      return toRule((await ruleStore.find(transaction, number, id))!);
    });
  }

  async function remove({ number }: OrganizationRef, id: string): Promise<void> {
    await changeRules(database, number, async (transaction) => {
      const row = await ruleStore.find(transaction, number, id);
      if (row === undefined) throw errors.notFound('Compliance rule');
      const policies = await policiesWith(transaction, number, [id]);
      await ruleStore.remove(transaction, number, [id]);
      await addVersions(transaction, number, policies, { note: `Rule ${row.name} was deleted`, nowMs: now() });
    });
  }

  return { list, get, create, update, remove };
}

export type RuleService = ReturnType<typeof createRuleService>;

function toRow(org: number, input: RuleInput, nowMs: number): RulesTable {
  return {
    org,
    id: newId('rule'),
    name: input.name,
    description: input.description ?? null,
    rule_type: input.ruleType,
    condition: JSON.stringify(input.condition),
    severity: input.severity ?? 'warning',
    action: input.action ?? null,
    applies_to: input.appliesTo ?? 'organization',
    is_active: Number(input.isActive ?? true),
    pack_id: null,
    pack_key: null,
    policy_id: null,
    created_at: nowMs,
    updated_at: nowMs,
  };
}

/** The columns that a change names; `null` takes a value away. */
function toColumns(change: RuleUpdate): Partial<RulesTable> {
  const { name, description, ruleType, condition, severity, action, appliesTo, isActive } = change;
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(ruleType === undefined ? {} : { rule_type: ruleType }),
    ...(condition === undefined ? {} : { condition: JSON.stringify(condition) }),
    ...(severity === undefined ? {} : { severity }),
    ...(action === undefined ? {} : { action }),
    ...(appliesTo === undefined ? {} : { applies_to: appliesTo }),
    ...(isActive === undefined ? {} : { is_active: Number(isActive) }),
  };
}
