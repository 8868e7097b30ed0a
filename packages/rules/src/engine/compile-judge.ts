import type { RuleConditions, RuleType } from 'agentaudit-schemas';

import type { CompilableRule } from '../compiled-rules.ts';
import { compileExpression } from '../judge/expression.ts';
import type { Judge } from '../judge/judge.ts';
import { compileKeywords, type WordList } from '../judge/keywords.ts';
import { compilePii, compilePromptInjection } from '../judge/pii.ts';
import { compileRegexMatch } from '../judge/regex.ts';
import { compileSequence } from '../judge/sequence.ts';
import { compileRateLimit, compileThreshold } from '../judge/windows.ts';

type Compile<Name extends RuleType> = (condition: RuleConditions[Name], ruleId: string, list: WordList) => Judge;

const compilers: { readonly [Name in RuleType]: Compile<Name> } = {
  pii_detect: compilePii,
  keyword_match: (condition, _, list) => compileKeywords(condition, list),
  regex_match: (condition, _, list) => compileRegexMatch(condition, list),
  rate_limit: compileRateLimit,
  threshold: compileThreshold,
  expression: compileExpression,
  sequence: compileSequence,
  prompt_injection: compilePromptInjection,
};

/** Throws `PatternError` or `ExpressionError`. */
export function compileJudge(rule: Pick<CompilableRule, 'id' | 'ruleType' | 'condition'>, list: WordList): Judge {
  // Which condition goes with which `ruleType` the schemas have checked.
  const compileType = compilers[rule.ruleType] as Compile<RuleType>;
  return compileType(rule.condition, rule.id, list);
}
