// oxlint-disable-next-line no-restricted-imports -- an optional peer of this entry alone
import type { Verdict } from 'agentaudit-rules';
import type { GuardrailCheck, GuardrailVerdict, Violation } from 'agentaudit-schemas';

import type { AgentAuditClient } from './client.ts';
import { feedOf, type RuleFreshness } from './guard-feed.ts';
import type { RuleSet } from './guard-rules.ts';
import { GuardUnavailableError } from './guard-unavailable.ts';
import type { RequestOptions } from './options.ts';
import type { RuleCheck } from './tool-gate.ts';

/** A log names at most so many violations; the server finds the others again. */
const mostViolations = 20;

/**
 * A check that judges in this process, for `client.gate` and the adapters: `{ check: createCheck(client) }`. Verdicts are
 * logged as `guardrail_check` and `guardrail_block`. Rules that block for what came before (rate limits, sequences,
 * thresholds over time) need what only the server knows: an event that such a rule looks at is asked about there.
 */
export function createCheck(client: AgentAuditClient, freshness: RuleFreshness = {}): RuleCheck {
  const feed = feedOf(client, freshness);
  return async (given, request = {}) => {
    const rules = await feed.current(request.signal);
    const startedAt = performance.now();
    const event = { ...given, action: given.action ?? 'guardrail_check' };
    const verdict = rules.compiled.evaluate(event);
    if (verdict.enforcementAction !== 'block' && rules.needsServer(event)) return ask(client, given, request);
    return record(client, { verdict, rules, durationMs: performance.now() - startedAt });
  };
}

async function ask(client: AgentAuditClient, event: GuardrailCheck, request: RequestOptions) {
  try {
    return await client.check(event, request);
  } catch (error) {
    throw request.signal?.aborted ? error : new GuardUnavailableError(error);
  }
}

interface Judged {
  verdict: Verdict;
  rules: RuleSet;
  durationMs: number;
}

function record(client: AgentAuditClient, { verdict, rules, durationMs }: Judged): GuardrailVerdict {
  const { enforcementAction, event } = verdict;
  const { action, prompt, response, metadata, agentId, traceId, parentSpanId, sessionId, userId } = event;
  const allowed = enforcementAction !== 'block';
  const violations = [...verdict.violations, ...verdict.shadowViolations];
  const log = client.log({
    action: allowed ? 'guardrail_check' : 'guardrail_block',
    status: allowed ? 'ok' : 'blocked',
    prompt,
    response,
    durationMs,
    agentId: agentId ?? undefined,
    traceId: traceId ?? undefined,
    parentSpanId: parentSpanId ?? undefined,
    sessionId: sessionId ?? undefined,
    userId: userId ?? undefined,
    metadata: {
      ...metadata,
      checked_action: action,
      guardrail: {
        enforcement_action: enforcementAction,
        rules_revision: rules.revision,
        // Without names, which may hold the very words that another rule looks for.
        violations: violations.slice(0, mostViolations).map(toRecorded),
      },
    },
  });
  const content = { prompt: prompt ?? null, response: response ?? null, metadata: metadata ?? null };
  return { allowed, enforcementAction, violations, content, auditLogId: log.id };
}

function toRecorded({ ruleId, policyId, action, field, start, end, label, shadow }: Violation) {
  return { rule_id: ruleId, policy_id: policyId, action, field, start, end, label, shadow };
}
