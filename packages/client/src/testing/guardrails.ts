// oxlint-disable-next-line no-restricted-imports -- an optional peer, as of the guard
import type { Verdict } from 'agentaudit-rules';
import type {
  AuditLog,
  BatchEntry,
  ComplianceRule,
  GuardrailCheck,
  GuardrailVerdict,
  RuleInput,
  RulesInForce,
} from 'agentaudit-schemas';

import { messageOf } from '../error-message.ts';
import { createUuid } from '../typeid.ts';
import type { LogStore } from './log-store.ts';
import { fault, type MemoryResponse } from './memory-response.ts';

/** The rules of the one organization there is, judged by the server's own engine. */
export class Guardrails {
  readonly #store: LogStore;
  #inForce: RulesInForce = { revision: 0, rules: [], policies: [] };

  constructor(store: LogStore) {
    this.#store = store;
  }

  setRules(rules: RuleInput[]): void {
    this.#inForce = { revision: this.#inForce.revision + 1, rules: rules.map(toRule), policies: [] };
  }

  /** Answers `GET /guardrails/rules`. */
  getRules(knownTags: string | undefined): MemoryResponse {
    const etag = `"memory-${this.#inForce.revision}"`;
    const headers = { etag };
    return knownTags?.includes(etag) ? { status: 304, headers } : { status: 200, headers, body: this.#inForce };
  }

  /** Answers `POST /guardrails/check`. */
  async check({ action = 'guardrail_check', ...given }: GuardrailCheck): Promise<MemoryResponse> {
    const judged = await this.#judge({ ...given, action });
    if (typeof judged === 'string') return fault(400, 'unusable_rules', judged);
    const { enforcementAction, violations } = judged;
    const event = judged.event as BatchEntry;
    const { prompt, response, metadata } = event;
    const entry = { ...event, action: 'guardrail_check', metadata: { ...metadata, checked_action: action } };
    const [log] = this.#store.append([entry]) as [AuditLog];
    Object.assign(log, { enforcementAction, violations });
    const verdict: GuardrailVerdict = {
      allowed: enforcementAction !== 'block',
      enforcementAction,
      violations,
      content: { prompt: prompt ?? null, response: response ?? null, metadata: metadata ?? null },
      auditLogId: log.id,
    };
    return { status: 200, body: verdict };
  }

  /** Or why it cannot be judged. */
  async #judge(event: BatchEntry): Promise<Pick<Verdict, 'event' | 'enforcementAction' | 'violations'> | string> {
    const { rules } = this.#inForce;
    if (rules.length === 0) return { event, enforcementAction: 'allow', violations: [] };
    try {
      // Loaded here, so that nobody needs it who sets no rules.
      // oxlint-disable-next-line no-restricted-imports -- as above
      const { compile } = await import('agentaudit-rules');
      const compiled = compile(rules);
      for (const [id, [problem]] of compiled.problems) {
        return `${rules.find((rule) => rule.id === id)?.name}: ${problem?.field} ${problem?.message}`;
      }
      return compiled.evaluate(event);
    } catch (error) {
      return messageOf(error);
    }
  }
}

function toRule(input: RuleInput): ComplianceRule {
  const now = new Date().toISOString();
  const defaults = { severity: 'warning', appliesTo: 'organization', isActive: true } as const;
  return { id: `rule_${createUuid()}`, ...defaults, ...input, createdAt: now, updatedAt: now };
}
