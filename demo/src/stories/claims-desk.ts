import { callModel, type Model, useTool } from '../model-call.ts';
import type { Story } from './story.ts';

const model: Model = 'claude-haiku-4.5';
const reasons = ['billed twice', 'visit was cancelled', 'covered by the plan', 'wrong procedure code'] as const;

/** Reads complaints about bills. What costs money it asks a person for: see the approvals. */
export const claimsDesk: Story = {
  agent: { name: 'claims-desk', metadata: { team: 'Finance', model } },
  runsPerDay: 1.7,
  tell: (random) => {
    const reason = random.pick(reasons);
    const invoice = `INV-${random.digits(5)}`;
    const card = random.chance(0.12) ? ' Put it back on card 4539 5787 6362 1486.' : '';
    return {
      userId: `patient-${random.whole(1000, 1060)}`,
      step: {
        action: 'agent_run',
        ms: 25,
        prompt: `${invoice}: ${reason}.${card}`,
        response: 'Closed: corrected on the next bill.',
        metadata: { name: 'complaint', invoice },
        inside: [
          {
            action: 'tool_use',
            ms: 6,
            parallel: true,
            metadata: { tool: 'gather' },
            inside: [
              useTool({
                tool: 'read_invoice',
                input: { invoice },
                output: { amount: random.whole(40, 900) },
                ms: random.whole(40, 160),
              }),
              useTool({
                tool: 'read_visit',
                input: { invoice },
                output: { kept: random.chance(0.8) },
                ms: random.whole(40, 260),
              }),
            ],
          },
          callModel(random, {
            model,
            prompt: `Is this complaint justified: ${reason}?${card}`,
            response: 'Yes. Correct the next bill, and tell the patient.',
          }),
          useTool({
            tool: 'correct_bill',
            input: { invoice, reason },
            output: { corrected: true },
            ms: random.whole(80, 240),
          }),
        ],
      },
    };
  },
};
