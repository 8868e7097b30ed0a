import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toEvent, toEvents, toTextEvent } from '../../src/features/rules/bench/sample.ts';
import { textAt } from '../../src/features/rules/bench/text-at.ts';

describe('a text that a rule is tried on', () => {
  it('is the prompt of a model call where the rule looks everywhere', () => {
    expect(toTextEvent('hello')).toEqual({ action: 'llm_call', prompt: 'hello' });
  });

  it('stands where the rule looks', () => {
    expect(toTextEvent('x', { actions: ['tool_*'], agentIds: ['writer-*'], fields: ['response'] })).toEqual({
      action: 'tool_use',
      agentId: 'writer-',
      response: 'x',
    });
    expect(toTextEvent('x', { fields: ['metadata.customer.*'] })).toEqual({
      action: 'llm_call',
      metadata: { customer: { text: 'x' } },
    });
  });
});

describe('an event that a rule is tried on', () => {
  it('is taken out of a stored log, without what became of it', () => {
    const log = { id: 'log_1', action: 'tool_use', prompt: 'x', traceId: null, sequence: 4, violations: [] };
    expect(toEvent(log)).toEqual({ action: 'tool_use', prompt: 'x' });
  });

  it('may be one of several', () => {
    expect(toEvents('[{"action":"a"},{"action":"b"}]')).toEqual([{ action: 'a' }, { action: 'b' }]);
  });

  it('is missed in what is no JSON, no object, or empty', () => {
    for (const json of ['{', '3', '[1]', 'null', '[]', '[[]]']) expect(toEvents(json)).toBeTypeOf('string');
  });
});

describe('the field of a violation', () => {
  const content = {
    prompt: 'p',
    response: null,
    metadata: { items: [{ name: 'first' }, { 'a "key"': 'second' }], count: 3 },
  };

  it('leads to its text', () => {
    expect(textAt(content, 'prompt')).toBe('p');
    expect(textAt(content, 'metadata.items[0].name')).toBe('first');
    expect(textAt(content, 'metadata.items[1]["a \\"key\\""]')).toBe('second');
  });

  it('leads nowhere where there is no text', () => {
    for (const field of ['response', 'metadata.count', 'metadata.items', 'metadata.none.more', 'other', '']) {
      expect(textAt(content, field)).toBeUndefined();
    }
  });

  it('leads to the text under any key', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, text) => {
        const metadata = Object.fromEntries([[key, text]]);
        const field = `metadata[${JSON.stringify(key)}]`;
        expect(textAt({ prompt: null, response: null, metadata }, field)).toBe(text);
      }),
    );
  });
});
