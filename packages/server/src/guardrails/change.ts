import type { Transaction } from 'kysely';

import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { warmUp } from './warm-up.ts';

/**
 * Runs whatever changes what judges an organization's logs. The revision is raised first, which holds
 * the organization's head: changes take turns, a commit under way ends before, and the next one on any
 * server process sees the change.
 */
export function changeRules<Result>(
  database: Database,
  org: number,
  work: (query: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  warmUp();
  return database.transaction(async (query) => {
    await query
      .updateTable('log_heads')
      .set(({ eb }) => ({ rules_revision: eb('rules_revision', '+', 1) }))
      .where('org', '=', org)
      .execute();
    return work(query);
  });
}
