import type { Agent, AgentInput, AgentUpdate, PageQuery } from 'agentaudit-schemas';

import { type Api, segment } from './api.ts';
import type { RequestOptions } from './options.ts';

/** Registered agents. Changing them takes a session, or a key with `manage`. */
export function createAgents(api: Api) {
  return {
    list: (query?: PageQuery, options?: RequestOptions) => api.list<Agent>('/agents', query, options),
    create: (agent: AgentInput, options?: RequestOptions) => api.post<Agent>('/agents', agent, options),
    get: (id: string, options?: RequestOptions) => api.get<Agent>(at(id), {}, options),
    update: (id: string, update: AgentUpdate, options?: RequestOptions) => api.patch<Agent>(at(id), update, options),
    delete: (id: string, options?: RequestOptions) => api.delete(at(id), options),
  };
}

function at(id: string): string {
  return `/agents/${segment(id)}`;
}
