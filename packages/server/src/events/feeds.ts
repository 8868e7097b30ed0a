import type { AuditLog, HitlChange, Scope, StreamEventType } from 'agentaudit-schemas';
import { type RawBuilder, sql } from 'kysely';

import type { AuditLogStore } from '../audit-logs/store.ts';
import type { Database } from '../db/database.ts';
import { toInstant } from '../http/instant.ts';

/** One thing that the live stream tells. */
export interface FeedItem {
  /** Where the feed stands once it is told. */
  position: number;
  data: unknown;
}

export interface FeedPage {
  items: FeedItem[];
  /** Where the feed stands once all of them are told. */
  position: number;
  isLast: boolean;
}

/**
 * A list of committed changes that grows at its end alone, for each organization: what is at a
 * position never changes, and nothing is ever committed below one that was seen. The live stream reads
 * such lists, and remembers nothing but positions.
 */
export interface Feed {
  name: StreamEventType;
  /** What a caller must be allowed, to be told. */
  scope: Scope;
  /** Where the feed ends, in SQL, of the organization whose row of `log_heads` is `h`. Cheap: it is asked every second. */
  end: RawBuilder<number>;
  /** What follows a position, in order, at most `limit`. */
  read(org: number, after: number, limit: number): Promise<FeedPage>;
}

/** New audit logs, without what they hold. The position counts them. */
export function createLogFeed(store: AuditLogStore): Feed {
  return {
    name: 'audit_log',
    scope: 'logs:read',
    end: sql<number>`h.size`,
    read: async (org, after, limit) => {
      const places = await store.find(org, {}, { order: 'asc', after: after - 1, offset: 0, limit });
      const logs: AuditLog[] = await store.read(
        org,
        places.map(({ seq }) => seq),
        { payload: false },
      );
      return toPage(
        logs.map((log) => ({ position: log.sequence + 1, data: log })),
        { after, limit },
      );
    },
  };
}

/** Every change of every request for approval. */
export function createHitlFeed({ query }: Database): Feed {
  return {
    name: 'hitl',
    scope: 'hitl:read',
    end: sql<number>`coalesce((SELECT max(c.position) FROM hitl_events AS c WHERE c.org = h.org), 0)`,
    read: async (org, after, limit) => {
      const rows = await query
        .selectFrom('hitl_events as e')
        .innerJoin('hitl_requests as r', (join) => join.onRef('r.org', '=', 'e.org').onRef('r.id', '=', 'e.request_id'))
        .select(['e.position', 'e.change', 'e.at', 'e.log_id', 'e.request_id'])
        .select(['r.status', 'r.decision', 'r.agent_id', 'r.agent_name', 'r.tool_name', 'r.trace_id'])
        .where('e.org', '=', org)
        .where('e.position', '>', after)
        .orderBy('e.position')
        .limit(limit)
        .execute();
      const items = rows.map((row): FeedItem => {
        const data: HitlChange = {
          change: row.change,
          request_id: row.request_id,
          status: row.status,
          decision: row.decision,
          agent: { id: row.agent_id, name: row.agent_name },
          tool: { name: row.tool_name },
          trace_id: row.trace_id,
          log_id: row.log_id,
          timestamp: toInstant(row.at),
        };
        return { position: row.position, data };
      });
      return toPage(items, { after, limit });
    },
  };
}

function toPage(items: FeedItem[], { after, limit }: { after: number; limit: number }): FeedPage {
  return { items, position: items.at(-1)?.position ?? after, isLast: items.length < limit };
}
