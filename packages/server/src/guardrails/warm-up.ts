import { detect } from 'agentaudit-rules';

import type { Query } from '../db/database.ts';

let isWarm = false;

/**
 * The first text that the detectors read builds their tables, which takes some tenths of a second: not
 * while a commit waits for it.
 */
export function warmUp(): void {
  if (isWarm) return;
  isWarm = true;
  detect('warm-up');
}

/** At the start of a server that will judge. */
export async function warmUpForRules(query: Query): Promise<void> {
  const rule = await query.selectFrom('rules').select('id').limit(1).executeTakeFirst();
  if (rule !== undefined) warmUp();
}
