import type { AuditLog, AuditLogInput, BatchEntry } from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import type { OrganizationRef } from '../http/principal.ts';
import type { Appended } from './append.ts';
import { type Entry, type EntryOptions, type OwnEntry, toEntries, toEntry } from './entry.ts';
import { createGroupCommit } from './group-commit.ts';
import type { Judge } from './judge.ts';
import { createPostgresWriter } from './postgres-writer.ts';
import type { Script } from './script.ts';
import { createSqliteWriter } from './sqlite-writer.ts';

const MiB = 1024 * 1024;

export interface IngestOptions extends EntryOptions {
  judge: Judge;
  /** Reads logs stored earlier, in the order asked: the answer to a retry. */
  readLogs: (organization: OrganizationRef, seqs: number[]) => Promise<AuditLog[]>;
  /** Told after each commit. */
  onCommitted?: (organization: OrganizationRef, logs: AuditLog[]) => void;
  now?: () => number;
}

/** The result of a script, and the logs that tell of it. */
export interface Told<Result, Log = OwnEntry> {
  result: Result;
  logs: Log[];
}

/** The one way into the log: everything that is recorded, by a request or by the server itself, goes through it. */
export interface Ingest {
  /** Stores one entry. When it resolves, the log survives a power cut. Throws the contract's errors. */
  log(organization: OrganizationRef, input: AuditLogInput): Promise<AuditLog>;
  /** Judges an event that has not happened, and stores that it was asked about as a `guardrail_check`. */
  check(organization: OrganizationRef, input: AuditLogInput): Promise<AuditLog>;
  /** Stores all entries or none. */
  batch(organization: OrganizationRef, inputs: BatchEntry[]): Promise<AuditLog[]>;
  /**
   * Runs writes of the caller's own in the transaction that stores the logs which tell of them. An
   * `HttpError` thrown by the script undoes its writes and is thrown on. The script may run twice.
   */
  transact<Result>(organization: OrganizationRef, script: () => Script<Told<Result>>): Promise<Told<Result, AuditLog>>;
  /** Resolves when everything accepted so far is settled. */
  drain(): Promise<void>;
}

export function createIngest(database: Database, options: IngestOptions): Ingest {
  const { judge, readLogs, onCommitted, now = Date.now } = options;
  const commit =
    database.engine === 'sqlite'
      ? createSqliteWriter(database, { judge, now })
      : createPostgresWriter(database, { judge, now });
  const queue = createGroupCommit(commit, {
    concurrency: database.engine === 'sqlite' ? 1 : 2,
    maxEntries: 2000,
    maxBytes: 16 * MiB,
    maxWaitingBytes: 64 * MiB,
  });

  async function toLogs(organization: OrganizationRef, appended: Appended[]): Promise<AuditLog[]> {
    const stored = appended.filter(isStored);
    if (stored.length === 0) {
      onCommitted?.(organization, appended as AuditLog[]);
      return appended as AuditLog[];
    }
    const seqs = [...new Set(stored.map(({ storedSeq }) => storedSeq))];
    const read = await readLogs(organization, seqs);
    const bySeq = new Map(read.map((log) => [log.sequence, log]));
    onCommitted?.(
      organization,
      appended.filter((item): item is AuditLog => !isStored(item)),
    );
    return appended.map((item) => (isStored(item) ? bySeq.get(item.storedSeq)! : item));
  }

  async function submitOne(organization: OrganizationRef, entry: Entry): Promise<AuditLog> {
    const [log] = await toLogs(organization, await queue.submit({ organization, entries: [entry] }));
    return log!;
  }

  return {
    log: async (organization, input) => submitOne(organization, toEntry(input, options)),
    check: async (organization, input) => {
      const metadata = { ...input.metadata, checked_action: input.action };
      const entry = toEntry({ ...input, action: 'guardrail_check', metadata }, options);
      return submitOne(organization, { ...entry, checkedAction: input.action });
    },
    batch: async (organization, inputs) => {
      const entries = toEntries(inputs, options);
      return toLogs(organization, await queue.submit({ organization, entries }));
    },
    transact: async <Result>(organization: OrganizationRef, script: () => Script<Told<Result>>) => {
      const told: { result?: Result } = {};
      function* writeAndTell(): Script<Entry[]> {
        const { result, logs } = yield* script();
        told.result = result;
        return toEntries(logs, options);
      }
      const appended = await queue.submit({ organization, entries: [], script: writeAndTell });
      return { result: told.result as Result, logs: await toLogs(organization, appended) };
    },
    drain: queue.drain,
  };
}

function isStored(item: Appended): item is { storedSeq: number } {
  return 'storedSeq' in item;
}
