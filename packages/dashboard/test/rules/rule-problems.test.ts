import { ApiError } from 'agentaudit-client';
import { describe, expect, it } from 'vitest';

import { InvalidRule, toProblems } from '../../src/features/rules/editor/rule-problems.ts';

const refused = (details: object[]) =>
  new ApiError('no', { status: 400, code: 'validation_error', details: details as { message: string }[] });

describe('what the server has against a rule', () => {
  it('stands at its field, without naming it again', () => {
    const problemAt = toProblems(
      refused([{ field: 'condition.pattern', message: 'condition.pattern missing closing )', position: 4 }]),
    );
    expect(problemAt('condition.pattern')).toEqual({ message: 'Missing closing )', position: 4, isWhole: true });
    expect(problemAt('condition.flags')).toBeUndefined();
    expect(problemAt('name')).toBeUndefined();
  });

  it('says which part when it is about a part', () => {
    const problemAt = toProblems(
      refused([{ field: 'condition.keywords[2]', message: 'condition.keywords[2] must match pattern "\\S"' }]),
    );
    expect(problemAt('condition.keywords')).toMatchObject({
      message: '[2] must match pattern "\\S"',
      isWhole: false,
    });
    expect(problemAt('condition.key')).toBeUndefined();
  });

  it('is heard before what was found here', () => {
    const here = new InvalidRule([{ field: 'condition.cel', message: 'is empty' }]);
    expect(toProblems(undefined, here)('condition.cel')?.message).toBe('Is empty');
    const said = refused([{ field: 'condition.cel', message: 'condition.cel is too long' }]);
    expect(toProblems(said, here)('condition.cel')?.message).toBe('Is too long');
  });

  it('is nothing when nothing was refused', () => {
    expect(toProblems(null, new Error('offline'))('name')).toBeUndefined();
  });
});
