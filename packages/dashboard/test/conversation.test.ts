import { describe, expect, it } from 'vitest';

import { toConversation } from '../src/features/traces/conversation.ts';
import { traceLog } from './trace-logs.ts';

const said = (...logs: Parameters<typeof toConversation>[0]) =>
  toConversation(logs, { byTime: true }).map(({ speaker, title, text }) => `${speaker}/${title}: ${text}`);

const system = { role: 'system', content: 'Be brief.' };
const question = { role: 'user', content: [{ type: 'text', text: 'Refund 4711' }] };

describe('a trace as a conversation', () => {
  it('says each thing once, though a model is sent all of it again with every call', () => {
    expect(
      said(
        traceLog('1', { action: 'llm_call', prompt: JSON.stringify([system, question]), response: 'I look.' }),
        traceLog('2', { prompt: '{"order":4711}', response: 'found', metadata: { tool: 'get_order' } }),
        traceLog('3', {
          action: 'llm_call',
          prompt: JSON.stringify([
            system,
            question,
            { role: 'assistant', content: 'I look.' },
            { role: 'tool', content: 'found' },
          ]),
          response: 'Done.',
          metadata: { model: 'gpt-5' },
        }),
      ),
    ).toEqual([
      'system/system: Be brief.',
      'user/user: Refund 4711',
      'assistant/agent: I look.',
      'tool/get_order: found',
      'assistant/gpt-5: Done.',
    ]);
  });

  it('shows what the model asked tools for', () => {
    const metadata = { model: 'gpt-5', tool_calls: [{ id: '1', name: 'search', arguments: '{"q":1}' }] };
    const [message] = toConversation([traceLog('1', { action: 'llm_call', response: null, metadata })], {
      byTime: true,
    });
    expect(message).toMatchObject({ speaker: 'assistant', calls: [{ name: 'search', text: '{"q":1}' }] });
  });

  it('takes a prompt that is no list of messages as the text it is', () => {
    expect(said(traceLog('1', { action: 'llm_call', prompt: '[1, 2', response: null }))).toEqual(['user/user: [1, 2']);
    expect(said(traceLog('1', { action: 'llm_call', prompt: '[{"a":1}]', response: null }))).toEqual([
      'user/user: [{"a":1}]',
    ]);
  });

  it('has approvals and guardrails as events of their own', () => {
    expect(said(traceLog('1', { action: 'hitl_request', prompt: '{}', metadata: { tool: 'pay' } }))).toEqual([
      'event/hitl_request pay: {}',
    ]);
  });

  it('has the answer of a run where the run ended, and the question where it began', () => {
    const run = { action: 'agent_run', prompt: 'Refund 4711', response: 'All done.', durationMs: 100 };
    const call = { action: 'llm_call', prompt: 'Refund 4711', response: 'I try.', startMs: 10, durationMs: 20 };
    expect(said(traceLog('1', run), traceLog('2', call))).toEqual([
      'event/agent_run agent: ',
      'user/user: Refund 4711',
      'assistant/agent: I try.',
      'assistant/agent: All done.',
    ]);
  });

  it('notes once for each log what stands out about it', () => {
    const log = traceLog('1', { action: 'llm_call', prompt: 'a', response: 'b' });
    expect(toConversation([log], { byTime: false }).map(({ leads }) => leads)).toEqual([true, false]);
  });

  it('keeps the same answer given twice', () => {
    const call = { action: 'llm_call', prompt: 'again', response: 'yes' };
    expect(said(traceLog('1', call), traceLog('2', call))).toEqual([
      'user/user: again',
      'assistant/agent: yes',
      'assistant/agent: yes',
    ]);
  });
});
