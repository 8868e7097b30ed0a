import * as schemas from 'agentaudit-schemas';
import type { FastifyInstance } from 'fastify';

/** Makes every schema with an `$id` known by it: routes, and the API document, refer to it. */
export function shareSchemas(app: FastifyInstance): void {
  for (const schema of Object.values(schemas)) {
    if (typeof schema === 'object' && '$id' in schema) app.addSchema(schema);
  }
}
