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
  /** Which state of the organization's rules judges. */
  rulesRevision: number;
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
  /** Of every log in this commit: not before the one that came last. */
  createdAtMs: number;
  /** Looks an id up among the logs committed before. */
  findStored: (id: string) => StoredId | undefined;
}

export interface HeadRow {
  tree: Uint8Array;
  last_created_at: number;
  rules_revision: number;
}

export function toHead(organization: OrganizationRef, row: HeadRow): Head {
  return {
    organization,
    tree: decodeTree(row.tree),
    lastCreatedAtMs: row.last_created_at,
    rulesRevision: row.rules_revision,
    sealed: new Map(),
  };
}

/**
 * Puts the entries of a submission on top of its head, without touching the disk. A retry adds
 * nothing; an id with other content throws a 409 and leaves the head as it was.
 */
export function append(head: Head, entries: Entry[], options: AppendOptions): Appended[] {
  const { fresh, storedSeqs } = sort(head, entries, options);
  if (fresh.size > 0) sealAll(head, fresh.values(), options);
  return entries.map(({ id }): Appended => {
    const storedSeq = storedSeqs.get(id);
    return storedSeq === undefined ? head.sealed.get(id)!.log : { storedSeq };
  });
}

/** Tells what is new from what came before. All of it comes first: what was judged cannot be taken back. */
function sort(head: Head, entries: Entry[], { findStored }: AppendOptions) {
  const fresh = new Map<string, Entry>();
  const storedSeqs = new Map<string, number>();
  for (const entry of entries) {
    const { id } = entry;
    const pending = fresh.get(id)?.requestHash ?? head.sealed.get(id)?.envelope.request_hash;
    const stored = pending === undefined && entry.hasClientId ? findStored(id) : undefined;
    const earlier = pending ?? stored?.requestHash;
    if (earlier === undefined) fresh.set(id, entry);
    else assertSame(entry, earlier);
    if (stored !== undefined) storedSeqs.set(id, stored.seq);
  }
  return { fresh, storedSeqs };
}

function sealAll(head: Head, entries: Iterable<Entry>, { judging, createdAtMs }: AppendOptions): void {
  const { organization, tree } = head;
  const sealed = Array.from(entries, (entry, place) =>
    seal(entry, judging.judge(entry), { organization, seq: tree.size + place, createdAtMs }),
  );
  head.tree = appendLeaves(
    tree,
    sealed.map(({ envelope }) => envelope.leaf_hash),
  );
  head.lastCreatedAtMs = createdAtMs;
  for (const item of sealed) head.sealed.set(item.envelope.id, item);
}

function assertSame(entry: Entry, requestHash: Uint8Array): void {
  if (Buffer.compare(entry.requestHash, requestHash) !== 0) {
    throw errors.idConflict(entry.id, entry.index);
  }
}
