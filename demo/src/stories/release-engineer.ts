import { callModel, failTool, type Model, useTool } from '../model-call.ts';
import type { Random } from '../random.ts';
import type { Step } from '../step.ts';
import type { Story } from './story.ts';

const model: Model = 'claude-sonnet-4.5';
const services = ['scheduling', 'patient-portal', 'billing-api', 'lab-gateway'] as const;

/** Looks after builds. A token shows up in a log that it reads. */
export const releaseEngineer: Story = {
  agent: { name: 'release-engineer', metadata: { team: 'Platform', model } },
  runsPerDay: 1.3,
  tell: (random) => {
    const service = random.pick(services);
    const isRed = random.chance(0.3);
    const diff = { service, from: random.hex(7), to: random.hex(7) };
    return {
      userId: 'ci',
      step: {
        action: 'agent_run',
        ms: 30,
        prompt: `Check the build of ${service}`,
        response: isRed ? 'Red: one suite fails. I opened a ticket.' : 'Green.',
        status: isRed ? 'error' : 'ok',
        metadata: { name: 'build-check', service },
        inside: [
          {
            action: 'agent_run',
            ms: 8,
            parallel: true,
            metadata: { name: 'checks' },
            inside: ['unit', 'contract', 'e2e'].map((suite, place) => runSuite(random, suite, isRed && place === 2)),
          },
          useTool({
            tool: 'read_diff',
            input: diff,
            output: { files: random.whole(1, 30) },
            ms: random.whole(60, 200),
          }),
          callModel(random, {
            model,
            prompt: `Judge this build of ${service}.`,
            response: isRed ? 'The e2e suite times out on login.' : 'Nothing stands out.',
            contextTokens: 6400,
          }),
          ...(isRed
            ? [useTool({ tool: 'open_ticket', input: { service }, output: { id: `OPS-${random.digits(3)}` }, ms: 300 })]
            : []),
        ],
      },
    };
  },
};

function runSuite(random: Random, suite: string, fails: boolean): Step {
  const call = { tool: `run_${suite}`, input: { suite }, ms: random.whole(1500, 9000) };
  if (fails) return failTool({ ...call, ms: 30_000 }, { type: 'TimeoutError', message: `${suite} ended after 30 s` });
  const leaked = random.chance(0.1) ? `; env GITHUB_TOKEN=ghp_${random.digits(36)}` : '';
  return useTool({ ...call, output: `${random.whole(40, 900)} passed${leaked}` });
}
