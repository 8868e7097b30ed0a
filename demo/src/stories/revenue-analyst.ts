import { callModel, failTool, type Model, useTool } from '../model-call.ts';
import type { Random } from '../random.ts';
import type { Step } from '../step.ts';
import type { Story } from './story.ts';

const model: Model = 'gpt-5.2';

const asks = [
  {
    question: 'Denied claims by payer, last quarter',
    sql: 'SELECT payer, count(*) FROM claims WHERE denied GROUP BY payer',
  },
  {
    question: 'Average days until a claim is paid',
    sql: 'SELECT avg(paid_at - sent_at) FROM claims WHERE paid_at IS NOT NULL',
  },
  {
    question: 'Visits without a charge',
    sql: 'SELECT count(*) FROM visits v LEFT JOIN charges c ON c.visit = v.id WHERE c.id IS NULL',
  },
  {
    question: 'Revenue by clinic and month',
    sql: 'SELECT clinic, month, sum(amount) FROM revenue GROUP BY clinic, month',
  },
] as const;

/** Writes SQL, sometimes wrong the first time. Once in a while it reaches for what it must not touch. */
export const revenueAnalyst: Story = {
  agent: { name: 'revenue-analyst', metadata: { team: 'Finance', model } },
  runsPerDay: 1.6,
  tell: (random) => {
    const { question, sql } = random.pick(asks);
    return {
      userId: random.pick(['m.haddad', 'k.novak', 's.ito']),
      step: {
        action: 'agent_run',
        ms: 30,
        prompt: question,
        response: `${question}: a table of ${random.whole(3, 24)} rows.`,
        metadata: { name: 'question' },
        inside: [
          useTool({
            tool: 'list_tables',
            input: {},
            output: ['claims', 'visits', 'charges', 'revenue'],
            ms: random.whole(10, 40),
          }),
          ...attempts(random, question, sql),
          callModel(random, {
            model: 'gpt-5-mini',
            prompt: `Explain the result of: ${sql}`,
            response: 'Two payers make up most of it; the trend is flat since March.',
          }),
        ],
      },
    };
  },
};

function attempts(random: Random, question: string, sql: string): Step[] {
  const steps: Step[] = [];
  const run = (query: string) => ({ tool: 'run_sql', input: { sql: query }, ms: random.whole(40, 1800) });
  const write = (response: string, query: string) =>
    callModel(random, {
      model,
      prompt: question,
      response,
      toolCalls: [{ name: 'run_sql', arguments: { sql: query } }],
    });
  if (random.chance(0.12)) {
    const query = 'DROP TABLE claims_staging';
    steps.push(write('The staging table is stale, I shall remove it first.', query), {
      ...failTool(run(query), { type: 'GuardrailBlocked', message: 'Blocked by the rule "No destructive SQL"' }),
      status: 'blocked',
    });
  }
  if (random.chance(0.2)) {
    const query = sql.replace('FROM ', 'FROM reporting.');
    steps.push(
      write('', query),
      failTool(run(query), { type: 'SqlError', message: 'schema "reporting" does not exist' }),
    );
  }
  steps.push(write('', sql), useTool({ ...run(sql), output: { rows: random.whole(3, 24) } }));
  return steps;
}
