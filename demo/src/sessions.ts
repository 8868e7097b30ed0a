import { AgentAuditClient } from 'agentaudit-client';

import { password } from './brightwater.ts';

/** A session lasts an hour; by then somebody signs in anew. */
const renewAfterMs = 45 * 60_000;

export type Sessions = ReturnType<typeof createSessions>;

/** People at their browsers, signed in when they are needed. */
export function createSessions({ baseUrl, now }: { baseUrl: string; now: () => number }) {
  const open = new Map<string, { client: AgentAuditClient; sinceMs: number }>();
  return {
    of: async (email: string): Promise<AgentAuditClient> => {
      const known = open.get(email);
      if (known !== undefined && now() - known.sinceMs < renewAfterMs) return known.client;
      const client = known?.client ?? new AgentAuditClient({ baseUrl });
      await client.login({ email, password });
      open.set(email, { client, sinceMs: now() });
      return client;
    },
    close: async (): Promise<void> => {
      for (const { client } of open.values()) await client.close();
    },
  };
}
