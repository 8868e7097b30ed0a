import { toProblem } from './check-rule.ts';
import type { CompilableRule, CompiledRules, CompileOptions, RuleProblem } from './compiled-rules.ts';
import { compileJudge } from './engine/compile-judge.ts';
import { openCase, queriesOf } from './engine/case.ts';
import { evaluateCase } from './engine/evaluation.ts';
import type { CompiledRule, EventEntry, Plan, PlanEntry, TextEntry } from './engine/plan-entry.ts';
import { ruleFor } from './engine/plan.ts';
import { compileScope } from './engine/scope.ts';
import type { RuleEvent } from './event.ts';
import type { PolicyInForce } from './policy-in-force.ts';
import { createWordList } from './judge/keywords.ts';
import { followedSeries } from './judge/sequence.ts';
import { createAutomaton } from './text/automaton.ts';

const mostPlans = 1000;

/**
 * Makes rules ready to judge. Does not throw: a rule that does not compile is left out and named in `problems`;
 * `checkRule` tells so before it is stored.
 */
export function compile(rules: readonly CompilableRule[], { policies = [] }: CompileOptions = {}): CompiledRules {
  const list = createWordList();
  const problems = new Map<string, RuleProblem[]>();
  const compiled = rules.filter(({ isActive }) => isActive).flatMap((rule) => compileRule(rule));
  const ruleWords = list.words.length === 0 ? null : createAutomaton(list.words);
  const plans = new Map<string, Map<string | null, Plan>>();
  let planned = 0;

  function compileRule(rule: CompilableRule): CompiledRule[] {
    try {
      return [{ rule, scope: compileScope(rule.condition.scope), judge: compileJudge(rule, list) }];
    } catch (error) {
      problems.set(rule.id, [toProblem(rule.ruleType === 'regex_match' ? 'condition.pattern' : 'condition', error)]);
      return [];
    }
  }

  /** Kept by action and agent, as many as there commonly are. */
  function planFor(event: RuleEvent): Plan {
    const { action, agentId = null } = event;
    let byAgent = plans.get(action);
    let plan = byAgent?.get(agentId);
    if (plan) return plan;
    plan = makePlan(
      compiled.filter(({ scope }) => scope.covers(event)),
      event,
      policies,
    );
    if (planned >= mostPlans) {
      plans.clear();
      planned = 0;
      byAgent = undefined;
    }
    if (!byAgent) plans.set(action, (byAgent = new Map()));
    byAgent.set(agentId, plan);
    planned += 1;
    return plan;
  }

  const prepare: CompiledRules['prepare'] = (event, context = {}) => {
    const opened = openCase(event, planFor(event), ruleWords, context);
    return {
      queries: () => queriesOf(opened),
      evaluate: (given = {}) => evaluateCase(opened, given),
    };
  };

  return {
    problems,
    prepare,
    evaluate: (event, context = {}) => evaluateCase(openCase(event, planFor(event), ruleWords, context), context),
    queries: (event, context = {}) => queriesOf(openCase(event, planFor(event), ruleWords, context)),
    settlementQuery: ({ ruleId, traceId, since, dueAt }) => ({
      series: followedSeries(ruleId, traceId),
      from: since,
      to: dueAt,
    }),
    settle(expectation, history) {
      const { ruleId, traceId, since, dueAt, violation } = expectation;
      if (!compiled.some(({ rule }) => rule.id === ruleId)) return null;
      return history.read({ series: followedSeries(ruleId, traceId), from: since, to: dueAt }).count > 0
        ? null
        : violation;
    },
  };
}

function makePlan(rules: readonly CompiledRule[], event: RuleEvent, policies: readonly PolicyInForce[]): Plan {
  const texts: TextEntry[] = [];
  const events: EventEntry[] = [];
  const ruleIds: string[] = [];
  for (const { rule, scope, judge } of rules) {
    const rulings = ruleFor(rule, event.agentId ?? null, policies);
    if (!rulings) continue;
    ruleIds.push(rule.id);
    if (judge.looksAt === 'texts') texts.push({ rule, scope, judge, rulings });
    else if (!judge.concerns || judge.concerns(event)) events.push({ rule, scope, judge, rulings });
  }
  return { texts, events, stateful: events.filter(isStateful), ruleIds };
}

function isStateful({ rule }: PlanEntry): boolean {
  return rule.ruleType !== 'expression';
}
