const saveEveryMs = 10_000;

interface LastUsedOptions {
  save: (uses: [id: string, atMs: number][]) => Promise<void>;
  onError: (error: unknown) => void;
}

/** Gathers when keys were used, so that using one costs no write. */
export function createLastUsed({ save, onError }: LastUsedOptions) {
  let uses = new Map<string, number>();
  const timer = setInterval(() => void flush(), saveEveryMs);
  timer.unref();

  async function flush(): Promise<void> {
    if (uses.size === 0) return;
    const saved = uses;
    uses = new Map();
    await save([...saved]).catch(onError);
  }

  return {
    note: (id: string, atMs: number) => {
      uses.set(id, atMs);
    },
    /** Saves what was gathered, before it is read. */
    flush,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
