import { limits } from 'agentaudit-schemas';
import { Type } from 'typebox';

/** The path parameters of a route that ends in `/:id`. */
export const IdParams = Type.Object({ id: Type.String({ maxLength: limits.identifierLength }) });
