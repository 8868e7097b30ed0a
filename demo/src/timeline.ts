/** What is to happen, and when. */
export interface Timeline {
  /** Milliseconds since 1970. */
  at(timeMs: number, happen: () => Promise<void>): void;
  /** Lets everything happen in its order, also what is added meanwhile. */
  run(): Promise<void>;
}

/** A clock that stands still between events, and goes with the system's once they are over. */
export function createClock(startMs: number) {
  let standsAtMs: number | undefined = startMs;
  return {
    now: () => standsAtMs ?? Date.now(),
    /** Never back: what is over is over. */
    moveTo: (timeMs: number) => {
      standsAtMs = Math.max(standsAtMs ?? 0, timeMs);
    },
    letGo: () => {
      standsAtMs = undefined;
    },
  };
}

export function createTimeline(clock: { moveTo: (timeMs: number) => void }): Timeline {
  const pending: { timeMs: number; happen: () => Promise<void> }[] = [];
  return {
    at: (timeMs, happen) => {
      const later = pending.findIndex((event) => event.timeMs > timeMs);
      pending.splice(later === -1 ? pending.length : later, 0, { timeMs, happen });
    },
    run: async () => {
      for (let event = pending.shift(); event !== undefined; event = pending.shift()) {
        clock.moveTo(event.timeMs);
        await event.happen();
      }
    },
  };
}
