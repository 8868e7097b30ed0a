import { type RawBuilder, sql } from 'kysely';

import type { Database } from '../db/database.ts';

/** How long a change that another server process committed may go unseen where no hint arrives. */
const pollMs = 1000;
/** Changes closer together than this are told as one. */
const gatherMs = 100;

/** One list of changes that grows at its end, as a position in it is computed from the organization's head `h`. */
interface FeedPosition {
  name: string;
  position: RawBuilder<number>;
}

export interface PulseOptions {
  feeds: FeedPosition[];
  onError: (error: unknown) => void;
}

export type Positions = Record<string, number>;

interface Listener {
  feeds: readonly string[];
  notify: () => void;
}

interface Watched {
  listeners: Set<Listener>;
  /** As polled last; unknown at first, so that the first poll tells of everything. */
  positions: Positions | undefined;
  changed: Set<string>;
  lastToldMs: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Tells that something was committed for an organization, by this server process or any other. One
 * query a second finds out for everybody who listens in this process, and none when nobody does.
 */
export function createPulse({ query }: Database, { feeds, onError }: PulseOptions) {
  const watched = new Map<number, Watched>();
  const timer = setInterval(() => void poll(), pollMs);
  timer.unref();
  let polling = false;

  function subscribe(org: number, names: readonly string[], notify: () => void): () => void {
    const found = watched.get(org);
    const entry = found ?? {
      listeners: new Set<Listener>(),
      positions: undefined,
      changed: new Set<string>(),
      lastToldMs: 0,
      timer: undefined,
    };
    if (found === undefined) watched.set(org, entry);
    const listener = { feeds: names, notify };
    entry.listeners.add(listener);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size > 0 || watched.get(org) !== entry) return;
      clearTimeout(entry.timer);
      watched.delete(org);
    };
  }

  /** At once when it was quiet; what follows closely is gathered. */
  function committed(org: number, feed: string): void {
    const entry = watched.get(org);
    if (entry === undefined) return;
    entry.changed.add(feed);
    if (entry.timer !== undefined) return;
    const waitMs = entry.lastToldMs + gatherMs - performance.now();
    if (waitMs <= 0) tell(entry);
    else entry.timer = setTimeout(() => tell(entry), waitMs).unref();
  }

  function tell(entry: Watched): void {
    entry.timer = undefined;
    entry.lastToldMs = performance.now();
    const { changed } = entry;
    entry.changed = new Set();
    for (const { feeds: names, notify } of entry.listeners) if (names.some((name) => changed.has(name))) notify();
  }

  async function poll(): Promise<void> {
    if (polling || watched.size === 0) return;
    polling = true;
    try {
      for (const [org, positions] of await readPositions([...watched.keys()])) {
        const entry = watched.get(org);
        if (entry === undefined) continue;
        const before = entry.positions;
        entry.positions = positions;
        for (const { name } of feeds) if (before?.[name] !== positions[name]) committed(org, name);
      }
    } catch (error) {
      onError(error);
    } finally {
      polling = false;
    }
  }

  async function readPositions(orgs: number[]): Promise<Map<number, Positions>> {
    const columns = feeds.map(({ name, position }) => sql`${position} AS ${sql.id(name)}`);
    const { rows } = await sql<Positions & { org: number }>`SELECT h.org, ${sql.join(columns)} FROM log_heads AS h
      WHERE h.org IN (${sql.join(orgs)})`.execute(query);
    return new Map(rows.map(({ org, ...positions }) => [org, positions]));
  }

  return {
    /** Calls `notify` soon after one of these feeds grew; now and then also when it did not. */
    subscribe,
    /** To be called after a commit of this process, and on a hint from another. */
    committed,
    /** Where an organization's feeds end now. */
    positions: async (org: number): Promise<Positions> => (await readPositions([org])).get(org) ?? {},
    close: () => {
      clearInterval(timer);
      for (const entry of watched.values()) clearTimeout(entry.timer);
      watched.clear();
    },
  };
}

export type Pulse = ReturnType<typeof createPulse>;
