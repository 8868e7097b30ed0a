import { sql } from 'kysely';

import { alertColumns, toAlert } from '../alerts/alert-row.ts';
import type { Database } from '../db/database.ts';
import type { Feed, FeedItem } from './feeds.ts';

/** More alerts than any log raises: a position is the place of a log, and how many of its alerts were told. */
const perLog = 2 ** 16;

/**
 * New alerts, in the order of the logs that raised them. An alert is written in the transaction of its
 * log, so the places of logs order alerts too. A read covers all logs up to the end of its range: where
 * alerts are rare, nobody searches the same logs for them twice.
 */
export function createAlertFeed({ query }: Database): Feed {
  return {
    name: 'alert',
    scope: 'config:read',
    end: sql<number>`h.size * ${sql.lit(perLog)}`,
    read: async (org, after, limit) => {
      const first = Math.floor(after / perLog);
      const told = after % perLog;
      const { size } = await query
        .selectFrom('log_heads')
        .select('size')
        .where('org', '=', org)
        .executeTakeFirstOrThrow();
      const rows = await query
        .selectFrom('log_envelopes as e')
        .innerJoin('alerts as a', (join) => join.onRef('a.org', '=', 'e.org').onRef('a.audit_log_id', '=', 'e.id'))
        .select(['e.seq', ...alertColumns.map((column) => `a.${column}` as const)])
        .where('e.org', '=', org)
        .where('e.seq', '>=', first)
        .where('e.seq', '<', size)
        .orderBy('e.seq')
        .orderBy('a.id')
        .limit(limit + told)
        .execute();
      const items: FeedItem[] = [];
      let place = 0;
      for (const [index, row] of rows.entries()) {
        place = rows[index - 1]?.seq === row.seq ? place + 1 : 0;
        if (row.seq > first || place >= told)
          items.push({ position: row.seq * perLog + place + 1, data: toAlert(row) });
      }
      const isLast = rows.length < limit + told;
      const end = size * perLog;
      return { items, position: isLast ? Math.max(after, end) : (items.at(-1)?.position ?? after), isLast };
    },
  };
}
