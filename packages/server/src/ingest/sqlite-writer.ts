import type SqliteConnection from 'better-sqlite3';
import type { CompiledQuery } from 'kysely';
import { encodeTree } from 'agentaudit-ledger';

import type { SqliteDatabase } from '../db/database.ts';
import { type Head, type HeadRow, type StoredId, type Submission, toHead } from './append.ts';
import { commitGroup } from './commit.ts';
import type { CommitGroup, Outcome } from './group-commit.ts';
import type { Judge } from './judge.ts';
import { type Row, runSync } from './script.ts';
import type { SealedLog } from './seal.ts';
import { monthOf } from './usage.ts';

const maxPrepared = 500;

export interface WriterOptions {
  judge: Judge;
  now: () => number;
}

/** Commits groups on the embedded database: prepared statements in one transaction. */
export function createSqliteWriter(database: SqliteDatabase, { judge, now }: WriterOptions): CommitGroup {
  const { writer } = database;
  const statements = prepare(writer);
  const execute = createExecutor(writer);
  const findStored = (org: number, id: string) => statements.stored.get(org, id);

  const commit = writer.transaction((group: Submission[]): Outcome[] => {
    const heads = new Map<number, Head>();
    for (const { organization } of group) {
      const known = heads.has(organization.number);
      if (!known) heads.set(organization.number, toHead(organization, statements.head.get(organization.number)!));
    }
    const outcomes = runSync(commitGroup(group, heads.values(), { judge, nowMs: now(), findStored }), execute);
    for (const head of heads.values()) if (head.sealed.size > 0) store(head);
    return outcomes;
  });

  function store(head: Head): void {
    for (const sealed of head.sealed.values()) storeLog(sealed);
    const { number } = head.organization;
    statements.updateHead.run(head.tree.size, encodeTree(head.tree), head.lastCreatedAtMs, number);
    statements.addUsage.run(number, monthOf(head.lastCreatedAtMs), head.sealed.size);
  }

  function storeLog({ envelope: e, payload: p }: SealedLog): void {
    statements.insertEnvelope.run(
      e.org,
      e.seq,
      e.id,
      e.action,
      e.timestamp,
      e.created_at,
      e.duration_ms,
      e.status,
      e.enforcement_action,
      e.source_instance,
      e.source_seq,
      e.commitment,
      e.leaf_hash,
      e.request_hash,
    );
    statements.insertPayload.run(
      p.org,
      p.seq,
      p.agent_id,
      p.trace_id,
      p.parent_span_id,
      p.session_id,
      p.user_id,
      p.prompt,
      p.response,
      p.metadata,
      p.violations,
      p.salt,
      p.bytes,
    );
  }

  return (group) => database.withWriteLock(() => commit.immediate(group));
}

function prepare(connection: SqliteConnection.Database) {
  return {
    head: connection.prepare<[number], HeadRow>(
      'SELECT tree, last_created_at, rules_revision FROM log_heads WHERE org = ?',
    ),
    stored: connection.prepare<[number, string], StoredId>(
      'SELECT seq, request_hash AS requestHash FROM log_envelopes WHERE org = ? AND id = ?',
    ),
    insertEnvelope: connection.prepare(`INSERT INTO log_envelopes (
      org, seq, id, action, timestamp, created_at, duration_ms, status, enforcement_action,
      source_instance, source_seq, commitment, leaf_hash, request_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    insertPayload: connection.prepare(`INSERT INTO log_payloads (
      org, seq, agent_id, trace_id, parent_span_id, session_id, user_id, prompt, response, metadata, violations, salt, bytes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    updateHead: connection.prepare('UPDATE log_heads SET size = ?, tree = ?, last_created_at = ? WHERE org = ?'),
    addUsage: connection.prepare(`INSERT INTO usage_months (org, month, events) VALUES (?, ?, ?)
      ON CONFLICT (org, month) DO UPDATE SET events = events + excluded.events`),
  };
}

/** Statements that scripts repeat are prepared once. */
function createExecutor(connection: SqliteConnection.Database): (query: CompiledQuery) => Row[] {
  const prepared = new Map<string, SqliteConnection.Statement>();
  return ({ sql, parameters }) => {
    const statement = prepared.get(sql) ?? connection.prepare(sql);
    if (prepared.size < maxPrepared) prepared.set(sql, statement);
    if (statement.reader) return statement.all(...parameters) as Row[];
    statement.run(...parameters);
    return [];
  };
}
