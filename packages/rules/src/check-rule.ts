import { ruleConditionSchemas, type RuleCondition, type RuleType } from 'agentaudit-schemas';
import { Value } from 'typebox/value';

import type { RuleProblem } from './compiled-rules.ts';
import { compileRegexMatch } from './judge/regex.ts';
import { compilePredicate, ExpressionError } from './judge/expression.ts';
import { createWordList } from './judge/keywords.ts';
import { PatternError } from './judge/linear-regex.ts';

/** A rule type with a condition that is yet to be checked. */
export interface UncheckedRule {
  ruleType: RuleType;
  condition: unknown;
}

/**
 * What is wrong with a condition: its shape, by the schema of its rule type, then its patterns and expressions,
 * with the position. Empty when it compiles.
 */
export function checkRule({ ruleType, condition }: UncheckedRule): RuleProblem[] {
  const schema = ruleConditionSchemas[ruleType];
  if (!Value.Check(schema, condition)) {
    return (
      Value.Errors(schema, condition)
        // Said again, and better, by the error about the whole.
        .filter(({ message }) => message !== 'schema is false')
        .slice(0, 20)
        .map(({ instancePath, message, params }) => ({
          field: `condition${fieldOf(instancePath)}`,
          message: 'additionalProperties' in params ? `${message}: ${String(params.additionalProperties)}` : message,
        }))
    );
  }
  return ruleType === 'sequence' ? checkSequence(condition) : checkParts(ruleType, condition);
}

function fieldOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
    .join('');
}

function checkParts(ruleType: RuleType, condition: RuleCondition): RuleProblem[] {
  if (ruleType === 'regex_match' && 'pattern' in condition) {
    return attempt('condition.pattern', () => compileRegexMatch(condition, createWordList()));
  }
  if (ruleType === 'expression' && 'cel' in condition)
    return attempt('condition.cel', () => compilePredicate(condition.cel));
  if (ruleType === 'threshold' && 'path' in condition) {
    const { aggregate, windowSeconds } = condition;
    if (aggregate && windowSeconds === undefined)
      return [{ field: 'condition.windowSeconds', message: 'is needed with aggregate' }];
    if (!aggregate && windowSeconds !== undefined)
      return [{ field: 'condition.aggregate', message: 'is needed with windowSeconds' }];
  }
  return [];
}

function checkSequence(condition: object): RuleProblem[] {
  const given = (['steps', 'when', 'requires', 'followedBy', 'withinSeconds'] as const).filter(
    (key) => key in condition,
  );
  const shape = given.filter((key) => key !== 'withinSeconds').join(' and ');
  if (!['steps', 'when and requires', 'when and followedBy'].includes(shape)) {
    return [{ field: 'condition', message: 'takes steps, or when and requires, or when and followedBy' }];
  }
  if (shape === 'when and followedBy' && !given.includes('withinSeconds')) {
    return [{ field: 'condition.withinSeconds', message: 'is needed with followedBy' }];
  }
  const problems: RuleProblem[] = [];
  for (const [key, value] of Object.entries(condition)) {
    const matches: unknown[] = Array.isArray(value) ? value : [value];
    matches.forEach((match, index) => {
      if (typeof match !== 'object' || match === null || !('where' in match) || typeof match.where !== 'string') return;
      const { where } = match;
      problems.push(
        ...attempt(`condition.${key}${key === 'steps' ? `[${index}]` : ''}.where`, () => compilePredicate(where)),
      );
    });
  }
  return problems;
}

function attempt(field: string, compile: () => unknown): RuleProblem[] {
  try {
    compile();
    return [];
  } catch (error) {
    return [toProblem(field, error)];
  }
}

export function toProblem(field: string, error: unknown): RuleProblem {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof PatternError || error instanceof ExpressionError
    ? { field, message, position: error.position }
    : { field, message };
}
