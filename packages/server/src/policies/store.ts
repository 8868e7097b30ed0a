import type { Query } from '../db/database.ts';
import type { PoliciesTable } from '../db/tables/rules.ts';
import type { IdRange } from '../http/id-page.ts';

const columns = [
  'id',
  'name',
  'description',
  'mode',
  'shadow',
  'priority',
  'is_active',
  'version',
  'version_id',
  'created_at',
  'updated_at',
] as const;

export type PolicyRow = Omit<PoliciesTable, 'org'>;

const versionColumns = ['id', 'policy_id', 'version', 'snapshot', 'rules', 'note', 'created_at'] as const;

/** Policies with what they hold and whom they hold for, for whichever transaction it is given. */
export const policyStore = {
  list: (query: Query, org: number, { limit, offset, lastId }: IdRange): Promise<PolicyRow[]> => {
    const all = query.selectFrom('policies').select(columns).where('org', '=', org);
    const rest = lastId === undefined ? all : all.where('id', '<', lastId);
    return rest.orderBy('id', 'desc').limit(limit).offset(offset).execute();
  },
  count: async (query: Query, org: number): Promise<number> => {
    const { total } = await query
      .selectFrom('policies')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .where('org', '=', org)
      .executeTakeFirstOrThrow();
    return total;
  },
  find: (query: Query, org: number, id: string): Promise<PolicyRow | undefined> =>
    query.selectFrom('policies').select(columns).where('org', '=', org).where('id', '=', id).executeTakeFirst(),
  insert: async (query: Query, row: PoliciesTable): Promise<void> => {
    await query.insertInto('policies').values(row).execute();
  },
  update: async (query: Query, org: number, id: string, values: Partial<PoliciesTable>): Promise<void> => {
    if (Object.keys(values).length === 0) return;
    await query.updateTable('policies').set(values).where('org', '=', org).where('id', '=', id).execute();
  },
  remove: async (query: Query, org: number, id: string): Promise<void> => {
    await query.deleteFrom('policies').where('org', '=', org).where('id', '=', id).execute();
  },

  /** In the order that the policy gives them, by policy. */
  ruleIds: async (query: Query, org: number, policyIds: readonly string[]): Promise<Map<string, string[]>> => {
    if (policyIds.length === 0) return new Map();
    const rows = await query
      .selectFrom('policy_rules')
      .select(['policy_id', 'rule_id as id'])
      .where('org', '=', org)
      .where('policy_id', 'in', policyIds)
      .orderBy('position')
      .execute();
    return groupIds(rows);
  },
  setRuleIds: async (query: Query, org: number, policyId: string, ruleIds: readonly string[]): Promise<void> => {
    await query.deleteFrom('policy_rules').where('org', '=', org).where('policy_id', '=', policyId).execute();
    const rows = ruleIds.map((ruleId, position) => ({ org, policy_id: policyId, rule_id: ruleId, position }));
    if (rows.length > 0) await query.insertInto('policy_rules').values(rows).execute();
  },

  /** By policy. */
  agentIds: async (query: Query, org: number, policyIds: readonly string[]): Promise<Map<string, string[]>> => {
    if (policyIds.length === 0) return new Map();
    const rows = await query
      .selectFrom('policy_agents')
      .select(['policy_id', 'agent_id as id'])
      .where('org', '=', org)
      .where('policy_id', 'in', policyIds)
      .orderBy('agent_id')
      .execute();
    return groupIds(rows);
  },
  /** Whether it was not attached before. */
  attach: async (query: Query, org: number, policyId: string, agentId: string): Promise<boolean> => {
    const row = await query
      .insertInto('policy_agents')
      .values({ org, policy_id: policyId, agent_id: agentId })
      .onConflict((conflict) => conflict.doNothing())
      .returning('agent_id')
      .executeTakeFirst();
    return row !== undefined;
  },
  /** Whether it was attached. */
  detach: async (query: Query, org: number, policyId: string, agentId: string): Promise<boolean> => {
    const row = await query
      .deleteFrom('policy_agents')
      .where('org', '=', org)
      .where('policy_id', '=', policyId)
      .where('agent_id', '=', agentId)
      .returning('agent_id')
      .executeTakeFirst();
    return row !== undefined;
  },

  versions: (query: Query, org: number, policyId: string, { limit, offset, lastId }: IdRange) => {
    const all = query.selectFrom('policy_versions').select(versionColumns).where('org', '=', org);
    const mine = all.where('policy_id', '=', policyId);
    const rest = lastId === undefined ? mine : mine.where('id', '<', lastId);
    return rest.orderBy('id', 'desc').limit(limit).offset(offset).execute();
  },
  countVersions: async (query: Query, org: number, policyId: string): Promise<number> => {
    const { total } = await query
      .selectFrom('policy_versions')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .where('org', '=', org)
      .where('policy_id', '=', policyId)
      .executeTakeFirstOrThrow();
    return total;
  },
  findVersion: (query: Query, org: number, policyId: string, id: string) =>
    query
      .selectFrom('policy_versions')
      .select(versionColumns)
      .where('org', '=', org)
      .where('policy_id', '=', policyId)
      .where('id', '=', id)
      .executeTakeFirst(),
};

function groupIds(rows: { policy_id: string; id: string }[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { policy_id, id } of rows) groups.set(policy_id, [...(groups.get(policy_id) ?? []), id]);
  return groups;
}
