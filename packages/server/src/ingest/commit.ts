import { CompiledQuery } from 'kysely';

import { HttpError } from '../errors.ts';
import { append, type AppendOptions, type Head, type StoredId, type Submission } from './append.ts';
import type { Outcome } from './group-commit.ts';
import type { Bench, Judge, Judging } from './judge.ts';
import type { Script } from './script.ts';

export interface CommitOptions {
  judge: Judge;
  nowMs: number;
  /** Looks up an id that was committed before. */
  findStored: (org: number, id: string) => StoredId | undefined;
}

/** A submission and its place in the group. */
type Placed = [submission: Submission, place: number];

/** Puts a group on top of the heads it concerns, and says what became of each submission. */
export function* commitGroup(group: Submission[], heads: Iterable<Head>, options: CommitOptions): Script<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const head of heads) {
    const mine = group.flatMap((submission, place): Placed[] =>
      submission.organization.number === head.organization.number ? [[submission, place]] : [],
    );
    const plain = mine.filter(([{ script }]) => script === undefined);
    if (plain.length > 0) yield* commitPlain(head, plain, outcomes, options);
    for (const [submission, place] of mine) {
      if (submission.script !== undefined) outcomes[place] = yield* commitScript(head, submission.script, options);
    }
  }
  return outcomes;
}

/** Entries without other writes: judged in one go, and one that is refused costs no other. */
function* commitPlain(head: Head, plain: Placed[], outcomes: Outcome[], options: CommitOptions): Script {
  const entries = plain.flatMap(([submission]) => submission.entries);
  const bench = toBench(head, options);
  const judging = yield* options.judge.open(bench, entries);
  const before = head.sealed.size;
  for (const [submission, place] of plain) {
    try {
      outcomes[place] = { appended: append(head, submission.entries, toAppendOptions(bench, judging, options)) };
    } catch (error) {
      outcomes[place] = { error };
    }
  }
  yield* judging.record([...head.sealed.values()].slice(before));
}

/** Writes that may be refused half-way: a savepoint undoes them alone. */
function* commitScript(
  head: Head,
  script: () => Script<Submission['entries']>,
  options: CommitOptions,
): Script<Outcome> {
  yield CompiledQuery.raw('SAVEPOINT submission');
  const { tree, lastCreatedAtMs, sealed } = head;
  const before = sealed.size;
  try {
    const entries = yield* script();
    const bench = toBench(head, options);
    const judging = yield* options.judge.open(bench, entries);
    const appended = append(head, entries, toAppendOptions(bench, judging, options));
    yield* judging.record([...sealed.values()].slice(before));
    yield CompiledQuery.raw('RELEASE SAVEPOINT submission');
    return { appended };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    Object.assign(head, { tree, lastCreatedAtMs });
    for (const id of [...sealed.keys()].slice(before)) sealed.delete(id);
    yield CompiledQuery.raw('ROLLBACK TO SAVEPOINT submission');
    yield CompiledQuery.raw('RELEASE SAVEPOINT submission');
    return { error };
  }
}

function toBench(head: Head, { nowMs }: CommitOptions): Bench {
  const { organization, rulesRevision, lastCreatedAtMs } = head;
  return { organization, rulesRevision, createdAtMs: Math.max(nowMs, lastCreatedAtMs), transaction: head };
}

function toAppendOptions(
  { organization, createdAtMs }: Bench,
  judging: Judging,
  { findStored }: CommitOptions,
): AppendOptions {
  return { judging, createdAtMs, findStored: (id: string) => findStored(organization.number, id) };
}
