import { appendLeaves, decodeTree, type Tree } from 'agentaudit-ledger';
import type { AuditLog } from 'agentaudit-schemas';

import { errors } from '../errors.ts';
import type { OrganizationRef } from '../http/principal.ts';
import type { Entry } from './entry.ts';
import type { Judging } from './judge.ts';
import type { Script } from './script.ts';
import { seal, type SealedLog } from './seal.ts';

/** What one request brings: stored together or not at all. */
export interface Submission {
  organization: OrganizationRef;
  entries: Entry[];
  /** Other writes of the same transaction, before the entries, and the entries that tell of them. An error undoes all of it. */
  script?: () => Script<Entry[]>;
}

/** An organization's log while a commit is being made: its head as it was read, and what comes on top. */
export interface Head {
  organization: OrganizationRef;
  tree: Tree;
  lastCreatedAtMs: number;
  /** By id, in the order of the log. */
  sealed: Map<string, SealedLog>;
}

/** What is known of an id that was committed before. */
export interface StoredId {
  seq: number;
  requestHash: Uint8Array;
}

/** The answer to one entry: the log just sealed, or the place of the one stored earlier. */
export type Appended = AuditLog | { storedSeq: number };

export interface AppendOptions {
  judging: Judging;
  nowMs: number;
  /** Looks an id up among the logs committed before. */
  findStored: (id: string) => StoredId | undefined;
}

export function toHead(organization: OrganizationRef, row: { tree: Uint8Array; last_created_at: number }): Head {
  return { organization, tree: decodeTree(row.tree), lastCreatedAtMs: row.last_created_at, sealed: new Map() };
}

/**
 * Puts the entries of a submission on top of its head, without touching the disk. A retry adds
 * nothing; an id with other content throws a 409 and leaves the head as it was.
 */
export function append(head: Head, entries: Entry[], options: AppendOptions): Appended[] {
  const { organization } = head;
  const createdAtMs = Math.max(options.nowMs, head.lastCreatedAtMs);
  const added = new Map<string, SealedLog>();
  const results = entries.map((entry): Appended => {
    const pending = added.get(entry.id) ?? head.sealed.get(entry.id);
    if (pending !== undefined) {
      assertSame(entry, pending.envelope.request_hash);
      return pending.log;
    }
    const stored = entry.hasClientId ? options.findStored(entry.id) : undefined;
    if (stored !== undefined) {
      assertSame(entry, stored.requestHash);
      return { storedSeq: stored.seq };
    }
    const seq = head.tree.size + added.size;
    const sealed = seal(entry, options.judging.judge(entry), { organization, seq, createdAtMs });
    added.set(entry.id, sealed);
    return sealed.log;
  });
  if (added.size > 0) {
    head.tree = appendLeaves(
      head.tree,
      [...added.values()].map(({ envelope }) => envelope.leaf_hash),
    );
    head.lastCreatedAtMs = createdAtMs;
    for (const [id, sealed] of added) head.sealed.set(id, sealed);
  }
  return results;
}

function assertSame(entry: Entry, requestHash: Uint8Array): void {
  if (Buffer.compare(entry.requestHash, requestHash) !== 0) {
    throw errors.idConflict(entry.id, entry.index);
  }
}
