import type { Query } from '../db/database.ts';
import type { RulesTable } from '../db/tables/rules.ts';
import type { IdRange } from '../http/id-page.ts';
import { type RuleRow, ruleColumns } from './rule-row.ts';

/** The rules of organizations, for whichever transaction it is given. */
export const ruleStore = {
  list: (query: Query, org: number, { limit, offset, lastId }: IdRange): Promise<RuleRow[]> => {
    const all = query.selectFrom('rules').select(ruleColumns).where('org', '=', org);
    const rest = lastId === undefined ? all : all.where('id', '<', lastId);
    return rest.orderBy('id', 'desc').limit(limit).offset(offset).execute();
  },
  count: async (query: Query, org: number): Promise<number> => {
    const { total } = await query
      .selectFrom('rules')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .where('org', '=', org)
      .executeTakeFirstOrThrow();
    return total;
  },
  find: (query: Query, org: number, id: string): Promise<RuleRow | undefined> =>
    query.selectFrom('rules').select(ruleColumns).where('org', '=', org).where('id', '=', id).executeTakeFirst(),
  findAll: async (query: Query, org: number, ids: readonly string[]): Promise<RuleRow[]> =>
    ids.length === 0
      ? []
      : query.selectFrom('rules').select(ruleColumns).where('org', '=', org).where('id', 'in', ids).execute(),
  insert: async (query: Query, rows: RulesTable[]): Promise<void> => {
    if (rows.length > 0) await query.insertInto('rules').values(rows).execute();
  },
  update: async (query: Query, org: number, id: string, values: Partial<RulesTable>): Promise<void> => {
    await query.updateTable('rules').set(values).where('org', '=', org).where('id', '=', id).execute();
  },
  remove: async (query: Query, org: number, ids: readonly string[]): Promise<void> => {
    if (ids.length > 0) await query.deleteFrom('rules').where('org', '=', org).where('id', 'in', ids).execute();
  },
};
