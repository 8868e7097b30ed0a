import type { AgentAuditClient, HitlDecisionInput } from 'agentaudit-client';
import { createCheck } from 'agentaudit-client/guard';
import type { GatingOptions } from 'agentaudit-client/instrument';
import { describe, expect, it } from 'vitest';

import { callOrder, type GateStage } from './gate-stage.ts';
import { createRecorder } from './recorder.ts';

export interface GateUse extends Pick<GateStage, 'model' | 'order'> {
  /** What the model calls the tool `order` with; for a library without a model. */
  item: string;
  /** To give the adapter, its client among them. */
  options: GatingOptions;
}

/** How a test has a model call a tool through an adapter's gate. */
export interface GateUnderTest {
  /** Lets the model order, and gives what it, or the caller, was told of its call. */
  buy: (use: GateUse) => Promise<string>;
  /** Whether the library runs a tool with other arguments than the model's. */
  runsEdited: boolean;
}

/** What every adapter that stands before tools keeps to, on a stage that `setUpGates` made. */
export function describeGateContract(name: string, stage: GateStage, { buy, runsEdited }: GateUnderTest): void {
  function order(item: string, options: Partial<GatingOptions> & { client?: AgentAuditClient } = {}) {
    const { model, audit } = stage;
    model.reply({ toolCalls: [callOrder(item)] }, { text: 'Done.' });
    return buy({ model, item, order: stage.order, options: { client: audit.agent, ...options } });
  }

  async function orderAndDecide(decision: Omit<HitlDecisionInput, 'request_id'>) {
    const answer = order('a yacht', { approve: ['order'] });
    const [told] = await Promise.all([answer, stage.audit.decide('order', decision)]);
    return told;
  }

  describe(`${name} keeps the gates' contract`, () => {
    it('what the rules allow runs', async () => {
      expect(await order('paper')).toContain('Ordered paper');
      expect(stage.ran).toEqual([{ item: 'paper' }]);
    });

    it('what the rules forbid does not run, and the model is told', async () => {
      expect(await order('plutonium')).toContain('Blocked by guardrails: no plutonium');
      expect(stage.ran).toEqual([]);
      const blocked = (await stage.audit.logs()).findLast(
        ({ status, action }) => `${action} ${status}` === 'tool_use blocked',
      );
      expect(blocked).toMatchObject({ prompt: '{"item":"plutonium"}', metadata: { tool: 'order' } });
    });

    it('rules can be judged in the process of the agent', async () => {
      const check = createCheck(stage.audit.agent, { refreshMs: 3_600_000 });
      expect(await order('plutonium', { check })).toContain('Blocked by guardrails: no plutonium');
      expect(await order('paper', { check })).toContain('Ordered paper');
      expect(stage.ran).toEqual([{ item: 'paper' }]);
    });

    it('without an answer from the rules nothing runs, unless that is allowed', async () => {
      const { client, server } = createRecorder({ maxRetries: 0 });
      server.respondWith(({ path }) => (path.includes('/guardrails/') ? { status: 503 } : undefined));
      await order('paper', { client }).catch(() => {});
      expect(stage.ran).toEqual([]);
      stage.model.reset();
      expect(await order('paper', { client, onUnavailable: 'allow' })).toContain('Ordered paper');
    });

    it('what needs approval runs once it is approved', async () => {
      expect(await orderAndDecide({ decision: 'approved' })).toContain('Ordered a yacht');
      expect(stage.ran).toEqual([{ item: 'a yacht' }]);
    });

    it('what a person refuses does not run, and the model is told why', async () => {
      expect(await orderAndDecide({ decision: 'rejected', operator_input: 'Too dear.' })).toContain('Too dear.');
      expect(stage.ran).toEqual([]);
    });

    it('an approval of other arguments never runs those of the model', async () => {
      const told = await orderAndDecide({ decision: 'approved', edited_arguments: { item: 'a dinghy' } });
      expect(told).toContain('a dinghy');
      expect(stage.ran).toEqual(runsEdited ? [{ item: 'a dinghy' }] : []);
    });
  });
}
