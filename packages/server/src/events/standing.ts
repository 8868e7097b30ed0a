import type { Database } from '../db/database.ts';
import type { Principal } from '../http/principal.ts';

/** How soon a stream ends whose reader was removed, lost a role, or holds a key that was deleted. */
const checkMs = 1000;

interface Reader {
  principal: Principal;
  end: () => void;
}

/** Ends what is open for long when its credential does: one query a second for all of a kind, none when nothing is open. */
export function createStanding(
  { query }: Database,
  { onError, now }: { onError: (error: unknown) => void; now: () => number },
) {
  const readers = new Set<Reader>();
  const timer = setInterval(() => void check().catch(onError), checkMs);
  timer.unref();

  async function check(): Promise<void> {
    if (readers.size === 0) return;
    const checked = [...readers];
    const rights = new Map([...(await readRights(checked, 'user')), ...(await readRights(checked, 'key'))]);
    for (const { principal, end } of checked) {
      const isOver = (principal.expiresAtMs ?? Infinity) <= now();
      if (isOver || rights.get(principal.id) !== rightsOf(principal)) end();
    }
  }

  async function readRights(checked: Reader[], kind: Principal['kind']): Promise<[id: string, rights: string][]> {
    const ids = [...new Set(checked.flatMap(({ principal }) => (principal.kind === kind ? [principal.id] : [])))];
    if (ids.length === 0) return [];
    if (kind === 'user') {
      const users = await query.selectFrom('users').select(['id', 'role']).where('id', 'in', ids).execute();
      return users.map(({ id, role }) => [id, role]);
    }
    const keys = await query.selectFrom('api_keys').select(['id', 'scopes']).where('id', 'in', ids).execute();
    return keys.map(({ id, scopes }) => [id, scopes]);
  }

  return {
    /** Calls `end` once the credential stands no more. Returns what stops the watch. */
    watch: (principal: Principal, end: () => void): (() => void) => {
      const reader = { principal, end };
      readers.add(reader);
      return () => readers.delete(reader);
    },
    close: () => clearInterval(timer),
  };
}

/** A user's role; a key's scopes, as they are stored. */
function rightsOf({ role, scopes }: Principal): string {
  return role ?? [...scopes].join(' ');
}
