import type { Scope } from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import type { ApiKeysTable } from '../db/tables.ts';
import type { IdRange } from '../http/id-page.ts';

export type ApiKeyRow = Pick<
  ApiKeysTable,
  'id' | 'name' | 'prefix' | 'scopes' | 'created_at' | 'expires_at' | 'last_used_at'
>;

const columns = ['id', 'name', 'prefix', 'scopes', 'created_at', 'expires_at', 'last_used_at'] as const;

export function createApiKeyStore({ query }: Database) {
  return {
    insert: async (row: ApiKeysTable) => {
      await query.insertInto('api_keys').values(row).execute();
    },
    /** Newest first: ids sort by creation. */
    list: (org: number, page: IdRange): Promise<ApiKeyRow[]> => {
      const all = query.selectFrom('api_keys').select(columns).where('org', '=', org);
      const rest = page.lastId === undefined ? all : all.where('id', '<', page.lastId);
      return rest.orderBy('id', 'desc').limit(page.limit).offset(page.offset).execute();
    },
    count: async (org: number): Promise<number> => {
      const { total } = await query
        .selectFrom('api_keys')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .where('org', '=', org)
        .executeTakeFirstOrThrow();
      return total;
    },
    /** The hash of the key that was deleted. */
    remove: async (org: number, id: string): Promise<Uint8Array | undefined> => {
      const row = await query
        .deleteFrom('api_keys')
        .where('org', '=', org)
        .where('id', '=', id)
        .returning('hash')
        .executeTakeFirst();
      return row?.hash;
    },
    findByHash: (hash: Uint8Array) =>
      query
        .selectFrom('api_keys as k')
        .innerJoin('organizations as o', 'o.number', 'k.org')
        .select([
          'k.id',
          'k.name',
          'k.scopes',
          'k.created_by as createdBy',
          'k.expires_at as expiresAt',
          'o.number as org',
          'o.id as organizationId',
        ])
        .where('k.hash', '=', hash)
        .executeTakeFirst(),
    setLastUsed: async (uses: [id: string, atMs: number][]) => {
      for (const [id, at] of uses)
        await query.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', id).execute();
    },
  };
}

export type ApiKeyStore = ReturnType<typeof createApiKeyStore>;

export function parseScopes(text: string): Scope[] {
  return text.split(' ') as Scope[];
}
