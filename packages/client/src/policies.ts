import type {
  AnalyticsQuery,
  Backtest,
  BacktestInput,
  PackClone,
  PageQuery,
  Policy,
  PolicyAnalytics,
  PolicyInput,
  PolicyUpdate,
  PolicyVersion,
  PolicyVersionInput,
} from 'agentaudit-schemas';

import { type Api, segment } from './api.ts';
import type { RequestOptions } from './options.ts';

/** Versioned bundles of rules, and the agents they hold for. */
export function createPolicies(api: Api) {
  return {
    list: (query?: PageQuery, options?: RequestOptions) => api.list<Policy>('/policies', query, options),
    create: (policy: PolicyInput, options?: RequestOptions) => api.post<Policy>('/policies', policy, options),
    /** A policy with copies of a pack's rules, which outlive the pack. */
    clonePack: (clone: PackClone, options?: RequestOptions) => api.post<Policy>('/policies/clone-pack', clone, options),
    get: (id: string, options?: RequestOptions) => api.get<Policy>(at(id), {}, options),
    update: (id: string, update: PolicyUpdate, options?: RequestOptions) => api.patch<Policy>(at(id), update, options),
    delete: (id: string, options?: RequestOptions) => api.delete(at(id), options),
    attachAgent: (id: string, agentId: string, options?: RequestOptions) =>
      api.post<Policy>(`${at(id)}/agents`, { agentId }, options),
    detachAgent: (id: string, agentId: string, options?: RequestOptions) =>
      api.call<void>('DELETE', `${at(id)}/agents`, { query: { agentId } }, options),

    /** Of the whole organization, or of one policy. */
    analytics: ({ policyId, ...query }: AnalyticsQuery & { policyId?: string } = {}, options?: RequestOptions) =>
      api.get<PolicyAnalytics>(`${policyId === undefined ? '/policies' : at(policyId)}/analytics`, query, options),

    listVersions: (id: string, query?: PageQuery, options?: RequestOptions) =>
      api.list<PolicyVersion>(`${at(id)}/versions`, query, options),
    getVersion: (id: string, versionId: string, options?: RequestOptions) =>
      api.get<PolicyVersion>(versionAt(id, versionId), {}, options),
    /** Keeps a version by hand; every change makes one by itself. */
    createVersion: (id: string, version: PolicyVersionInput = {}, options?: RequestOptions) =>
      api.post<PolicyVersion>(`${at(id)}/versions`, version, options),
    /** Makes a new version equal to an old one. */
    restoreVersion: (id: string, versionId: string, options?: RequestOptions) =>
      api.post<PolicyVersion>(`${versionAt(id, versionId)}/restore`, undefined, options),

    /** Runs a draft or a version over stored logs, in the background: poll with `getBacktest`. */
    backtest: (id: string, input: BacktestInput = {}, options?: RequestOptions) =>
      api.post<Backtest>(`${at(id)}/backtest`, input, options),
    getBacktest: (id: string, backtestId: string, options?: RequestOptions) =>
      api.get<Backtest>(`${at(id)}/backtests/${segment(backtestId)}`, {}, options),
  };
}

function at(id: string): string {
  return `/policies/${segment(id)}`;
}

function versionAt(id: string, versionId: string): string {
  return `${at(id)}/versions/${segment(versionId)}`;
}
