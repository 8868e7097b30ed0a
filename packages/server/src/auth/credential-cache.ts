/** How long a server process trusts what the database said of a credential: the delay of a revocation elsewhere. */
const freshMs = 1000;
const maxEntries = 20_000;

interface Known<Value> {
  value: Value | undefined;
  checkedAtMs: number;
}

/** Asks the database for a credential at most once a second. */
export function createCredentialCache<Value>({
  load,
  now,
}: {
  load: (key: string) => Promise<Value | undefined>;
  now: () => number;
}) {
  const known = new Map<string, Known<Value>>();
  const loading = new Map<string, Promise<Value | undefined>>();

  function get(key: string): Value | undefined | Promise<Value | undefined> {
    const found = known.get(key);
    return found !== undefined && now() - found.checkedAtMs < freshMs && now() >= found.checkedAtMs
      ? found.value
      : reload(key);
  }

  function reload(key: string): Promise<Value | undefined> {
    const running = loading.get(key);
    if (running !== undefined) return running;
    const checkedAtMs = now();
    const result = load(key)
      .then((value) => {
        // A credential dropped while it was read must not come back.
        if (loading.get(key) === result) remember(key, { value, checkedAtMs });
        return value;
      })
      .finally(() => {
        if (loading.get(key) === result) loading.delete(key);
      });
    loading.set(key, result);
    return result;
  }

  function remember(key: string, entry: Known<Value>): void {
    if (known.size >= maxEntries) known.clear();
    known.set(key, entry);
  }

  return {
    get,
    /** Forgets a credential at once. */
    drop: (key: string) => {
      known.delete(key);
      loading.delete(key);
    },
  };
}
