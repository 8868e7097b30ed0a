import { toProblem } from './check-rule.ts';
import type { CompilableRule, CompiledRules, CompileOptions, RuleProblem } from './compiled-rules.ts';
import { compileJudge } from './engine/compile-judge.ts';
import { evaluateEvent, timeOf } from './engine/evaluation.ts';
import type { CompiledRule, Plan, PlanEntry } from './engine/plan-entry.ts';
import { ruleFor } from './engine/plan.ts';
import { compileScope } from './engine/scope.ts';
import type { RuleEvent } from './event.ts';
import { noTotals, type SeriesQuery } from './history.ts';
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
  const plans = new Map<string, Plan>();

  function compileRule(rule: CompilableRule): CompiledRule[] {
    try {
      return [{ rule, scope: compileScope(rule.condition.scope), judge: compileJudge(rule, list) }];
    } catch (error) {
      problems.set(rule.id, [toProblem(rule.ruleType === 'regex_match' ? 'condition.pattern' : 'condition', error)]);
      return [];
    }
  }

  /** Kept by agent and action, as many as there commonly are. */
  function planFor(event: RuleEvent): Plan {
    const key = `${event.action}\n${event.agentId ?? ''}`;
    let plan = plans.get(key);
    if (!plan) {
      plan = makePlan(
        compiled.filter(({ scope }) => scope.covers(event)),
        event.agentId ?? null,
        policies,
      );
      if (plans.size < mostPlans) plans.set(key, plan);
    }
    return plan;
  }

  const evaluate: CompiledRules['evaluate'] = (event, context = {}) =>
    evaluateEvent(event, planFor(event), ruleWords, context);

  return {
    problems,
    evaluate,
    queries(event, context = {}) {
      const stateful = planFor(event).entries.filter(
        ({ rule, judge }) => judge.looksAt === 'event' && rule.ruleType !== 'expression',
      );
      return stateful.length === 0 ? [] : readsOf(event, toPlan(stateful), timeOf(event, context));
    },
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

function makePlan(rules: readonly CompiledRule[], agentId: string | null, policies: readonly PolicyInForce[]): Plan {
  const entries: PlanEntry[] = [];
  for (const { rule, scope, judge } of rules) {
    const rulings = ruleFor(rule, agentId, policies);
    if (rulings) entries.push({ rule, scope, judge, rulings });
  }
  return toPlan(entries);
}

function toPlan(entries: readonly PlanEntry[]): Plan {
  return { entries, ruleIds: entries.map(({ rule }) => rule.id) };
}

/** Evaluates over an empty history that notes what it is asked: what is asked does not depend on the answers. */
function readsOf(event: RuleEvent, plan: Plan, now: number): SeriesQuery[] {
  const queries: SeriesQuery[] = [];
  const history = {
    read(query: SeriesQuery) {
      queries.push(query);
      return noTotals;
    },
  };
  evaluateEvent(event, plan, null, { now, history });
  return queries;
}
