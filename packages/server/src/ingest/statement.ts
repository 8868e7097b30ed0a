import { CompiledQuery } from 'kysely';

import type { Engine } from '../db/database.ts';

const numbered = new Map<string, string>();

/** A statement of a script with `?` for each parameter: cheaper than a query that is built anew for each commit. */
export function statement(engine: Engine, text: string, parameters: readonly unknown[]): CompiledQuery {
  return CompiledQuery.raw(engine === 'sqlite' ? text : toNumbered(text), [...parameters]);
}

/** PostgreSQL's placeholders have numbers. */
function toNumbered(text: string): string {
  const known = numbered.get(text);
  if (known !== undefined) return known;
  let count = 0;
  const result = text.replaceAll('?', () => `$${++count}`);
  numbered.set(text, result);
  return result;
}
