import type { StreamEventType } from 'agentaudit-schemas';

import type { Database } from '../db/database.ts';
import { exceptOutages } from '../http/error-handler.ts';
import type { Feed } from './feeds.ts';
import { createPostgresHints } from './postgres-hints.ts';
import { createPulse } from './pulse.ts';
import { createStanding } from './standing.ts';

export interface LiveOptions {
  feeds: Feed[];
  now: () => number;
  onError: (error: unknown) => void;
}

/** What is told as it happens: the feeds, what says that they grew, and who may go on listening. */
export function createLive(database: Database, { feeds, now, ...options }: LiveOptions) {
  const onError = exceptOutages(options.onError);
  const pulse = createPulse(database, { feeds: feeds.map(({ name, end }) => ({ name, position: end })), onError });
  const hints =
    database.engine === 'postgres' ? createPostgresHints(database, { onHint: pulse.committed, onError }) : undefined;
  const standing = createStanding(database, { now, onError });

  return {
    feeds,
    pulse,
    standing,
    /** To be called after a commit that a feed grew by. With `hint` other server processes are told at once too: for what is rare. */
    committed: (org: number, feed: StreamEventType, { hint = false } = {}) => {
      pulse.committed(org, feed);
      if (hint) hints?.send(org, feed);
    },
    close: async () => {
      pulse.close();
      standing.close();
      await hints?.close();
    },
  };
}

export type Live = ReturnType<typeof createLive>;
