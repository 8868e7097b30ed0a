import * as schemas from 'agentaudit-schemas';
import type { FastifyInstance } from 'fastify';

/** Every schema with an `$id`: routes, and the API document, refer to it. */
export const sharedSchemas: object[] = Object.values(schemas).filter(
  (schema) => typeof schema === 'object' && '$id' in schema,
);

export function shareSchemas(app: FastifyInstance): void {
  for (const schema of sharedSchemas) app.addSchema(schema);
}
