import { AgentAuditClient } from 'agentaudit-client';

import { runAgent } from './agent.ts';
import { drawTrace } from './draw-trace.ts';

const client = new AgentAuditClient({ agentId: 'sales-analyst' });

const traceId = await runAgent(client, 'Analyse Q1 data');
await client.flush();

const trace = await client.getTrace(traceId);
process.stdout.write(drawTrace(trace));

await client.close();
