import { once } from 'node:events';
import { PassThrough } from 'node:stream';

import type { Feed, FeedPage } from './feeds.ts';
import { toEventId } from './event-id.ts';
import type { Positions, Pulse } from './pulse.ts';

const eventsPerRead = 100;
/** What waits in memory for a reader: past this nothing more is read for it until it has taken some. */
const bufferBytes = 64 * 1024;
/** Keeps proxies from closing what is quiet, and finds out who is gone. */
const heartbeatMs = 15_000;
/** A reader that takes nothing for this long is gone. */
const stalledMs = 60_000;

export interface StreamOptions {
  pulse: Pulse;
  /** Those that this reader may see. */
  feeds: Feed[];
  org: number;
  /** Where each feed starts. */
  positions: Positions;
  signal: AbortSignal;
  onError: (error: unknown) => void;
}

/**
 * The events of one reader as text. It is pulled along by its reader: it remembers positions and no
 * events, so one that is slow or stands still costs a buffer and holds nobody up.
 */
export function createEventStream(options: StreamOptions): PassThrough {
  const stream = new PassThrough({ highWaterMark: bufferBytes });
  const controller = new AbortController();
  const stop = () => controller.abort();
  stream.once('close', stop);
  options.signal.addEventListener('abort', stop, { once: true });
  void run(stream, { ...options, signal: controller.signal })
    .catch((error: unknown) => {
      // In any case its reader comes again, and continues after the last event it saw.
      if ((error as Error).name !== 'AbortError') options.onError(error);
    })
    .finally(() => {
      options.signal.removeEventListener('abort', stop);
      // What a stuck reader did not take would keep the connection open for ever.
      if (stream.writableNeedDrain) stream.destroy();
      else stream.end();
    });
  return stream;
}

async function run(stream: PassThrough, { pulse, feeds, org, positions, signal }: StreamOptions): Promise<void> {
  const at = { ...positions };
  const bell = createBell(signal);
  const names = feeds.map(({ name }) => name);
  const unsubscribe = pulse.subscribe(org, names, bell.ring);
  try {
    await write(stream, `retry: 1000\nevent: ready\nid: ${toEventId(at)}\ndata: {}\n\n`, signal);
    while (!signal.aborted) {
      const isMore = await tellNews(stream, { feeds, org, at, signal });
      if (isMore) continue;
      if (!(await bell.wait(heartbeatMs)) && !signal.aborted) await write(stream, ': still here\n\n', signal);
    }
  } finally {
    unsubscribe();
  }
}

/** Tells what follows in each feed; true when there may be more. */
async function tellNews(
  stream: PassThrough,
  { feeds, org, at, signal }: Pick<StreamOptions, 'feeds' | 'org' | 'signal'> & { at: Positions },
): Promise<boolean> {
  let isMore = false;
  for (const feed of feeds) {
    const { items, position: end, isLast } = await readShared(feed, org, at[feed.name] ?? 0);
    isMore ||= !isLast;
    for (const { position, data } of items) {
      if (signal.aborted) return false;
      at[feed.name] = position;
      await write(stream, `event: ${feed.name}\nid: ${toEventId(at)}\ndata: ${JSON.stringify(data)}\n\n`, signal);
    }
    at[feed.name] = end;
  }
  return isMore;
}

const running = new WeakMap<Feed, Map<string, Promise<FeedPage>>>();

/** Readers woken together stand at the same place: one query serves them all. */
function readShared(feed: Feed, org: number, after: number): Promise<FeedPage> {
  const reads = running.get(feed) ?? new Map<string, Promise<FeedPage>>();
  running.set(feed, reads);
  const key = `${org} ${after}`;
  const found = reads.get(key);
  if (found !== undefined) return found;
  const read = feed.read(org, after, eventsPerRead).finally(() => reads.delete(key));
  reads.set(key, read);
  return read;
}

async function write(stream: PassThrough, text: string, signal: AbortSignal): Promise<void> {
  if (stream.write(text) || signal.aborted) return;
  await once(stream, 'drain', { signal: AbortSignal.any([signal, AbortSignal.timeout(stalledMs)]) });
}

/** Wakes one waiter, also when it was rung before anybody waited. */
function createBell(signal: AbortSignal) {
  let rang = false;
  let wake: ((rung: boolean) => void) | undefined;
  signal.addEventListener('abort', () => wake?.(false), { once: true });
  return {
    ring: () => {
      rang = true;
      wake?.(true);
    },
    /** True when it rang; false when the time passed, or all is over. */
    wait: (timeoutMs: number): Promise<boolean> =>
      new Promise((resolve) => {
        const timer = setTimeout(() => wake?.(false), timeoutMs);
        wake = (rung) => {
          clearTimeout(timer);
          wake = undefined;
          rang = false;
          resolve(rung);
        };
        if (rang || signal.aborted) wake(rang);
      }),
  };
}
