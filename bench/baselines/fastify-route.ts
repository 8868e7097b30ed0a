import { AuditLogInputSchema } from 'agentaudit-schemas';
import Fastify from 'fastify';

// The least that taking one event over HTTP costs: a bare route that checks the same body against the same schema, and
// answers it back, as the stored log would be.
const app = Fastify();
app.post('/api/v1/audit-logs', { schema: { body: AuditLogInputSchema } }, async (request, reply) =>
  reply.code(201).send(request.body),
);
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
