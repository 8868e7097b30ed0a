import { errors } from '../errors.ts';
import type { Positions } from './pulse.ts';

/**
 * The id of an event: where each feed stands once it is told, such as `audit_log:120,hitl:7`. Any
 * server process continues from it, and a feed that came later starts at its end.
 */
export function toEventId(positions: Positions): string {
  return Object.entries(positions)
    .map(([feed, position]) => `${feed}:${position}`)
    .join(',');
}

/** Throws a 400 for what is no such id. */
export function parseEventId(id: string): Positions {
  if (!/^[a-z_]+:\d{1,15}(,[a-z_]+:\d{1,15})*$/.test(id)) {
    throw errors.invalidField('Last-Event-ID', 'is not one that this server gave');
  }
  return Object.fromEntries(
    id.split(',').map((part) => {
      const [feed = '', position] = part.split(':');
      return [feed, Number(position)];
    }),
  );
}
