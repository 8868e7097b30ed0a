import type { Pulse } from '../events/pulse.ts';

export interface WaitersOptions {
  pulse: Pulse;
  /** Which of these requests are pending no longer. */
  findSettled: (org: number, ids: string[]) => Promise<string[]>;
  onError: (error: unknown) => void;
}

const retryMs = 1000;

/** Those who wait in one organization, by request. */
interface Room {
  waiting: Map<string, Set<() => void>>;
  leave: () => void;
  running: boolean;
  again: boolean;
}

/**
 * Holds those who wait for decisions. They cost nothing while nothing happens; when something does,
 * one query for all that wait in the organization says whom it concerns.
 */
export function createWaiters({ pulse, findSettled, onError }: WaitersOptions) {
  const rooms = new Map<number, Room>();
  let isClosed = false;

  function join(org: number, id: string, wake: () => void): () => void {
    const room = rooms.get(org) ?? open(org);
    const waiting = room.waiting.get(id) ?? new Set();
    room.waiting.set(id, waiting.add(wake));
    return () => {
      waiting.delete(wake);
      if (waiting.size === 0 && room.waiting.get(id) === waiting) room.waiting.delete(id);
      if (room.waiting.size > 0 || rooms.get(org) !== room) return;
      room.leave();
      rooms.delete(org);
    };
  }

  function open(org: number): Room {
    const room: Room = { waiting: new Map(), leave: () => undefined, running: false, again: false };
    room.leave = pulse.subscribe(org, ['hitl'], () => void look(org, room));
    rooms.set(org, room);
    return room;
  }

  async function look(org: number, room: Room): Promise<void> {
    room.again = true;
    if (room.running) return;
    room.running = true;
    while (room.again && room.waiting.size > 0) {
      room.again = false;
      const settled = await findSettled(org, [...room.waiting.keys()]).catch((error: unknown) => {
        onError(error);
        setTimeout(() => void look(org, room), retryMs).unref();
        return [];
      });
      for (const id of settled) for (const wake of room.waiting.get(id) ?? []) wake();
    }
    room.running = false;
  }

  return {
    /**
     * Resolves when the request is settled, `timeoutMs` passed, the caller is gone, or the server closes.
     * `isSettled` is asked once the wait has begun, so that no decision falls in between.
     */
    wait: async (
      org: number,
      id: string,
      { timeoutMs, signal, isSettled }: { timeoutMs: number; signal: AbortSignal; isSettled: () => Promise<boolean> },
    ): Promise<void> => {
      if (isClosed || signal.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const leave = join(org, id, resolve);
      const timer = setTimeout(resolve, timeoutMs);
      signal.addEventListener('abort', () => resolve(), { once: true });
      try {
        if (!(await isSettled())) await promise;
      } finally {
        clearTimeout(timer);
        leave();
      }
    },
    /** Wakes those who wait for one request: of a change that this process made, nobody needs to ask. */
    wake: (org: number, id: string) => {
      for (const wake of rooms.get(org)?.waiting.get(id) ?? []) wake();
    },
    /** Lets everybody go. */
    close: () => {
      isClosed = true;
      for (const { waiting } of rooms.values()) for (const wakes of waiting.values()) for (const wake of wakes) wake();
    },
  };
}

export type Waiters = ReturnType<typeof createWaiters>;
