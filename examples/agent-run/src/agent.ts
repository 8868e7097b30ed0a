import { setTimeout } from 'node:timers/promises';

import type { AgentAuditClient } from 'agentaudit-client';

/** A small agent: it plans, runs its tools side by side, lives with one that fails, and answers. Returns its trace id. */
export async function runAgent(client: AgentAuditClient, question: string): Promise<string> {
  const readSales = client.wrap(readSalesTable, { name: 'sql_query' });
  const runCode = client.wrap(growthOf, { name: 'code_interpreter' });
  const readNews = client.wrap(readNewsFeed, { name: 'web_search' });

  return client.trace('analyse', { prompt: question }, async (run) => {
    await client.span('llm_call', { prompt: question, metadata: { model: 'gpt-4o', tokens: 112 } }, async (call) => {
      await setTimeout(5);
      call.update({ response: 'I need the sales table and the news.' });
    });

    const [sales, news] = await Promise.allSettled([readSales('Q1'), readNews('ACME')]);
    if (sales.status === 'rejected') throw sales.reason;
    const growth = await runCode(sales.value);

    await client.span('llm_call', { metadata: { model: 'gpt-4o', tokens: 820 } }, async (call) => {
      await setTimeout(5);
      const source = news.status === 'fulfilled' ? 'with news' : 'without news';
      call.update({ response: `Q1 revenue grew ${growth}% YoY (${source})` });
    });
    run.update({ response: `Q1 revenue grew ${growth}% YoY` });
    return run.traceId;
  });
}

async function readSalesTable(quarter: string): Promise<{ quarter: string; revenue: number; before: number }> {
  await setTimeout(10);
  return { quarter, revenue: 2.4, before: 2.03 };
}

async function growthOf({ revenue, before }: { revenue: number; before: number }): Promise<number> {
  await setTimeout(3);
  return Math.round((revenue / before - 1) * 100);
}

async function readNewsFeed(company: string): Promise<string[]> {
  await setTimeout(8);
  throw new Error(`No news of ${company}: the feed timed out`);
}
