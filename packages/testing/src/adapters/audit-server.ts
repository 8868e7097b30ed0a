import { AgentAuditClient, type AuditLog, type HitlDecisionInput, type HitlRecord } from 'agentaudit-client';

import { signUp } from '../account.ts';
import { useSharedServer } from '../shared-server.ts';

/** A real server, with an organization of its own: an agent that writes to it and a person who decides. */
export interface AuditServer {
  url: string;
  /** The agent's. */
  apiKey: string;
  /** With an API key, as an agent has it. */
  agent: AgentAuditClient;
  /** Signed in, as the owner of the organization. */
  owner: AgentAuditClient;
  /** Waits for the next request for approval of a tool, and decides it. */
  decide: (tool: string, decision: Omit<HitlDecisionInput, 'request_id'>) => Promise<HitlRecord>;
  /** Makes the server's rules block what has this word in it. */
  forbid: (word: string) => Promise<void>;
  /** Flushes the agent's logs, and gives all logs of its organization, oldest first. */
  logs: () => Promise<AuditLog[]>;
  close: () => Promise<void>;
}

export async function startAuditServer(): Promise<AuditServer> {
  const server = await useSharedServer();
  const { accessToken, apiKey } = await signUp(server.url);
  const agent = new AgentAuditClient({ baseUrl: server.url, apiKey });
  const owner = new AgentAuditClient({ baseUrl: server.url, accessToken });
  return {
    url: server.url,
    apiKey,
    agent,
    owner,
    async decide(tool, decision) {
      for (let tries = 0; tries < 400; tries++) {
        const { data } = await owner.hitl.pending();
        const request = data.find((record) => record.tool.name === tool);
        if (request) return owner.hitl.decide(request.request_id, decision);
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
      throw new Error(`Nobody asked for the approval of ${tool}`);
    },
    async forbid(word) {
      await owner.rules.create({
        name: `no ${word}`,
        ruleType: 'keyword_match',
        condition: { keywords: [word] },
        severity: 'critical',
        action: 'block',
      });
    },
    async logs() {
      await agent.flush();
      const all: AuditLog[] = [];
      for await (const log of owner.query({ order: 'asc', limit: 500 })) all.push(log);
      return all;
    },
    async close() {
      await agent.close();
      await owner.close();
      await server.release();
    },
  };
}
