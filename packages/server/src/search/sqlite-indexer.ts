import { setImmediate } from 'node:timers/promises';

import type { SqliteDatabase } from '../db/database.ts';
import { toPlainText } from './document.ts';
import type { TextIndex } from './text-index.ts';

const logsPerRound = 500;
const bytesPerRound = 2 * 1024 * 1024;
/** How long a few logs wait for company. A search does not wait for it. */
const gatherMs = 1000;

/**
 * SQLite's full text, in groups of hundreds: FTS5 spends two to three times as much on each log where
 * every commit writes its own few. Whoever searches catches up first, so that no search misses a log.
 */
export function createSqliteIndexer(database: SqliteDatabase, onError: (error: unknown) => void): TextIndex {
  const round = prepareRound(database);
  const behind = new Set<number>();
  let logs = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let closed = false;

  /** True when the organization has no more logs to index. */
  const indexSome = (org: number) => database.withWriteLock(() => round(org));

  function start(): void {
    clearTimeout(timer);
    timer = undefined;
    if (closed || running !== undefined) return;
    logs = 0;
    running = work()
      .catch(onError)
      .finally(() => {
        running = undefined;
        if (behind.size > 0) gather();
      });
  }

  function gather(): void {
    if (closed) return;
    if (logs >= logsPerRound) start();
    else timer ??= setTimeout(start, gatherMs).unref();
  }

  async function work(): Promise<void> {
    const all = [...behind];
    behind.clear();
    for (const org of all) {
      do {
        // What waits for an answer comes first.
        await setImmediate();
        if (closed) return;
      } while (!(await indexSome(org)));
    }
  }

  for (const org of round.organizationsBehind()) behind.add(org);
  gather();

  return {
    committed: (org, count) => {
      behind.add(org);
      logs += count;
      gather();
    },
    catchUp: async (org) => {
      while (round.isBehind(org) && !(await indexSome(org)));
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Indexes the next logs of an organization in one transaction; how far it got is stored with them. */
function prepareRound({ writer }: SqliteDatabase) {
  writer.function('plain_text', { deterministic: true }, (json) => toPlainText(json as string));
  const state = writer.prepare<[number], { indexed: number; size: number }>(
    'SELECT i.indexed, h.size FROM log_indexing i JOIN log_heads h ON h.org = i.org WHERE i.org = ?',
  );
  const behind = writer
    .prepare<[], number>('SELECT i.org FROM log_indexing i JOIN log_heads h ON h.org = i.org WHERE i.indexed < h.size')
    .pluck();
  const lastOfRound = writer
    .prepare<[{ org: number; start: number }], number | null>(
      `SELECT max(seq) FROM (
        SELECT seq, sum(bytes) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) - bytes AS before
        FROM log_payloads WHERE org = :org AND seq >= :start AND seq < :start + ${logsPerRound})
      WHERE before <= ${bytesPerRound}`,
    )
    .pluck();
  // The same text as `toDocument` makes.
  const index = writer.prepare<[number, number, number]>(
    `INSERT INTO log_text (rowid, document)
    SELECT (org << 40) + seq, concat_ws(char(10), nullif(prompt, ''), nullif(response, ''),
      CASE WHEN instr(metadata, char(92)) > 0 THEN plain_text(metadata) ELSE metadata END)
    FROM log_payloads WHERE org = ? AND seq >= ? AND seq <= ? ORDER BY seq`,
  );
  const advance = writer.prepare<[number, number]>('UPDATE log_indexing SET indexed = ? WHERE org = ?');

  const transaction = writer.transaction((org: number): boolean => {
    const { indexed, size } = state.get(org)!;
    if (indexed === size) return true;
    const last = lastOfRound.get({ org, start: indexed }) ?? size - 1;
    index.run(org, indexed, last);
    advance.run(last + 1, org);
    return last + 1 === size;
  });

  return Object.assign((org: number) => transaction.immediate(org), {
    isBehind: (org: number) => {
      const { indexed, size } = state.get(org)!;
      return indexed < size;
    },
    organizationsBehind: () => behind.all(),
  });
}
