import { toProblem } from './check-rule.ts';
import type { CompilableRule, CompiledRules, CompileOptions, RuleProblem } from './compiled-rules.ts';
import { compileJudge } from './engine/compile-judge.ts';
import { type CompiledRule, evaluateEvent, type Plan, timeOf } from './engine/evaluation.ts';
import { ruleFor } from './engine/plan.ts';
import { compileScope } from './engine/scope.ts';
import type { RuleEvent } from './event.ts';
import { noTotals, type SeriesQuery } from './history.ts';
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
  const plans = new Map<string | null, Plan>();

  function compileRule(rule: CompilableRule): CompiledRule[] {
    try {
      return [{ rule, scope: compileScope(rule.condition.scope), judge: compileJudge(rule, list) }];
    } catch (error) {
      problems.set(rule.id, [toProblem(rule.ruleType === 'regex_match' ? 'condition.pattern' : 'condition', error)]);
      return [];
    }
  }

  function planFor(agentId: string | null): Plan {
    let plan = plans.get(agentId);
    if (!plan) {
      plan = {
        entries: compiled.flatMap((entry) => {
          const rulings = ruleFor(entry.rule, agentId, policies);
          return rulings ? [{ ...entry, rulings }] : [];
        }),
      };
      if (plans.size < mostPlans) plans.set(agentId, plan);
    }
    return plan;
  }

  const evaluate: CompiledRules['evaluate'] = (event, context = {}) =>
    evaluateEvent(event, planFor(event.agentId ?? null), ruleWords, context);

  return {
    problems,
    evaluate,
    queries(event, context = {}) {
      const stateful = planFor(event.agentId ?? null).entries.filter(
        ({ rule, judge }) => judge.looksAt === 'event' && rule.ruleType !== 'expression',
      );
      return stateful.length === 0 ? [] : readsOf(event, { entries: stateful }, timeOf(event, context));
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
