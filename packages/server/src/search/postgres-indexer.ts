import { sql } from 'kysely';

import type { PostgresDatabase } from '../db/database.ts';
import { toDocument } from './document.ts';
import { foldText } from './terms.ts';
import type { TextIndex } from './text-index.ts';
import { toVectors } from './word-vector.ts';

const logsPerRound = 200;
/** How soon a log is found that another server process committed, or whose indexing a crash cut off. */
const pollMs = 1000;

/**
 * PostgreSQL's full text, off the acknowledging path: word vectors cost three times what storing a
 * log does. Every server process indexes; a row lock shares the organizations out among them.
 */
export function createPostgresIndexer(database: PostgresDatabase, onError: (error: unknown) => void): TextIndex {
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  const timer = setInterval(wake, pollMs);
  timer.unref();

  function wake(): void {
    if (closed) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    again = false;
    running = work()
      .catch(onError)
      .finally(() => {
        running = undefined;
        if (again) wake();
      });
  }

  async function work(): Promise<void> {
    while (!closed && (await indexRound(database)));
  }

  return {
    committed: wake,
    // A search may miss the newest logs, for about a second.
    catchUp: async () => {},
    close: async () => {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** Indexes some logs of one organization; false when none are left that nobody else works on. */
async function indexRound(database: PostgresDatabase): Promise<boolean> {
  return database.transaction(async (query) => {
    const { rows } = await sql<{ org: number; indexed: number; size: number }>`
      SELECT i.org, i.indexed, h.size FROM log_indexing i JOIN log_heads h ON h.org = i.org
      WHERE i.indexed < h.size LIMIT 1 FOR UPDATE OF i SKIP LOCKED`.execute(query);
    const [behind] = rows;
    if (behind === undefined) return false;
    // As far as was there when we looked: what is committed meanwhile may be in the head and yet not in what we read.
    const end = Math.min(behind.indexed + logsPerRound, behind.size);
    const logs = await query
      .selectFrom('log_payloads')
      .select(['seq', 'prompt', 'response', 'metadata'])
      .where('org', '=', behind.org)
      .where('seq', '>=', behind.indexed)
      .where('seq', '<', end)
      .execute();
    const parts = logs.flatMap((log) =>
      toVectors(foldText(toDocument(log))).map((vector, part) => ({ seq: log.seq, part, vector })),
    );
    await sql`INSERT INTO log_text (org, seq, part, document)
      SELECT ${behind.org}, t.seq, t.part, t.vector::tsvector
      FROM unnest(${parts.map(({ seq }) => seq)}::bigint[], ${parts.map(({ part }) => part)}::int[],
        ${parts.map(({ vector }) => vector)}::text[]) AS t (seq, part, vector)`.execute(query);
    await sql`UPDATE log_indexing SET indexed = ${end} WHERE org = ${behind.org}`.execute(query);
    return true;
  });
}
