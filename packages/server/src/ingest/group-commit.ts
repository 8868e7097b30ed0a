import { errors } from '../errors.ts';
import { isOutage } from '../http/error-handler.ts';
import type { Appended, Submission } from './append.ts';

/** What became of one submission of a group. */
export type Outcome = { appended: Appended[] } | { error: unknown };

/** Writes a group in one transaction. It throws when nothing of the group was stored. */
export type CommitGroup = (group: Submission[]) => Promise<Outcome[]>;

export interface GroupCommitOptions {
  /** Commits under way at once. */
  concurrency: number;
  /** Bounds of one commit; a single submission may be larger. */
  maxEntries: number;
  maxBytes: number;
  /** Bytes that may wait. Past that, new submissions are refused with a 503. */
  maxWaitingBytes: number;
}

/** How long a commit waits for company, if the one before had some: a commit costs as much as writing three logs. */
const gatherMs = 1;

interface Waiting {
  submission: Submission;
  bytes: number;
  resolve: (appended: Appended[]) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers what arrives while the disk is busy into one transaction, so that many requests share one
 * fsync. Nobody waits for a group to fill: a commit starts as soon as one can.
 */
export function createGroupCommit(commit: CommitGroup, options: GroupCommitOptions) {
  let queue: Waiting[] = [];
  let waitingBytes = 0;
  let running = 0;
  let scheduled = false;
  let lastGroup = 0;
  let idle: (() => void) | undefined;

  function submit(submission: Submission): Promise<Appended[]> {
    const bytes = submission.entries.reduce((sum, entry) => sum + entry.bytes + 500, 0);
    if (waitingBytes > 0 && waitingBytes + bytes > options.maxWaitingBytes) {
      return Promise.reject(errors.unavailable('Too many logs wait to be stored: nothing was stored, try again'));
    }
    waitingBytes += bytes;
    return new Promise((resolve, reject) => {
      queue.push({ submission, bytes, resolve, reject });
      schedule();
    });
  }

  /** On the next turn of the event loop, after all requests of this one were read. */
  function schedule(): void {
    if (scheduled || running >= options.concurrency || queue.length === 0) return;
    scheduled = true;
    const start = () => {
      scheduled = false;
      void run(takeGroup());
      schedule();
    };
    if (lastGroup > 1) setTimeout(start, gatherMs);
    else setImmediate(start);
  }

  function takeGroup(): Waiting[] {
    let entries = 0;
    let bytes = 0;
    const fits = (item: Waiting, place: number) => {
      entries += item.submission.entries.length;
      bytes += item.bytes;
      return place === 0 || (entries <= options.maxEntries && bytes <= options.maxBytes);
    };
    const end = queue.findIndex((item, place) => !fits(item, place));
    const group = end === -1 ? queue : queue.slice(0, end);
    queue = end === -1 ? [] : queue.slice(end);
    lastGroup = group.length;
    return group;
  }

  async function run(group: Waiting[]): Promise<void> {
    running += 1;
    await settle(group);
    running -= 1;
    for (const { bytes } of group) waitingBytes -= bytes;
    schedule();
    if (running === 0 && queue.length === 0) idle?.();
  }

  async function settle(group: Waiting[]): Promise<void> {
    try {
      const outcomes = await commit(group.map(({ submission }) => submission));
      for (const [place, outcome] of outcomes.entries()) {
        if ('error' in outcome) group[place]!.reject(outcome.error);
        else group[place]!.resolve(outcome.appended);
      }
    } catch (error) {
      // One submission that no database takes must not cost its neighbours theirs.
      if (group.length > 1 && !isOutage(error)) for (const item of group) await settle([item]);
      else for (const { reject } of group) reject(error);
    }
  }

  return {
    submit,
    /** Resolves when everything submitted so far is settled. */
    drain: () =>
      new Promise<void>((resolve) => {
        if (running === 0 && queue.length === 0) resolve();
        else idle = resolve;
      }),
  };
}
