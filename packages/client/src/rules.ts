import type {
  ComplianceRule,
  InstalledPack,
  Pack,
  PackId,
  PageQuery,
  RuleInput,
  RuleTest,
  RuleTestResult,
  RulesInForce,
  RulesInForceQuery,
  RuleUpdate,
} from 'agentaudit-schemas';

import { type Api, readAnswer, segment } from './api.ts';
import type { RequestOptions } from './options.ts';

const root = '/compliance-rules';
const inForcePath = '/guardrails/rules';

/** Rules with the tag to ask for changes by. */
export interface TaggedRules {
  inForce: RulesInForce;
  etag: string | undefined;
}

/** What every log is judged by. */
export function createRules(api: Api) {
  return {
    list: (query?: PageQuery, options?: RequestOptions) => api.list<ComplianceRule>(root, query, options),
    create: (rule: RuleInput, options?: RequestOptions) => api.post<ComplianceRule>(root, rule, options),
    get: (id: string, options?: RequestOptions) => api.get<ComplianceRule>(at(id), {}, options),
    update: (id: string, update: RuleUpdate, options?: RequestOptions) =>
      api.patch<ComplianceRule>(at(id), update, options),
    delete: (id: string, options?: RequestOptions) => api.delete(at(id), options),
    /** Tries a rule on a text or an event; nothing is stored. */
    test: (test: RuleTest, options?: RequestOptions) => api.post<RuleTestResult>(`${root}/test`, test, options),
    /** What is in force now, as an engine outside the server needs it. */
    inForce: (query?: RulesInForceQuery, options?: RequestOptions) =>
      api.get<RulesInForce>(inForcePath, query, options),
    /** As `inForce`, with the tag to ask again by: undefined while nothing changed since `etag`. */
    async inForceSince(
      etag: string | undefined,
      query?: RulesInForceQuery,
      options: RequestOptions = {},
    ): Promise<TaggedRules | undefined> {
      const headers = { ...options.headers, ...(etag !== undefined && { 'if-none-match': etag }) };
      const response = await api.open('GET', inForcePath, { query }, { ...options, headers });
      if (response.status === 304) return undefined;
      const inForce = await readAnswer<RulesInForce>(inForcePath, response);
      return { inForce, etag: response.header('etag') ?? undefined };
    },
  };
}

/** Curated sets of rules. */
export function createPacks(api: Api) {
  const packs = `${root}/packs`;
  return {
    list: (query?: PageQuery, options?: RequestOptions) => api.list<Pack>(packs, query, options),
    listInstalled: (query?: PageQuery, options?: RequestOptions) =>
      api.list<Pack>(`${packs}/installed`, query, options),
    /** Doing it again changes nothing. */
    install: (packId: PackId, options?: RequestOptions) => api.post<InstalledPack>(packs, { packId }, options),
    uninstall: (packId: PackId, options?: RequestOptions) => api.delete(`${packs}/${segment(packId)}`, options),
  };
}

function at(id: string): string {
  return `${root}/${segment(id)}`;
}
