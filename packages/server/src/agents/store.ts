import type { Query } from '../db/database.ts';
import type { AgentsTable } from '../db/tables/rules.ts';
import type { IdRange } from '../http/id-page.ts';

const columns = ['id', 'name', 'metadata', 'created_at'] as const;

/** The registered agents, for whichever transaction it is given. */
export const agentStore = {
  list: (query: Query, org: number, { limit, offset, lastId }: IdRange) => {
    const all = query.selectFrom('agents').select(columns).where('org', '=', org);
    const rest = lastId === undefined ? all : all.where('id', '<', lastId);
    return rest.orderBy('id', 'desc').limit(limit).offset(offset).execute();
  },
  count: async (query: Query, org: number): Promise<number> => {
    const { total } = await query
      .selectFrom('agents')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .where('org', '=', org)
      .executeTakeFirstOrThrow();
    return total;
  },
  find: (query: Query, org: number, id: string) =>
    query.selectFrom('agents').select(columns).where('org', '=', org).where('id', '=', id).executeTakeFirst(),
  insert: async (query: Query, row: AgentsTable): Promise<void> => {
    await query.insertInto('agents').values(row).execute();
  },
  update: async (query: Query, org: number, id: string, values: Partial<AgentsTable>): Promise<void> => {
    await query.updateTable('agents').set(values).where('org', '=', org).where('id', '=', id).execute();
  },
  remove: async (query: Query, org: number, id: string): Promise<void> => {
    await query.deleteFrom('agents').where('org', '=', org).where('id', '=', id).execute();
  },
};
